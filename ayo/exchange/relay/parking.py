"""One application's parked events in memory: a line per subject, of which only the first is tried again."""

from collections.abc import Iterable
from datetime import datetime

from ayo.exchange.data import ParkedState
from ayo.exchange.relay.ledger import ParkedRow


class ParkedBook:
    def __init__(self, rows: Iterable[ParkedRow] = ()) -> None:
        self._lines: dict[str, list[ParkedRow]] = {}
        self._by_position: dict[int, ParkedRow] = {}
        for row in rows:
            self.add(row)

    def __contains__(self, subject: str) -> bool:
        return subject in self._lines

    def __len__(self) -> int:
        return len(self._by_position)

    def at(self, position: int) -> ParkedRow | None:
        return self._by_position.get(position)

    def add(self, row: ParkedRow) -> None:
        """Put an event into its subject's line, in the order of the log."""
        line = self._lines.setdefault(row.subject, [])
        if row.position in self._by_position:
            line[:] = [waiting for waiting in line if waiting.position != row.position]
        self._by_position[row.position] = row
        line.append(row)
        if len(line) > 1 and line[-2].position > row.position:
            line.sort(key=lambda waiting: waiting.position)

    def due(self, now: datetime) -> ParkedRow | None:
        """Return the first event of the line that has waited longest for its turn."""
        heads = [line[0] for line in self._lines.values() if _turn(line[0]) <= now]
        return min(heads, key=lambda row: (_turn(row), row.position), default=None)

    def next_due_at(self) -> datetime | None:
        return min((_turn(line[0]) for line in self._lines.values()), default=None)

    def retry_now(self, row: ParkedRow) -> None:
        """A person asked for this one: it is parked again, with patience as on the first day."""
        row.state = ParkedState.PARKED
        row.next_try_at = None
        row.settled_at = None
        row.parked_at = max(row.parked_at, datetime.now(row.parked_at.tzinfo))
        self.add(row)

    def remove(self, position: int) -> ParkedRow | None:
        """Take an event out; return the one behind it that now stands first and may be tried."""
        row = self._by_position.pop(position, None)
        if row is None:
            return None
        line = self._lines[row.subject]
        was_first = line[0] is row
        line[:] = [waiting for waiting in line if waiting.position != position]
        if not line:
            del self._lines[row.subject]
            return None
        if was_first and line[0].state is ParkedState.BEHIND:
            line[0].state = ParkedState.PARKED
            line[0].next_try_at = None
            return line[0]
        return None


def _turn(row: ParkedRow) -> datetime:
    return row.next_try_at or row.parked_at
