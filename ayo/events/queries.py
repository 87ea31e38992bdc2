"""Reading the log by position."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ayo.events.data import Logged
from ayo.events.models import Counter, LogEntry

COLUMNS = ("position", "event_id", "type", "subject", "data", "actor_id", "occurred_at", "sequenced_at")


def head() -> int:
    """Return the newest position; every change up to it is visible to a query made afterwards."""
    return Counter.objects.values_list("position", flat=True).get(pk=1)


def read(after: int, limit: int) -> list[Logged]:
    rows = LogEntry.objects.filter(position__gt=after).order_by("position").values_list(*COLUMNS)
    return [Logged(*row) for row in rows[:limit]]


def by_event_id(event_id: UUID) -> Logged | None:
    return _first(event_id=event_id)


def at(position: int) -> Logged | None:
    return _first(position=position)


def position_at(moment: datetime) -> int:
    """Return the newest position that was sequenced before the moment; 0 when the log begins later.

    Positions have no gaps and grow with time, so thirty lookups find the place in a thousand million.
    """
    low, high = 0, head()
    while low < high:
        middle = (low + high + 1) // 2
        when = LogEntry.objects.filter(position=middle).values_list("sequenced_at", flat=True).first()
        if when is None or when < moment:
            low = middle
        else:
            high = middle - 1
    return low


def of_subject(subject: str, *, limit: int) -> list[Logged]:
    """Return what happened to one subject, newest first."""
    rows = LogEntry.objects.filter(subject=subject).order_by("-position").values_list(*COLUMNS)
    return [Logged(*row) for row in rows[:limit]]


def latest(*, limit: int) -> list[Logged]:
    rows = LogEntry.objects.order_by("-position").values_list(*COLUMNS)
    return [Logged(*row) for row in rows[:limit]]


def _first(**where: Any) -> Logged | None:
    row = LogEntry.objects.filter(**where).values_list(*COLUMNS).first()
    return Logged(*row) if row else None
