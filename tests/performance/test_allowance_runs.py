"""A month of TPP over everybody: frozen, calculated, resumed, repeated to the byte, moved by four eyes."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.actor import Role
from ayo.common.errors import Conflict, Invalid, NotAllowed
from ayo.events.models import Outbox
from ayo.performance import actions
from ayo.performance.actions import allowance_work
from ayo.performance.data.allowance import Part
from ayo.performance.data.pay import RunState
from ayo.performance.models import AllowanceInput, AllowanceRun, AllowanceSlip, AttendanceDay
from ayo.performance.pay import job as paying
from ayo.performance.queries import runs
from ayo.performance.rules import keeping
from tests import cast as casting
from tests.cast import Cast
from tests.performance import paying as people

OCTOBER = people.OCTOBER


def slip(run: AllowanceRun, employee_id):
    return keeping.read_slip(AllowanceSlip.objects.get(run=run, employee_id=employee_id).written)


def test_a_month_is_worked_out_from_class_minutes_and_tables(cast: Cast):
    """Class 8: 7,523,000 × 0.85 × 0.97 = 6,202,713.50. October 2026 has 22 working days, 6,600 minutes.

    3,300 minutes are half: 60 % of the ceiling, 3,721,628.1, loses half, 1,860,814.05; 4,341,899.45 stay, of which the
    rupiah are earned. Tax 5 % of 4,341,899 is 217,094, contribution 1 % 43,418.
    """
    employee = people.budi(cast)
    for on in range(5, 16):
        people.worked(employee, cast.budi, date(2026, 10, on), 300)

    run = people.run(cast)

    found = slip(run, employee)
    assert run.state == RunState.DRAFT
    assert (found.ceiling, found.earned, found.net) == (6_202_713, 4_341_899, 4_341_899 - 217_094 - 43_418)
    assert str(found.productivity) == "1/2"
    assert runs.sums(run.pk).adds_up


def test_a_move_within_the_month_pays_each_post_by_its_working_days(cast: Cast):
    """From the 16th on class 9: 11 of 22 days each. 11/22 of 6,202,713.5 and of 7,717,320 are 6,960,016.75."""
    employee = people.budi(cast)
    people.told(employee, since=date(2026, 10, 16), job_class=9, post="Analis Muda")
    people.worked(employee, cast.budi, date(2026, 10, 5), 9_000)

    found = slip(people.run(cast), employee)

    facts = keeping.read(AllowanceInput.objects.get(employee_id=employee).written).facts
    assert [(post.job_class, post.days) for post in facts.posts] == [(8, 11), (9, 11)]
    assert found.ceiling == 6_960_016


def test_who_joins_in_the_month_is_measured_by_their_own_days(cast: Cast):
    """From the 19th: ten working days of 22, whose 3,000 minutes are all done."""
    employee = people.hired(cast, "sari", started_on="2026-10-19")
    people.worked(employee, cast.sari, date(2026, 10, 20), 3_000)

    found = slip(people.run(cast), employee)

    assert (found.ceiling, found.productivity) == (6_202_713 * 10 // 22 + 0, 1)
    assert sum(line.amount for line in found.lines) == found.net


def test_who_the_tables_do_not_know_is_left_out_with_the_reason(cast: Cast):
    people.budi(cast)
    people.hired(cast, "sari", job_class=None)
    people.hired(cast, "dewi", status="NON_ASN")
    people.hired(cast, "agus", grade="")

    run = people.run(cast)

    assert dict(runs.left_out(run.pk)) == {"NO_CLASS": 1, "NOT_ENTITLED": 1, "NOT_IN_TABLES": 1}
    assert (run.everybody, run.frozen, run.calculated, run.left_out) == (4, 4, 1, 3)


def test_the_same_inputs_give_the_same_bytes_again(cast: Cast):
    people.budi(cast)
    people.hired(cast, "sari", job_class=12, grade="IV/a")
    run = people.run(cast)

    paying.verify(run.pk)

    run.refresh_from_db()
    assert run.verified_digest == run.output_digest != ""


def test_what_changes_later_does_not_change_a_slip_that_was_frozen(cast: Cast):
    employee = people.budi(cast)
    run = people.run(cast)
    before = AllowanceSlip.objects.get(run=run).written

    people.told(employee, since=OCTOBER, job_class=9)
    people.worked(employee, cast.budi, date(2026, 10, 5), 600)
    paying.verify(run.pk)

    run.refresh_from_db()
    assert run.verified_digest == run.output_digest
    assert AllowanceSlip.objects.get(run=run).written == before


@pytest.mark.parametrize("chunks_before", range(6))
def test_a_run_that_was_killed_goes_on_where_it_was(cast: Cast, monkeypatch, chunks_before):
    monkeypatch.setattr(allowance_work, "AT_ONCE", 1)
    people.budi(cast)
    people.hired(cast, "sari")
    whole = people.run(cast)
    actions.move_run(run_id=whole.pk, to=RunState.CANCELLED, actor=cast.actor("rini"))

    class Killed(Exception):
        pass

    def kill() -> None:
        nonlocal chunks_before
        if not chunks_before:
            raise Killed
        chunks_before -= 1

    made = actions.start_here(month=OCTOBER, actor=cast.actor("rini"))
    try:
        paying.work(made.pk, after_each=kill)
    except Killed:
        paying.work(made.pk, after_each=lambda: None)

    made.refresh_from_db()
    assert (made.state, made.frozen, made.calculated) == (RunState.DRAFT, 2, 2)
    assert (made.input_digest, made.output_digest) == (whole.input_digest, whole.output_digest)


def test_a_run_that_always_fails_is_given_up(cast: Cast, monkeypatch):
    made = actions.start_here(month=OCTOBER, actor=cast.actor("rini"))
    monkeypatch.setattr(allowance_work, "take_chunk", lambda **_: 1 / 0)

    for _ in range(5):
        with pytest.raises(ZeroDivisionError):
            paying.work(made.pk, after_each=lambda: None)
    paying.work(made.pk, after_each=lambda: None)

    made.refresh_from_db()
    assert made.state == RunState.FAILED


def test_a_silent_run_is_found(cast: Cast):
    made = actions.start_here(month=OCTOBER, actor=cast.actor("rini"))

    assert runs.stalled(silent_for=timedelta(seconds=-1)) == [made.pk]
    assert runs.stalled(silent_for=timedelta(minutes=1)) == []


def test_a_month_is_run_once_and_only_when_it_is_over(cast: Cast):
    people.run(cast)

    with pytest.raises(Conflict):
        actions.start_run(month=OCTOBER, actor=cast.actor("rini"))
    with clock.at(datetime(2026, 10, 31, 23, tzinfo=ZoneInfo("Asia/Jakarta"))), pytest.raises(Invalid):
        actions.start_run(month=OCTOBER, actor=cast.actor("rini"))
    with pytest.raises(Invalid):
        actions.start_run(month=date(2026, 9, 2), actor=cast.actor("rini"))


@pytest.mark.parametrize("name", ["budi", "ratna", "wati", "agus"])
def test_only_the_personnel_office_runs_a_month(cast: Cast, name):
    with pytest.raises(NotAllowed):
        actions.start_run(month=OCTOBER, actor=cast.actor(name))


def test_four_eyes_check_approve_and_pay(cast: Cast):
    casting.role(cast.dewi, Role.LEADER)
    run = people.run(cast)
    rini, dewi = cast.actor("rini"), cast.actor("dewi")

    actions.move_run(run_id=run.pk, to=RunState.CHECKED, actor=rini)
    with pytest.raises(Conflict) as refused:
        actions.move_run(run_id=run.pk, to=RunState.APPROVED, actor=rini)
    actions.move_run(run_id=run.pk, to=RunState.APPROVED, actor=dewi)
    with pytest.raises(NotAllowed):
        actions.move_run(run_id=run.pk, to=RunState.PAID, actor=dewi)
    with pytest.raises(Conflict):
        actions.move_run(run_id=run.pk, to=RunState.CANCELLED, actor=rini)
    actions.move_run(run_id=run.pk, to=RunState.PAID, actor=rini)

    run.refresh_from_db()
    assert refused.value.code == "four_eyes"
    assert (run.state, run.checked_by, run.approved_by, run.paid_by) == ("PAID", rini.id, dewi.id, rini.id)
    told = Outbox.objects.filter(type="ayo.performance.allowance.run.moved").order_by("id")
    assert [one.data["state"] for one in told] == ["FREEZING", "CALCULATING", "DRAFT", "CHECKED", "APPROVED", "PAID"]
    assert Inbox.objects.filter(subject_kind="allowance_run").count() == 6


def test_a_chunk_costs_as_many_statements_whatever_its_size(cast: Cast):
    def cost() -> int:
        run = actions.start_here(month=OCTOBER, actor=cast.actor("rini"))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            paying.work(run.pk, after_each=lambda: None)
        actions.move_run(run_id=run.pk, to=RunState.CANCELLED, actor=cast.actor("rini"))
        return len(asked)

    people.budi(cast)
    one = cost()
    for name in ("sari", "dewi", "agus", "wati", "nia"):
        people.hired(cast, name)

    assert cost() == one


def test_cuts_of_a_slip_name_the_day_they_come_from(cast: Cast):
    employee = people.budi(cast)

    found = slip(people.run(cast), employee)

    assert {line.part for line in found.lines} == {Part.CEILING, Part.PRODUCTIVITY, Part.DEDUCTION}
    assert all(line.sources for line in found.lines if line.part is Part.CEILING)


def attended(employee_id, on: date, status: str, codes, *, absent: int = 0):
    AttendanceDay.objects.create(
        employee_id=employee_id, on=on, status=status, absent_minutes=absent, codes=codes, late_minutes=0,
        early_minutes=0,
    )  # fmt: skip


def test_attendance_cuts_leave_and_days_without_allowance(cast: Cast):
    """Late by 41 minutes on the 8th, sick on the 9th, unpaid on the 12th: 21 of 22 days are of the post.

    The ceiling is 6,202,713.5 × 21/22 = 5,920,771.97; of its 40 %, 2,368,308.79, TL2 takes 1 %: between 5,920,771.97
    and 5,897,088.89 lie 23,683 rupiah. The 20 days left have 6,000 minutes, of which 41 were missed.
    """
    employee = people.budi(cast)
    attended(employee, date(2026, 10, 8), "LATE", [["TL2", 41]], absent=41)
    attended(employee, date(2026, 10, 9), "ON_LEAVE", [["CS", 0]], absent=450)
    attended(employee, date(2026, 10, 12), "ON_LEAVE", [["CLTN", 0]], absent=450)
    people.worked(employee, cast.budi, date(2026, 10, 6), 9_000)

    run = people.run(cast)

    facts = keeping.read(AllowanceInput.objects.get(run=run).written).facts
    found = slip(run, employee)
    assert (facts.effective_minutes, facts.counted_minutes) == (6_000, 5_959)
    assert found.ceiling == 5_920_771
    assert [(line.code, line.amount) for line in found.lines if line.part is Part.DISCIPLINE] == [
        ("TL2", -23_683),
        ("CS", 0),
    ]
    assert str(found.productivity) == "993/1000"
