"""The superior judges in bulk; nobody judges their own work; silence is followed up and never costs the subordinate."""

from datetime import date, datetime, time, timedelta

import pytest

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.errors import NotFound
from ayo.common.ids import uuid7
from ayo.notices.models import Notice
from ayo.performance import actions
from ayo.performance.data.entry import Odd, Verdict
from ayo.performance.errors import NoReason
from ayo.performance.models import Activity
from ayo.performance.queries import team as waiting
from ayo.registry import facade as registry
from ayo.registry.models import Employee
from tests import cast as people
from tests.cast import Cast
from tests.performance.factories import TODAY, entry, team


@pytest.fixture
def friday():
    with clock.at(TODAY):
        yield


def entered(cast: Cast, **more):
    return actions.enter(entry=entry(**more), actor=cast.actor("budi"))


def states() -> list[str]:
    return list(Activity.objects.order_by("id").values_list("state", flat=True))


def test_many_are_judged_at_once_and_each_is_audited(cast: Cast, friday):
    team(cast)
    made = [entered(cast) for _ in range(3)]

    done = actions.judge(
        chosen={one.pk: 1 for one in made}, verdict=Verdict.APPROVE, reason="", actor=cast.actor("sari")
    )

    assert (done.decided, done.left_out) == (3, 0)
    assert states() == ["COUNTED"] * 3
    assert Inbox.objects.filter(act="performance.approve").count() == 3
    assert not Notice.objects.filter(code="work_to_judge", done_at__isnull=True).exists()


def test_what_changed_since_it_was_seen_or_is_gone_is_left_out(cast: Cast, friday):
    team(cast)
    made = entered(cast)
    actions.amend(activity_id=made.pk, entry=entry(volume=2), actor=cast.actor("budi"))

    done = actions.judge(chosen={made.pk: 1, uuid7(): 1}, verdict=Verdict.APPROVE, reason="", actor=cast.actor("sari"))

    assert (done.decided, done.left_out) == (0, 2)
    assert states() == ["SUBMITTED"]


@pytest.mark.parametrize(("verdict", "state"), [(Verdict.RETURN, "RETURNED"), (Verdict.REJECT, "REJECTED")])
def test_work_comes_back_with_a_reason_told_once(cast: Cast, friday, verdict, state):
    team(cast)
    made = [entered(cast) for _ in range(2)]
    chosen = {one.pk: 1 for one in made}

    with pytest.raises(NoReason):
        actions.judge(chosen=chosen, verdict=verdict, reason="  ", actor=cast.actor("sari"))
    actions.judge(chosen=chosen, verdict=verdict, reason="Lampirkan notulen.", actor=cast.actor("sari"))

    assert states() == [state] * 2
    told = Notice.objects.get(person_id=cast.budi)
    assert (told.facts["count"], told.facts["reason"]) == (2, "Lampirkan notulen.")


def test_what_came_back_is_mended_and_sent_again_and_what_was_rejected_is_not(cast: Cast, friday):
    team(cast)
    made = entered(cast)
    actions.judge(chosen={made.pk: 1}, verdict=Verdict.RETURN, reason="Kurang.", actor=cast.actor("sari"))

    again = actions.amend(activity_id=made.pk, entry=entry(), actor=cast.actor("budi"))

    assert (again.state, again.reason, again.version) == ("SUBMITTED", "", 2)


def test_a_judgement_is_taken_back_by_whoever_made_it_for_some_days(cast: Cast, friday):
    team(cast)
    made = entered(cast)
    done = actions.judge(chosen={made.pk: 1}, verdict=Verdict.REJECT, reason="Salah.", actor=cast.actor("sari"))

    with pytest.raises(NotFound):
        actions.undo(decision=done.id, actor=cast.actor("budi"))
    with clock.at(TODAY + timedelta(days=4)), pytest.raises(NotFound):
        actions.undo(decision=done.id, actor=cast.actor("sari"))
    assert actions.undo(decision=done.id, actor=cast.actor("sari")) == 1

    assert states() == ["SUBMITTED"]


def test_nobody_judges_their_own_work_nor_that_of_anothers_team(cast: Cast, friday):
    _, sari = team(cast)
    made = entered(cast)
    own = actions.enter(entry=entry(), actor=cast.actor("sari"))
    Activity.objects.filter(pk=own.pk).update(superior=sari)

    for name, chosen in {"sari": own.pk, "budi": made.pk}.items():
        done = actions.judge(chosen={chosen: 1}, verdict=Verdict.APPROVE, reason="", actor=cast.actor(name))
        assert done.decided == 0
    with pytest.raises(NotFound):
        actions.judge(chosen={made.pk: 1}, verdict=Verdict.APPROVE, reason="", actor=cast.actor("ratna"))


def test_silence_is_followed_by_the_next_superior_and_in_the_end_counts(cast: Cast, friday):
    _, sari = team(cast)
    camat = people.employee(cast.agus, "197009091995031001", registry.service_of(sari).organisation_id, "Camat")
    Employee.objects.filter(pk=sari).update(superior=camat)
    entered(cast)

    assert actions.escalate_silent() == 0
    with clock.at(datetime(2026, 10, 14, 1, tzinfo=TODAY.tzinfo)):
        assert actions.escalate_silent() == 1
        assert actions.escalate_silent() == 0
    row = Activity.objects.get()
    assert (row.state, row.superior_id, row.escalates_on) == ("SUBMITTED", camat, date(2026, 10, 19))
    assert Notice.objects.filter(person_id=cast.agus, code="work_to_judge").exists()

    with clock.at(datetime(2026, 10, 19, 1, tzinfo=TODAY.tzinfo)):
        actions.escalate_silent()
    assert states() == ["COUNTED"]


def test_without_a_superior_the_work_counts_after_the_days_of_silence(cast: Cast, friday):
    entered(cast)

    with clock.at(datetime(2026, 10, 14, 1, tzinfo=TODAY.tzinfo)):
        actions.escalate_silent()

    assert states() == ["COUNTED"]


def test_work_that_waits_follows_whoever_is_the_superior_by_now(cast: Cast, friday):
    budi, sari = team(cast)
    other = people.employee(cast.agus, "197009091995031001", registry.service_of(sari).organisation_id, "Camat")
    entered(cast)
    Employee.objects.filter(pk=budi).update(superior=other)

    assert actions.follow_superiors() == 1
    assert actions.follow_superiors() == 0

    assert Activity.objects.get().superior_id == other


def test_the_odd_come_first_each_with_its_reasons(cast: Cast, friday):
    _, sari = team(cast)
    entered(cast, code="DATA", volume=1, starts=time(8))
    entered(cast, on=date(2026, 10, 4), starts=time(22))
    entered(cast, on=date(2026, 10, 7), code="DATA", volume=36)

    found = waiting.waiting_for(sari, limit=10)

    assert [odd for _, odd in found] == [
        [Odd.LATE, Odd.AT_NIGHT, Odd.DAY_OFF], [Odd.OVER_CEILING, Odd.FAR_ABOVE], [],
    ]  # fmt: skip


def test_five_hundred_cost_as_many_statements_as_five(cast: Cast, friday, django_assert_num_queries):
    _, sari = team(cast)
    for turn in range(5):
        entered(cast, code="ARSIP", starts=time(8, turn * 10))
    with django_assert_num_queries(2):
        waiting.waiting_for(sari, limit=500)
    row = Activity.objects.first()
    Activity.objects.bulk_create(
        [Activity(**{**vars_of(row), "id": uuid7(), "origin_id": uuid7(), "starts_at": None, "ends_at": None})
         for _ in range(495)]
    )  # fmt: skip

    with django_assert_num_queries(2):
        assert len(waiting.waiting_for(sari, limit=500)) == 500


def vars_of(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
