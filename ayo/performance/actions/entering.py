"""Work entered by its author: sent to the superior, mended and taken back as long as nobody judged it."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import NotFound
from ayo.performance import access, law
from ayo.performance.actions.telling import ask_superior, finish_asking, tell
from ayo.performance.data.activity import ActivityState, Origin
from ayo.performance.data.attendance import Excuse
from ayo.performance.data.entry import Entry
from ayo.performance.errors import ActivityRefused, NotWaiting, Overlaps
from ayo.performance.models import STANDING, Activity, Leave, Template
from ayo.performance.rules import entry as rules
from ayo.region.facade import pack
from ayo.registry import facade as registry

OPEN = (ActivityState.SUBMITTED, ActivityState.RETURNED)
FIELDS = {
    "not_in_catalogue": "code", "bad_volume": "volume", "future": "on", "too_old": "on", "on_leave": "on",
}  # fmt: skip


@transaction.atomic
def enter(*, entry: Entry, actor: Actor) -> Activity:
    """Write down work and send it to the superior; sent twice with one key it is there once.

    Raises NotFound for whoever is not in service, ActivityRefused with the field, Overlaps with the other activity.
    """
    service = _service(actor, entry.on)
    known = Activity.objects.filter(origin=Origin.MANUAL, origin_id=entry.key, employee_id=service.employee_id).first()
    if known is not None:
        return known
    values = _judged(entry, service)
    try:
        with transaction.atomic():
            made = Activity.objects.create(
                employee_id=service.employee_id, person_id=service.person_id, organisation_id=service.organisation_id,
                origin=Origin.MANUAL, origin_id=entry.key, state=ActivityState.SUBMITTED, **values, **_sent(service),
            )  # fmt: skip
    except IntegrityError as error:
        return _what_stopped(error, entry, service)
    _announce("performance.enter", made, actor)
    return made


@transaction.atomic
def amend(*, activity_id: UUID, entry: Entry, actor: Actor) -> Activity:
    """Mend work that nobody judged or that came back; it is sent anew. Raises as `enter`, and NotWaiting."""
    row = _own(activity_id, actor)
    service = _service(actor, entry.on)
    for name, value in (_judged(entry, service, but=row.pk) | _sent(service)).items():
        setattr(row, name, value)
    row.state, row.reason, row.version = ActivityState.SUBMITTED, "", row.version + 1
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Overlaps("Something else was entered for this time just now.", fields={"starts": "overlaps"}) from error
    _announce("performance.amend", row, actor)
    return row


@transaction.atomic
def withdraw(*, activity_id: UUID, actor: Actor) -> None:
    """Take work back that nobody judged or that came back. Raises NotFound, NotWaiting."""
    row = _own(activity_id, actor)
    row.state, row.settled_at = ActivityState.WITHDRAWN, clock.now()
    row.save(update_fields=["state", "settled_at"])
    tell("performance.withdraw", [row], actor=actor)
    finish_asking([row.superior_id] if row.superior_id else [])


@transaction.atomic
def keep_template(*, name: str, entry: Entry, actor: Actor) -> None:
    """Keep work under a name of one's own, instead of what had this name before."""
    service = _service(actor, clock.today())
    Template.objects.update_or_create(
        employee_id=service.employee_id, name=name.strip(),
        defaults={"code": entry.code, "volume": entry.volume, "note": entry.note},
    )  # fmt: skip


@transaction.atomic
def forget_template(*, template_id: UUID, actor: Actor) -> None:
    """Forget one of one's own. Raises NotFound."""
    service = _service(actor, clock.today())
    gone, _ = Template.objects.filter(pk=template_id, employee_id=service.employee_id).delete()
    if not gone:
        raise NotFound("No such template.")


def _service(actor: Actor, on: date) -> registry.Employment:
    service = access.service_today(actor)
    if not service.covers(on):
        raise ActivityRefused("Not in service on that day.", code="not_in_service", fields={"on": "not_in_service"})
    return service


def _own(activity_id: UUID, actor: Actor) -> Activity:
    """Return one's own activity, locked, if it still waits."""
    person_id = None if actor.on_behalf_of else actor.person_id
    rows = Activity.objects.select_for_update().filter(pk=activity_id, origin=Origin.MANUAL)
    row = rows.first()
    if row is None or row.person_id != person_id:
        raise NotFound("No such activity.")
    if row.state not in OPEN:
        raise NotWaiting("It was judged already, or taken back.")
    return row


def _judged(entry: Entry, service: registry.Employment, but: UUID | None = None) -> dict[str, Any]:
    kind, today = law.work_kinds().get(entry.code), clock.today()
    reason = rules.refusal(
        kind=kind, post=service.post, volume=entry.volume, on=entry.on, today=today, window=law.window(today),
        is_on_leave=_is_on_leave(service.employee_id, entry.on),
    )  # fmt: skip
    if reason or kind is None:
        raise ActivityRefused(f"This cannot be entered: {reason}.", code=reason, fields={FIELDS[reason]: reason})
    minutes = kind.minutes * entry.volume
    starts_at, ends_at = _span(entry, minutes)
    if starts_at is not None and (other := _overlapped(service.employee_id, starts_at, ends_at, but)) is not None:
        raise _refused_for(other)
    return {
        "on": entry.on, "code": entry.code, "volume": entry.volume, "minutes": minutes, "title": dict(kind.title),
        "starts_at": starts_at, "ends_at": ends_at, "note": entry.note.strip(), "link": entry.link,
        "evidence": entry.evidence,
    }  # fmt: skip


def _sent(service: registry.Employment) -> dict[str, Any]:
    """Return to whom work goes today, and until when they can say something."""
    today = clock.today()
    superior = registry.superior_of(service.employee_id, today)
    return {
        "superior_id": superior.employee_id if superior else None, "sent_at": clock.now(), "escalated": 0,
        "escalates_on": pack().calendar.add_working_days(today, law.window(today).silent_after),
    }  # fmt: skip


def _span(entry: Entry, minutes: int) -> tuple[datetime | None, datetime | None]:
    if entry.starts is None:
        return None, None
    starts_at = datetime.combine(entry.on, entry.starts, timezone.get_default_timezone())
    return starts_at, starts_at + timedelta(minutes=minutes)


def _is_on_leave(employee_id: UUID, on: date) -> bool:
    kinds = Leave.objects.filter(employee_id=employee_id, cancelled_at__isnull=True, since__lte=on, until__gt=on)
    known = law.leave_kinds()
    found = [known.get(kind) for kind in kinds.values_list("kind", flat=True)]
    return any(kind is None or kind.excuse is Excuse.LEAVE for kind in found)


def _overlapped(employee_id: UUID, starts_at: datetime, ends_at: datetime | None, but: UUID | None) -> Activity | None:
    rows = Activity.objects.filter(
        employee_id=employee_id, state__in=STANDING, starts_at__lt=ends_at, ends_at__gt=starts_at
    )
    return (rows.exclude(pk=but) if but else rows).order_by("starts_at").first()


def _refused_for(other: Activity) -> Overlaps:
    return Overlaps("Something else was entered for this time.", fields={"starts": "overlaps"}, other=other)


def _what_stopped(error: IntegrityError, entry: Entry, service: registry.Employment) -> Activity:
    """Two tabs were faster than the checks: the same form is the same activity, another one stands in the way."""
    same = Activity.objects.filter(origin=Origin.MANUAL, origin_id=entry.key, employee_id=service.employee_id).first()
    if same is not None:
        return same
    raise Overlaps("Something else was entered for this time just now.", fields={"starts": "overlaps"}) from error


def _announce(act: str, row: Activity, actor: Actor) -> None:
    tell(act, [row], actor=actor)
    if row.superior_id is not None:
        ask_superior(row.superior_id)
