"""From the desk to the day: what an officer does in services stands in their day without a keystroke."""

from collections.abc import Callable

import pytest

from ayo.events import facade as events
from ayo.performance.models import Activity
from ayo.services import actions
from tests.cast import Cast
from tests.exchange import desk
from tests.services import factories


@pytest.fixture
def log(city: Cast) -> Callable[[], list[tuple[object, str, int]]]:
    """Let the log run to its end; return who was credited, how it stands, and the minutes."""
    desk.sequence()
    events.ensure_cursors()

    def run() -> list[tuple[object, str, int]]:
        desk.sequence()
        while events.advance_all():
            desk.sequence()
        return list(Activity.objects.order_by("id").values_list("person_id", "state", "minutes"))

    return run


def test_a_decided_case_stands_in_the_day_of_its_officer(city: Cast, log):
    case = factories.done(city, factories.handed_in(city.actor("ratna")))

    found = log()

    assert found and all(minutes > 0 for _, _, minutes in found)
    assert {state for _, state, _ in found} == {"WAITING"}
    assert {person for person, _, _ in found} <= {city.budi, city.sari}
    assert set(Activity.objects.values_list("case_id", flat=True)) == {case.pk}


def test_it_counts_when_the_resident_confirms_and_goes_when_they_do_not_agree(city: Cast, log):
    case = factories.done(city, factories.handed_in(city.actor("ratna")))
    log()

    actions.confirm_case(case_id=case.pk, actor=city.actor("ratna"))

    assert {state for _, state, _ in log()} == {"COUNTED"}


def test_a_result_that_is_not_right_takes_the_work_back(city: Cast, log):
    case = factories.done(city, factories.handed_in(city.actor("ratna")))
    log()

    actions.reopen_case(case_id=case.pk, reason="Nama saya salah.", actor=city.actor("ratna"))

    assert {state for _, state, _ in log()} == {"REVERSED"}
