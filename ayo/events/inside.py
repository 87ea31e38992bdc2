"""Delivery inside the house: handler and cursor in one transaction, so a crash repeats nothing.

A failing event is parked with its subject; later events of that subject wait behind it, all others flow.
"""

import logging
from datetime import timedelta

from django.db import connection, transaction

from ayo.common import clock
from ayo.events import queries
from ayo.events.data import Logged, event_of
from ayo.events.models import Cursor, Parked
from ayo.events.subscriptions import Subscription, all_subscriptions

BATCH = 100
LONGEST_WAIT = timedelta(hours=1)

log = logging.getLogger(__name__)


def advance_all() -> int:
    """Let every subscriber take what waits, at most one batch each; return how many events were handled."""
    return sum(advance(subscription) + retry(subscription) for subscription in all_subscriptions())


def ensure_cursors() -> None:
    """Give each new subscriber a cursor at the present head."""
    head = queries.head()
    Cursor.objects.bulk_create(
        [Cursor(name=subscription.name, position=head) for subscription in all_subscriptions()],
        ignore_conflicts=True,
    )


@transaction.atomic
def advance(subscription: Subscription) -> int:
    cursor = Cursor.objects.select_for_update(skip_locked=True).filter(name=subscription.name).first()
    if cursor is None:
        return 0
    waiting = queries.read(cursor.position, BATCH)
    if not waiting:
        return 0

    mine = [logged for logged in waiting if logged.type in subscription.types]
    blocked = set(Parked.objects.filter(subscriber=subscription.name).values_list("subject", flat=True))
    for logged in mine:
        if logged.subject in blocked:
            _park(subscription, logged, "")
        elif error := _handle(subscription, logged):
            _park(subscription, logged, error)
            blocked.add(logged.subject)

    Cursor.objects.filter(pk=cursor.pk).update(position=waiting[-1].position, updated_at=clock.now())
    return len(mine)


@transaction.atomic
def retry(subscription: Subscription) -> int:
    """Try again the first parked event of one subject whose time has come, and what waits behind it."""
    due = (
        Parked.objects.select_for_update(skip_locked=True)
        .filter(subscriber=subscription.name, next_try_at__lte=clock.now())
        .exclude(error="")
        .order_by("next_try_at", "id")
        .first()
    )
    if due is None:
        return 0

    handled = 0
    line = Parked.objects.filter(subscriber=subscription.name, subject=due.subject).order_by("position")
    for parked in list(line):
        logged = queries.at(parked.position)
        error = _handle(subscription, logged) if logged else "the log no longer holds this event"
        if error:
            wait = min(timedelta(seconds=2 ** min(parked.attempts, 12)), LONGEST_WAIT)
            parked.error, parked.attempts, parked.next_try_at = error, parked.attempts + 1, clock.now() + wait
            parked.save(update_fields=["error", "attempts", "next_try_at"])
            break
        parked.delete()
        handled += 1
    return handled


def _handle(subscription: Subscription, logged: Logged) -> str:
    """Run the handler in a savepoint; return what went wrong, or nothing."""
    try:
        with transaction.atomic():
            subscription.handler(event_of(logged))
    except Exception as error:  # any fault of a handler parks the event instead of stopping the house
        if connection.closed_in_transaction or connection.connection is None:
            raise
        log.warning("subscriber failed", extra={"subscriber": subscription.name, "position": logged.position})
        return f"{type(error).__name__}: {error}"[:300]
    return ""


def _park(subscription: Subscription, logged: Logged, error: str) -> None:
    Parked.objects.create(subscriber=subscription.name, position=logged.position, subject=logged.subject, error=error)
