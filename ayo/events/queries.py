"""Reading the log by position."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from ayo.common import ids, jsons, sql
from ayo.events.data import Logged
from ayo.events.errors import PositionGone
from ayo.events.models import Counter, LogEntry

COLUMNS = ("position", "event_id", "type", "subject", "data", "actor_id", "occurred_at", "sequenced_at")


def head() -> int:
    """Return the newest position; every change up to it is visible to a query made afterwards."""
    return Counter.objects.values_list("position", flat=True).get(pk=1)


def lowest() -> int:
    """Return the lowest position that is still in the log; 1 while nothing was detached."""
    return LogEntry.objects.order_by("position").values_list("position", flat=True).first() or 1


def require_kept(after: int) -> None:
    """Raise PositionGone unless everything that follows the position is still in the log.

    Nothing is detached before the transaction that asked this ends.
    """
    first = lowest()
    if after + 1 < first:
        raise PositionGone(first)


def read(after: int, limit: int) -> list[Logged]:
    """Return what follows a position. Raises PositionGone where the next event was detached."""
    rows = LogEntry.objects.filter(position__gt=after).order_by("position").values_list(*COLUMNS)
    found = [Logged(*row) for row in rows[:limit]]
    if found and found[0].position > after + 1:
        raise PositionGone(found[0].position)
    return found


def by_event_id(event_id: UUID) -> Logged | None:
    """Return the event, or None while it has no place yet. Raises PositionGone when it is older than the log."""
    found = _first(event_id=event_id)
    if found is None:
        _refuse_older_than_log(event_id)
    return found


def at(position: int) -> Logged | None:
    return _first(position=position)


def position_at(moment: datetime) -> int:
    """Return the newest position that was sequenced before the moment; 0 when the log begins later.

    Raises PositionGone when the moment lies before what is left of a log that began earlier. Positions have no gaps and
    grow with time, so thirty lookups find the place in a thousand million.
    """
    low, high = 0, head()
    while low < high:
        middle = (low + high + 1) // 2
        when = LogEntry.objects.filter(position=middle).values_list("sequenced_at", flat=True).first()
        if when is None or when < moment:
            low = middle
        else:
            high = middle - 1
    if 1 < low + 1 == (first := lowest()):
        raise PositionGone(first)
    return low


def of_subject(subject: str, *, limit: int) -> list[Logged]:
    """Return what happened to one subject, newest first."""
    return [
        Logged(position, event_id, kind, about, cast("dict[str, Any]", jsons.read(data)), *rest)
        for position, event_id, kind, about, data, *rest in sql.rows(_OF_SUBJECT, [subject, limit])
    ]


_OF_SUBJECT = f"select {', '.join(COLUMNS)} from events_log where subject = %s order by position desc limit %s"  # noqa: S608


def latest(*, limit: int) -> list[Logged]:
    rows = LogEntry.objects.order_by("-position").values_list(*COLUMNS)
    return [Logged(*row) for row in rows[:limit]]


def _refuse_older_than_log(event_id: UUID) -> None:
    first = LogEntry.objects.order_by("position").values_list("position", "occurred_at").first()
    made_at = ids.made_at(event_id)
    if first and first[0] > 1 and made_at and made_at < first[1]:
        raise PositionGone(first[0])


def _first(**where: Any) -> Logged | None:
    row = LogEntry.objects.filter(**where).values_list(*COLUMNS).first()
    return Logged(*row) if row else None
