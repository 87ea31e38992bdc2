"""Leave and duty elsewhere, entered by the personnel office; the days it covers are judged anew."""

from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import Invalid, NotFound
from ayo.performance import access, law
from ayo.performance.actions.attendance import judge_days
from ayo.performance.errors import LeaveRefused
from ayo.performance.models import Leave

LONGEST = timedelta(days=5 * 366)


@transaction.atomic
def record_leave(*, employee_id: UUID, kind: str, since: date, until: date, legal_basis: str, actor: Actor) -> Leave:
    """Write down leave from a day until before another. Raises NotFound, Invalid, LeaveRefused."""
    if not access.may_enter_leave(actor, employee_id):
        raise NotFound("No such employee.")
    found = law.leave_kinds().get(kind)
    if found is None:
        raise Invalid("The region has no such kind of leave.", fields={"kind": "unknown"})
    if not timedelta(0) < until - since <= LONGEST:
        raise Invalid("Leave ends after it begins, and within five years.", fields={"until": "bad_dates"})
    try:
        with transaction.atomic():
            leave = Leave.objects.create(
                employee_id=employee_id, kind=kind, since=since, until=until, legal_basis=legal_basis.strip(),
                cut=found.cut, recorded_by=actor.id,
            )  # fmt: skip
    except IntegrityError as error:
        raise LeaveRefused("Some of these days have another leave.", code="overlaps") from error
    _settle("performance.record_leave", leave, actor)
    return leave


@transaction.atomic
def cancel_leave(*, leave_id: UUID, actor: Actor) -> None:
    """Take back leave that was entered; its days stand as the clock saw them. Raises NotFound."""
    leave = Leave.objects.select_for_update().filter(pk=leave_id, cancelled_at__isnull=True).first()
    if leave is None or not access.may_enter_leave(actor, leave.employee_id):
        raise NotFound("No such leave.")
    leave.cancelled_at = clock.now()
    leave.save(update_fields=["cancelled_at"])
    _settle("performance.cancel_leave", leave, actor)


def _settle(act: str, leave: Leave, actor: Actor) -> None:
    audit.record(
        act, actor=actor, subject_kind="employee", subject_id=leave.employee_id, purpose=leave.legal_basis,
        after={"kind": leave.kind, "since": leave.since, "until": leave.until},
    )  # fmt: skip
    length = (min(leave.until, clock.today()) - leave.since).days
    judge_days(days=[(leave.employee_id, leave.since + timedelta(days=n)) for n in range(length)], actor=actor)
