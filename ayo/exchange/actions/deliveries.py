"""What people ask of the relay, and what the relay has to tell people. Nothing here speaks to an application."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ayo.audit import facade as audit
from ayo.common import clock, ids
from ayo.common.actor import Actor
from ayo.common.errors import Invalid
from ayo.events import facade as events
from ayo.exchange import access
from ayo.exchange.actions import revision
from ayo.exchange.data import UNSETTLED, Mode, ParkedState
from ayo.exchange.errors import NothingToDo
from ayo.exchange.events import (
    AppStalled,
    CircuitClosed,
    CircuitOpened,
    DeliveryExpired,
    ParkedDecided,
    ReplayAsked,
    TestAsked,
)
from ayo.exchange.models import App, Command, Parked, Pulse


@transaction.atomic
def replay(*, app: App, from_position: int | None, from_time: datetime | None, actor: Actor) -> int:
    """Let an application get the log once more from a position or a time on; return how many events that is."""
    access.require(access.may_manage(actor, app))
    if (from_position is None) == (from_time is None):
        raise Invalid("Say from which position or from which time, one of both.", fields={"from": "required"})
    if app.mode == Mode.PULL:
        raise NothingToDo("An application that pulls chooses its own position.")
    head = events.head()
    after = events.position_at(from_time) if from_time is not None else (from_position or 1) - 1
    if not 0 <= after <= head:
        raise Invalid(f"The log ends at {head}.", fields={"from_position": "out_of_range"})
    events.require_kept(after)
    Command.objects.create(app=app, sort=Command.Sort.REPLAY, position=after)
    audit.record(
        "exchange.replay", actor=actor, subject_kind="app", subject_id=app.pk, label=app.slug, after={"after": after}
    )
    events.publish(ReplayAsked(app_id=app.pk, slug=app.slug, position=after), actor=actor)
    revision.bump()
    return head - after


@transaction.atomic
def send_test(*, app: App, actor: Actor) -> UUID:
    """Ask for a test delivery; its outcome stands among the attempts a moment later."""
    access.require(access.may_manage(actor, app))
    if not Mode(app.mode).is_push:
        raise NothingToDo("Only an application that is pushed to can be tested.")
    reference = ids.uuid7()
    Command.objects.create(app=app, sort=Command.Sort.TEST, reference=reference)
    audit.record("exchange.send_test", actor=actor, subject_kind="app", subject_id=app.pk, label=app.slug)
    events.publish(TestAsked(app_id=app.pk, slug=app.slug, reference=reference), actor=actor)
    revision.bump()
    return reference


@transaction.atomic
def retry_parked(*, parked: Parked, actor: Actor) -> None:
    """Let a parked, refused or expired event be tried again at once."""
    row = _lock(parked, actor)
    Command.objects.create(app=row.app, sort=Command.Sort.RETRY, position=row.position)
    _note(row, "retry", "", actor)


@transaction.atomic
def discard_parked(*, parked: Parked, reason: str, actor: Actor) -> None:
    """Give an event up for good; who did so and why stays on record."""
    row = _lock(parked, actor)
    if not reason.strip():
        raise Invalid("A reason is needed.", fields={"reason": "required"})
    row.state, row.note, row.settled_by = ParkedState.DISCARDED, reason.strip()[:300], actor.label[:200]
    row.settled_at, row.next_try_at = clock.now(), None
    row.save(update_fields=["state", "note", "settled_by", "settled_at", "next_try_at"])
    Command.objects.create(app=row.app, sort=Command.Sort.DISCARD, position=row.position)
    _note(row, "discard", row.note, actor)


@transaction.atomic
def announce_expired(*, app_id: UUID, position: int, actor: Actor) -> None:
    app = App.objects.get(pk=app_id)
    audit.record("exchange.expire", actor=actor, subject_kind="app", subject_id=app_id, label=app.slug)
    events.publish(DeliveryExpired(app_id=app_id, slug=app.slug, position=position), actor=actor)


@transaction.atomic
def announce_stalled(*, app_id: UUID, error: str, actor: Actor) -> None:
    app = App.objects.get(pk=app_id)
    audit.record("exchange.stall", actor=actor, subject_kind="app", subject_id=app_id, label=app.slug)
    events.publish(AppStalled(app_id=app_id, slug=app.slug, error=error[:300]), actor=actor)


@transaction.atomic
def announce_opened(*, app_id: UUID, error: str, actor: Actor) -> None:
    """Note that the circuit to an application opened: once until it closes, however many relays see it."""
    Pulse.objects.get_or_create(app_id=app_id)
    if not Pulse.objects.filter(app_id=app_id, opened_at__isnull=True).update(opened_at=clock.now()):
        return
    app = App.objects.get(pk=app_id)
    audit.record("exchange.open_circuit", actor=actor, subject_kind="app", subject_id=app_id, label=app.slug)
    events.publish(CircuitOpened(app_id=app_id, slug=app.slug, error=error[:300]), actor=actor)


@transaction.atomic
def announce_closed(*, app_id: UUID, actor: Actor) -> None:
    """Note that an application takes deliveries again; nothing happens when its circuit was not open."""
    if not Pulse.objects.filter(app_id=app_id, opened_at__isnull=False).update(opened_at=None):
        return
    app = App.objects.get(pk=app_id)
    audit.record("exchange.close_circuit", actor=actor, subject_kind="app", subject_id=app_id, label=app.slug)
    events.publish(CircuitClosed(app_id=app_id, slug=app.slug), actor=actor)


def _lock(parked: Parked, actor: Actor) -> Parked:
    row = Parked.objects.select_for_update(of=("self",)).select_related("app").get(pk=parked.pk)
    access.require(access.may_manage(actor, row.app))
    if row.state not in UNSETTLED:
        raise NothingToDo("This event is settled already.")
    return row


def _note(row: Parked, decision: str, reason: str, actor: Actor) -> None:
    audit.record(
        f"exchange.{decision}_parked", actor=actor, subject_kind="app", subject_id=row.app_id, label=row.app.slug,
        after={"position": row.position}, purpose=reason,
    )  # fmt: skip
    events.publish(
        ParkedDecided(app_id=row.app_id, slug=row.app.slug, position=row.position, decision=decision, reason=reason),
        actor=actor,
    )
    revision.bump()
