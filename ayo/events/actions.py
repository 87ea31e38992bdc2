"""Announcing. The event is a row in the transaction of its change: both become visible, or neither."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from ayo.common import ids, jsons, sql
from ayo.common.actor import Actor
from ayo.events.data import Event
from ayo.events.errors import OutsideTransaction

_INSERT = """
insert into events_outbox (event_id, type, subject, data, actor_id, occurred_at)
values (%s, %s, %s, %s::jsonb, %s, clock_timestamp())
"""
_COPY = "copy events_outbox (event_id, type, subject, data, actor_id, occurred_at) from stdin"


def publish(event: Event, *, actor: Actor) -> UUID:
    """Announce the event when the transaction commits; return its id. Raises OutsideTransaction."""
    _refuse_outside_transaction(event)
    event_id = ids.uuid7()
    body = jsons.canonical(event.to_data()).decode()
    sql.run(_INSERT, [event_id, event.TYPE, event.subject, body, actor.id])
    return event_id


def publish_many(events: Sequence[Event], *, actor: Actor) -> list[UUID]:
    """Announce many events of one transaction with one COPY; return their ids in the same order."""
    if not events:
        return []
    _refuse_outside_transaction(events[0])
    event_ids = [ids.uuid7() for _ in events]
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        now = cursor.fetchone()[0]
        with cursor.copy(_COPY) as copy:
            for event_id, event in zip(event_ids, events, strict=True):
                body = jsons.canonical(event.to_data()).decode()
                copy.write_row((event_id, event.TYPE, event.subject, body, actor.id, now))
    return event_ids


def _refuse_outside_transaction(event: Event) -> None:
    if not event.TYPE:
        raise TypeError(f"{type(event).__name__} has no TYPE")
    if not connection.in_atomic_block:
        raise OutsideTransaction(f"{event.TYPE} was announced outside a transaction")
