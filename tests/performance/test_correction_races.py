"""A request to correct a day is decided once, whoever clicks in the same moment and whatever the night does."""

from datetime import timedelta

import pytest

from ayo.common import clock
from ayo.performance import actions
from ayo.performance.models import ClockRecord, Correction
from tests.cast import Cast
from tests.performance.factories import team
from tests.performance.test_races import AT_ONCE, at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(cast: Cast) -> Correction:
    team(cast)
    on = clock.today() - timedelta(days=1)
    return actions.ask_correction(
        on=on, arrived=on_time(), left=None, reason="Mesin mati.", evidence=None, actor=cast.actor("budi")
    )


def on_time():
    return clock.now().replace(hour=7, minute=25).time()


def test_several_clicks_are_one_decision(cast: Cast, made: Correction):
    sari = cast.actor("sari")

    told = at_once(lambda: actions.accept_correction(correction_id=made.pk, actor=sari))

    assert told == ["done", *["not_waiting"] * (AT_ONCE - 1)]
    assert ClockRecord.objects.count() == 1


def test_accepting_and_refusing_meet_and_one_of_them_holds(cast: Cast, made: Correction):
    sari = cast.actor("sari")
    acts = iter(
        [lambda: actions.accept_correction(correction_id=made.pk, actor=sari)] * 2
        + [lambda: actions.refuse_correction(correction_id=made.pk, answer="Tidak mati.", actor=sari)] * 2
    )

    told = at_once(lambda: next(acts)())

    state = Correction.objects.get().state
    assert told == ["done", *["not_waiting"] * (AT_ONCE - 1)]
    assert ClockRecord.objects.count() == (state == "ACCEPTED")


def test_what_is_decided_in_the_moment_it_goes_up_is_decided(cast: Cast, made: Correction):
    sari = cast.actor("sari")
    Correction.objects.update(escalates_on=clock.today())
    acts = iter(
        [actions.escalate_corrections, lambda: actions.accept_correction(correction_id=made.pk, actor=sari)] * 2
    )

    told = at_once(lambda: next(acts)())

    row = Correction.objects.get()
    assert set(told) <= {"done", "not_waiting", "not_found"}
    assert row.state in {"ACCEPTED", "WAITING"}
    assert (ClockRecord.objects.count() == 1) == (row.state == "ACCEPTED")
