"""The relay's calls into Django: in one thread of its own, so that the lanes never wait for the ORM."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from uuid import UUID

from django.db import close_old_connections, connections

from ayo.common import ids
from ayo.common.actor import SYSTEM
from ayo.events import facade as events
from ayo.exchange import actions, copies, faults, kinds
from ayo.exchange.data import Op, Reason
from ayo.exchange.envelope import Envelope
from ayo.exchange.faults import Fault
from ayo.exchange.relay.directory import AppView
from ayo.exchange.relay.lane import utc_now

T = TypeVar("T")

log = logging.getLogger(__name__)


class Household:
    def __init__(self, source: str) -> None:
        self._source = source
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="relay-django")
        self._inside = ThreadPoolExecutor(1, thread_name_prefix="relay-inside")

    async def resends(
        self, app: AppView, waiting: list[tuple[int, str, UUID, str]], position: int
    ) -> list[tuple[int, Envelope | None]]:
        """Read the records behind these resends as they are now, as far as the application may have them."""
        asked = [(kind, record_id) for _, kind, record_id, _ in waiting]
        found = await self._call(lambda: copies.of_records(app.contract, asked))
        made: list[tuple[int, Envelope | None]] = []
        for number, kind, record_id, _ in waiting:
            copy = found[(kind, record_id)]
            op = Op.WITHDRAW if copy.record is None else Op.UPSERT
            made.append((number, self._envelope(kind, record_id, op, copy.as_data(), position)))
        return made

    async def gone(self, app_id: UUID) -> None:
        await self._call(
            lambda: actions.pause_by_itself(app_id=app_id, reason=faults.coded(Fault.GONE, "410"), actor=SYSTEM)
        )

    async def expired(self, app_id: UUID, position: int) -> None:
        await self._call(lambda: actions.announce_expired(app_id=app_id, position=position, actor=SYSTEM))

    async def stalled(self, app_id: UUID, error: str) -> None:
        await self._call(lambda: actions.announce_stalled(app_id=app_id, error=error, actor=SYSTEM))

    async def opened(self, app_id: UUID, error: str) -> None:
        await self._call(lambda: actions.announce_opened(app_id=app_id, error=error, actor=SYSTEM))

    async def closed(self, app_id: UUID) -> None:
        await self._call(lambda: actions.announce_closed(app_id=app_id, actor=SYSTEM))

    async def serve_inside(self, awake: asyncio.Event) -> None:
        """Let the subscribers inside the house take what waits; a fault of the database is tried again."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._inside, _fresh, events.ensure_cursors)
        while True:
            awake.clear()
            try:
                handled = await loop.run_in_executor(self._inside, _fresh, events.advance_all)
            except Exception:
                log.exception("subscribers could not be served")
                handled = 0
                await asyncio.sleep(1.0)
            if not handled:
                try:
                    async with asyncio.timeout(1.0):
                        await awake.wait()
                except TimeoutError:
                    pass

    async def close(self) -> None:
        """Let what runs come to its end, and give the threads' connections back."""
        loop = asyncio.get_running_loop()
        for thread in (self._thread, self._inside):
            await loop.run_in_executor(thread, connections.close_all)
            thread.shutdown(wait=False)

    async def _call(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, _fresh, work)

    def _envelope(self, kind: str, record_id: UUID, op: Op, data: dict[str, object], position: int) -> Envelope:
        return Envelope(
            id=str(ids.uuid7()),
            source=self._source,
            type=kinds.event_type(kind),
            subject=f"{kind}/{record_id}",
            time=utc_now(),
            position=position,
            op=op,
            reason=Reason.RECONCILIATION,
            data=data,
        )


def _fresh(work: Callable[[], T]) -> T:
    close_old_connections()
    try:
        return work()
    finally:
        close_old_connections()
