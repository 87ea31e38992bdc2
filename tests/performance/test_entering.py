"""Work entered by hand: once, within its window, never twice at one time, mended until it is judged."""

from datetime import date, time, timedelta

import pytest

from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.common.errors import NotFound
from ayo.events.models import Outbox
from ayo.notices.models import Notice
from ayo.performance import actions
from ayo.performance.data.entry import Verdict
from ayo.performance.errors import ActivityRefused, NotWaiting, Overlaps
from ayo.performance.models import Activity, Template
from tests.cast import Cast
from tests.performance.factories import DAY, TODAY, entry, team


@pytest.fixture(autouse=True)
def friday():
    with clock.at(TODAY):
        yield


def test_work_waits_for_the_superior_with_the_minutes_of_the_catalogue(cast: Cast):
    _, sari = team(cast)

    made = actions.enter(entry=entry(volume=2, starts=time(9)), actor=cast.actor("budi"))

    row = Activity.objects.get(pk=made.pk)
    assert (row.state, row.minutes, row.superior_id, row.title["en"]) == (
        "SUBMITTED",
        120,
        sari,
        "Meeting or coordination",
    )
    # Three working days after Friday the ninth.
    assert row.escalates_on == date(2026, 10, 14)
    assert Notice.objects.filter(person_id=cast.sari, code="work_to_judge", is_task=True).count() == 1
    told = Outbox.objects.filter(type="ayo.performance.activity.changed").get()
    assert (told.data["state"], told.data["minutes"]) == ("SUBMITTED", 120)


def test_a_form_sent_twice_is_one_activity(cast: Cast):
    team(cast)
    given = entry(starts=time(9))

    first = actions.enter(entry=given, actor=cast.actor("budi"))
    second = actions.enter(entry=given, actor=cast.actor("budi"))

    assert first.pk == second.pk
    assert Activity.objects.count() == 1


def test_two_things_at_one_time_are_refused_and_the_other_is_named(cast: Cast):
    team(cast)
    first = actions.enter(entry=entry(starts=time(9)), actor=cast.actor("budi"))

    with pytest.raises(Overlaps) as refused:
        actions.enter(entry=entry(code="NASKAH", starts=time(9, 30)), actor=cast.actor("budi"))
    actions.enter(entry=entry(code="NASKAH", starts=time(10)), actor=cast.actor("budi"))

    assert refused.value.other.pk == first.pk
    assert Activity.objects.count() == 2


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"code": "MENGAJAR"}, "code"),
        ({"code": "FUN"}, "code"),
        ({"volume": 0}, "volume"),
        ({"on": DAY + timedelta(days=2)}, "on"),
        ({"on": date(2026, 9, 30)}, "on"),
        ({"on": date(2019, 12, 31)}, "on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(cast: Cast, more, field):
    team(cast)

    with pytest.raises(ActivityRefused) as refused:
        actions.enter(entry=entry(**more), actor=cast.actor("budi"))

    assert list(refused.value.fields) == [field]
    assert not Activity.objects.exists()


def test_nothing_is_entered_for_a_day_of_leave_but_for_one_of_duty_elsewhere(cast: Cast):
    budi, _ = team(cast)
    given = {"employee_id": budi, "until": DAY + timedelta(days=1), "legal_basis": "SK 1", "actor": SYSTEM}
    leave = actions.record_leave(kind="CT", since=DAY, **given)

    with pytest.raises(ActivityRefused):
        actions.enter(entry=entry(), actor=cast.actor("budi"))
    actions.cancel_leave(leave_id=leave.pk, actor=SYSTEM)
    actions.record_leave(kind="DL", since=DAY, **given)

    assert actions.enter(entry=entry(), actor=cast.actor("budi")).state == "SUBMITTED"


def test_only_employees_enter_work(cast: Cast):
    with pytest.raises(NotFound):
        actions.enter(entry=entry(), actor=cast.actor("ratna"))


def test_work_is_mended_and_taken_back_by_its_author_until_it_is_judged(cast: Cast):
    team(cast)
    budi, sari = cast.actor("budi"), cast.actor("sari")
    made = actions.enter(entry=entry(starts=time(9)), actor=budi)

    mended = actions.amend(activity_id=made.pk, entry=entry(volume=3, starts=time(9, 30)), actor=budi)
    assert (mended.minutes, mended.version) == (180, 2)
    with pytest.raises(NotFound):
        actions.withdraw(activity_id=made.pk, actor=sari)

    actions.judge(chosen={made.pk: 2}, verdict=Verdict.APPROVE, reason="", actor=sari)
    for deed in (
        lambda: actions.withdraw(activity_id=made.pk, actor=budi),
        lambda: actions.amend(activity_id=made.pk, entry=entry(), actor=budi),
    ):
        with pytest.raises(NotWaiting):
            deed()


def test_what_was_taken_back_frees_its_time_and_closes_the_task(cast: Cast):
    team(cast)
    made = actions.enter(entry=entry(starts=time(9)), actor=cast.actor("budi"))

    actions.withdraw(activity_id=made.pk, actor=cast.actor("budi"))

    assert Notice.objects.filter(code="work_to_judge", done_at__isnull=False).count() == 1
    assert actions.enter(entry=entry(starts=time(9)), actor=cast.actor("budi")).state == "SUBMITTED"


def test_a_template_has_one_name_and_one_owner(cast: Cast):
    team(cast)
    for volume in (1, 4):
        actions.keep_template(name="Rapat Senin", entry=entry(volume=volume), actor=cast.actor("budi"))
    kept = Template.objects.get()

    with pytest.raises(NotFound):
        actions.forget_template(template_id=kept.pk, actor=cast.actor("sari"))
    actions.forget_template(template_id=kept.pk, actor=cast.actor("budi"))

    assert kept.volume == 4
    assert not Template.objects.exists()
