"""Checking in, and asking for a day to be corrected: the superior decides, and the day is judged anew."""

from datetime import date, datetime, time
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import Invalid, NotFound
from ayo.notices import facade as notices
from ayo.performance import access, law
from ayo.performance.actions import correction_asking as asking
from ayo.performance.actions.attendance import take_records
from ayo.performance.data.attendance import Clocked, Direction, RequestState
from ayo.performance.errors import NoReason, NotWaiting
from ayo.performance.models import Correction
from ayo.performance.rules import entry as rules
from ayo.registry import facade as registry

OWN, CORRECTED = "ayo", "correction"


@transaction.atomic
def check_in(*, direction: Direction, place: tuple[float, float, int] | None, actor: Actor) -> bool:
    """Write down that the actor came or goes now; pressed twice within a minute it is there once.

    Return whether it is new. Raises NotFound for whoever is not in service.
    """
    service = access.service_today(actor)
    now = clock.now()
    key = f"{service.employee_id}/{direction}/{now:%Y%m%d%H%M}"
    record = Clocked(service.employee_id, now, direction, key, place)
    return bool(take_records(records=[record], source=OWN, actor=actor))


@transaction.atomic
def ask_correction(
    *, on: date, arrived: time | None, left: time | None, reason: str, evidence: UUID | None, actor: Actor
) -> Correction:
    """Ask the superior to correct a past day. Raises NotFound, Invalid with the field, NotWaiting when one waits."""
    service = access.service_today(actor)
    today = clock.today()
    if not service.covers(on) or not rules.earliest(today, law.window(today)) <= on < today:
        raise Invalid("Not a day that can be corrected.", fields={"on": "bad_day"})
    if arrived is None and left is None:
        raise Invalid("Say when.", fields={"arrived": "no_time"})
    if arrived is not None and left is not None and left <= arrived:
        raise Invalid("Leaving comes after arriving.", fields={"left": "before_arrival"})
    superior = registry.superior_of(service.employee_id, today)
    made = Correction(
        employee_id=service.employee_id, on=on, arrived=arrived, left=left, reason=reason.strip()[:300],
        evidence=evidence, state=RequestState.WAITING,
    )  # fmt: skip
    asking.put_before(made, superior.employee_id if superior else None)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise NotWaiting("A request for this day waits already.") from error
    asking.record("performance.ask_correction", made, actor)
    asking.ask(made)
    return made


@transaction.atomic
def withdraw_correction(*, correction_id: UUID, actor: Actor) -> None:
    """Take back one's own request. Raises NotFound, NotWaiting."""
    service = access.service_today(actor)
    row = Correction.objects.select_for_update().filter(pk=correction_id, employee_id=service.employee_id).first()
    _settle(row, RequestState.WITHDRAWN, "", actor)


@transaction.atomic
def accept_correction(*, correction_id: UUID, actor: Actor) -> None:
    """Let a day stand as its employee says. Raises NotFound, NotWaiting."""
    row = _settle(_to_decide(correction_id, actor), RequestState.ACCEPTED, "", actor)
    said = ((Direction.IN, row.arrived), (Direction.OUT, row.left))
    records = [
        Clocked(row.employee_id, _moment(row.on, at), direction, f"{row.pk}/{direction}")
        for direction, at in said
        if at is not None
    ]
    take_records(records=records, source=CORRECTED, actor=actor)
    _tell_author(row, "correction_accepted")


@transaction.atomic
def refuse_correction(*, correction_id: UUID, answer: str, actor: Actor) -> None:
    """Let a day stand as it was, and say why. Raises NotFound, NotWaiting, NoReason."""
    waiting = _to_decide(correction_id, actor)
    if waiting is not None and not answer.strip():
        raise NoReason("Say why.", fields={"answer": "no_reason"})
    row = _settle(waiting, RequestState.REFUSED, answer.strip()[:300], actor)
    _tell_author(row, "correction_refused")


def _to_decide(correction_id: UUID, actor: Actor) -> Correction | None:
    """Return a request of somebody else that waits for the actor, or for the personnel office where nobody is above."""
    if actor.person_id is None or actor.on_behalf_of is not None:
        return None
    service = registry.employment_of(actor.person_id)
    row = Correction.objects.select_for_update().filter(pk=correction_id).first()
    if row is None or (service is not None and row.employee_id == service.employee_id):
        return None
    is_mine = service is not None and service.covers(clock.today()) and row.superior_id == service.employee_id
    return row if is_mine or access.may_enter_leave(actor, row.employee_id) else None


def _settle(row: Correction | None, state: RequestState, answer: str, actor: Actor) -> Correction:
    if row is None:
        raise NotFound("No such request.")
    if row.state != RequestState.WAITING:
        raise NotWaiting("This request was decided already.")
    row.state, row.answer, row.decided_by, row.decided_at = state, answer, actor.id, clock.now()
    row.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    asking.record(f"performance.correction_{state.value.lower()}", row, actor)
    notices.finish(about=asking.about(row))
    return row


def _tell_author(row: Correction, code: str) -> None:
    service = registry.service_of(row.employee_id)
    if service is not None:
        notices.tell(
            person_id=service.person_id, code=code, facts={"on": row.on.isoformat(), "reason": row.answer},
            url=f"/kinerja/?hari={row.on.isoformat()}", about=asking.about(row),
        )  # fmt: skip


def _moment(on: date, at: time) -> datetime:
    return datetime.combine(on, at, timezone.get_default_timezone())
