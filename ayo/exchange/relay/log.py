"""The log as the lanes read it: the newest part from memory, older parts from the database, each event written once.

Positions have no gaps, so a position is also an index.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence

from ayo.events.facade import Logged, PositionGone
from ayo.exchange import projection
from ayo.exchange.data import ContractCard, Reason
from ayo.exchange.envelope import Envelope

KEPT = 6_000
PAGE = 500
KEPT_PAGES = 20

Reader = Callable[[int, int], Awaitable[list[Logged]]]


class Entry:
    """One event and what has already been made of it for the contracts that asked."""

    __slots__ = ("_made", "_written", "logged", "position", "source", "subject")

    def __init__(self, logged: Logged, source: str) -> None:
        self.logged = logged
        self.position = logged.position
        self.subject = logged.subject
        self.source = source
        self._made: dict[str, Envelope | None] = {}
        self._written: dict[str, bytes] = {}

    def envelope(self, contract: ContractCard, reason: Reason) -> Envelope | None:
        key = _key(contract, reason)
        if key not in self._made:
            self._made[key] = envelope_of(self.logged, contract, reason, self.source)
        return self._made[key]

    def written(self, contract: ContractCard, reason: Reason) -> bytes | None:
        key = _key(contract, reason)
        written = self._written.get(key)
        if written is None:
            envelope = self.envelope(contract, reason)
            if envelope is None:
                return None
            written = self._written[key] = envelope.structured()
        return written


def _key(contract: ContractCard, reason: Reason) -> str:
    """Asked for every event and application: the usual reason must cost no more than an attribute."""
    return contract.signature if reason is Reason.CHANGE else f"{contract.signature}/{reason}"


def envelope_of(logged: Logged, contract: ContractCard, reason: Reason, source: str) -> Envelope | None:
    seen = projection.project(contract, logged.type, logged.subject, logged.data)
    if seen is None:
        return None
    return Envelope(
        id=str(logged.event_id),
        source=source,
        type=logged.type,
        subject=logged.subject,
        time=logged.occurred_at,
        position=logged.position,
        op=seen.op,
        reason=reason,
        data=seen.data,
    )


class Log:
    """Serves pages of entries after any position."""

    def __init__(self, source: str, head: int, read: Reader) -> None:
        self.source = source
        self._read = read
        self._ring: list[Entry] = []
        self._low = head + 1
        self._pages: OrderedDict[int, list[Entry]] = OrderedDict()
        self._locks: dict[int, asyncio.Lock] = {}

    @property
    def head(self) -> int:
        return self._low + len(self._ring) - 1

    def extend(self, moved: Sequence[Logged]) -> None:
        if moved[0].position != self.head + 1:
            # Somebody else sequenced in between: what is missing here is read from the database.
            self._ring.clear()
            self._low = moved[0].position
        self._ring.extend(Entry(logged, self.source) for logged in moved)
        surplus = len(self._ring) - KEPT
        if surplus > KEPT // 8:
            del self._ring[:surplus]
            self._low += surplus

    async def after(self, position: int, limit: int = PAGE) -> list[Entry]:
        """Return the entries that follow a position; an empty list means that there are none yet.

        Raises PositionGone rather than leave out what is no longer in the log.
        """
        if position >= self._low - 1:
            start = position + 1 - self._low
            return self._ring[start : start + limit]
        page = await self._page((position + 1) // PAGE)
        if not page or page[0].position > position + 1:
            raise PositionGone(page[0].position if page else self._low)
        return page[position + 1 - page[0].position :][:limit]

    async def at(self, position: int) -> Entry | None:
        found = await self.after(position - 1, 1)
        return found[0] if found and found[0].position == position else None

    async def _page(self, number: int) -> list[Entry]:
        lock = self._locks.setdefault(number, asyncio.Lock())
        async with lock:
            page = self._pages.get(number)
            if page is None:
                first = max(1, number * PAGE)
                rows = await self._read(first - 1, (number + 1) * PAGE - first)
                page = [Entry(row, self.source) for row in rows]
                if page and page[-1].position == (number + 1) * PAGE - 1:
                    self._remember(number, page)
            else:
                self._pages.move_to_end(number)
        self._locks.pop(number, None)
        return page

    def _remember(self, number: int, page: list[Entry]) -> None:
        self._pages[number] = page
        if len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
