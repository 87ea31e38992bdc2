"""Work counts once, for others only, and is taken back when its result was not right."""

import pytest

from ayo.audit.models import Inbox
from ayo.common.ids import uuid7
from ayo.events.models import Outbox
from ayo.performance import actions
from ayo.performance.data.activity import ActivityState, Origin
from ayo.performance.models import Activity
from tests.cast import Cast
from tests.performance.factories import work

WAITING, COUNTED, REVERSED = ActivityState.WAITING, ActivityState.COUNTED, ActivityState.REVERSED


def states(**which):
    return list(Activity.objects.filter(**which).order_by("id").values_list("state", flat=True))


def test_a_stage_done_is_credited_once_however_often_it_is_told(cast: Cast):
    given = work(cast)

    first = actions.credit(work=given, state=WAITING)
    second = actions.credit(work=given, state=WAITING)

    assert first is not None and second is None
    assert Activity.objects.values_list("person_id", "minutes", "state").get() == (cast.budi, 15, "WAITING")


def test_the_same_step_of_a_case_counts_once_for_an_employee(cast: Cast):
    given = work(cast)
    actions.credit(work=given, state=WAITING)

    again = actions.credit(work=work(cast, case_id=given.case_id), state=WAITING)

    assert again is None


@pytest.mark.parametrize(
    "more",
    [{"minutes": 0}, {"officer_id": "ratna"}, {"applicant_id": "budi"}, {"subject_id": "budi"}],
    ids=["no minutes", "not in service", "own case", "about oneself"],
)
def test_nothing_is_credited_for_what_is_no_work_for_others(cast: Cast, more):
    given = {key: getattr(cast, value) if isinstance(value, str) else value for key, value in more.items()}

    assert actions.credit(work=work(cast, **given), state=WAITING) is None
    assert not Activity.objects.exists()


def test_what_waited_counts_when_the_resident_confirms(cast: Cast):
    given = work(cast)
    actions.credit(work=given, state=WAITING)
    actions.credit(work=work(cast), state=WAITING)

    assert actions.count_case(case_id=given.case_id) == 1
    assert actions.count_case(case_id=given.case_id) == 0
    assert states(case_id=given.case_id) == ["COUNTED"]


def test_a_case_opened_again_takes_its_work_back_and_work_done_anew_counts_anew(cast: Cast):
    given = work(cast)
    actions.credit(work=given, state=WAITING)
    actions.count_case(case_id=given.case_id)

    actions.reverse_case(case_id=given.case_id)
    actions.credit(work=work(cast, case_id=given.case_id), state=WAITING)

    assert states(case_id=given.case_id) == ["REVERSED", "WAITING"]
    assert actions.credit(work=given, state=WAITING) is None


def test_help_is_taken_back_and_given_again_by_whoever_judges(cast: Cast):
    given = work(cast, origin=Origin.HELP, step="")
    actions.credit(work=given, state=COUNTED)

    actions.reverse_case(case_id=given.case_id)
    assert states() == ["COUNTED"]
    actions.reverse_help(help_id=given.origin_id)
    assert states() == ["REVERSED"]
    actions.restore_help(help_id=given.origin_id)
    assert states() == ["COUNTED"]


def test_every_change_is_audited_and_announced(cast: Cast):
    given = work(cast)

    actions.credit(work=given, state=WAITING)
    actions.count_case(case_id=given.case_id)
    actions.reverse_case(case_id=uuid7())

    told = Outbox.objects.filter(type="ayo.performance.activity.changed").order_by("id")
    assert [one.data["state"] for one in told] == ["WAITING", "COUNTED"]
    acts = Inbox.objects.filter(subject_kind="activity").order_by("id").values_list("act", flat=True)
    assert list(acts) == ["performance.credit", "performance.count"]
