"""The one relay at work: sequences, reads what people decided, wakes the lanes, and writes down what they did.

Everything shared happens on one connection, the one that holds the lock. When it is lost, so is the office: the lanes
stop at once, and whoever leads next starts from what was written down.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg_pool import AsyncConnectionPool

from ayo.audit.facade import BATCH, Chainer
from ayo.common import clock
from ayo.events.facade import Logged, Sequencer
from ayo.exchange.data import Mode
from ayo.exchange.envelope import Envelope
from ayo.exchange.relay import directory, store
from ayo.exchange.relay.channel import Channels
from ayo.exchange.relay.directory import AppView, Directory
from ayo.exchange.relay.file import FileLane
from ayo.exchange.relay.house import House, Order
from ayo.exchange.relay.household import Household
from ayo.exchange.relay.lane import Lane
from ayo.exchange.relay.log import Log
from ayo.exchange.relay.push import PushLane
from ayo.exchange.relay.tempo import Tempo

FLUSH_EVERY = 0.1
HEARTBEAT_EVERY = 1.0
LOOK_EVERY = 0.25
CHAIN_EVERY = 0.1
REFRESH_EVERY = 30.0
FINISHES_WITHIN = 2.0
RESENT_AT_ONCE = 100

log = logging.getLogger(__name__)
Pool = AsyncConnectionPool[psycopg.AsyncConnection[Any]]


class Leader:
    def __init__(self, sequencer: Sequencer, pool: Pool, *, source: str, home: Path, allow: Sequence[str]) -> None:
        self.sequencer = sequencer
        self.connection = sequencer.connection
        self.pool = pool
        self.household = Household(source)
        self.home = home
        self.house = House(
            log=Log(source, 0, self._read),
            channels=Channels(allow),
            source=source,
            folder=home / "exchange",
            resends=self._resends,
            parked_at=self._parked_at,
            unread_files=self._unread_files,
            last_file_at=self._last_file_at,
            gone=self.household.gone,
            expired=self.household.expired,
            stalled=self.household.stalled,
            opened=self.household.opened,
            closed=self.household.closed,
        )
        self.lanes: dict[UUID, Lane] = {}
        self.directory = Directory(-1, clock.today(), {})
        self._tasks: dict[UUID, asyncio.Task[None]] = {}
        self._inside_awake = asyncio.Event()
        self._tempo = Tempo()
        self._next_flush = self._next_heartbeat = self._next_look = self._next_refresh = 0.0

    async def run(self, stopping: asyncio.Event) -> None:
        """Lead until asked to stop or until the connection is lost."""
        head = await self.sequencer.start()
        self.house.log = Log(self.house.source, head, self._read)
        await self._look()
        chores = [
            asyncio.create_task(self.household.serve_inside(self._inside_awake)),
            asyncio.create_task(self._chain()),
        ]
        try:
            while not stopping.is_set():
                for chore in chores:
                    if chore.done():
                        chore.result()
                await self._turn()
            await self._let_finish()
        finally:
            await self._close(chores)
        await store.flush(self.connection, self.house.take_ledger())

    async def _turn(self) -> None:
        moved = await self.sequencer.sequence()
        now = asyncio.get_running_loop().time()
        if moved or now >= self._next_look:
            # Read after the events were taken: what was decided before they were committed is seen here.
            self._next_look = now + LOOK_EVERY
            await self._look()
        if moved:
            self._spread(moved)
        if now >= self._next_flush:
            self._next_flush = now + FLUSH_EVERY
            await self._flush(now)
        await asyncio.sleep(self._tempo.pause(len(moved), now))

    def _spread(self, moved: list[Logged]) -> None:
        self.house.log.extend(moved)
        self._inside_awake.set()
        for lane in self.lanes.values():
            lane.wake()

    async def _flush(self, now: float) -> None:
        if self.house.ledger.is_empty and now < self._next_heartbeat:
            return
        self._next_heartbeat = now + HEARTBEAT_EVERY
        await store.flush(self.connection, self.house.take_ledger())

    async def _look(self) -> None:
        """Take over what people decided since the last look."""
        now = asyncio.get_running_loop().time()
        number = await directory.revision(self.connection)
        if number == self.directory.revision and now < self._next_refresh and clock.today() == self.directory.day:
            return
        self._next_refresh = now + REFRESH_EVERY
        self.directory = await directory.load(self.connection)
        await self._open_lanes()
        for lane in self.lanes.values():
            lane.update(self.directory.apps[lane.app.id])
        for number, app_id, sort, position, reference in await store.commands(self.connection):
            if app_id in self.lanes:
                self.lanes[app_id].order(Order(number, sort, position, reference))
        for app_id in await store.apps_with_resends(self.connection):
            if app_id in self.lanes:
                self.lanes[app_id].has_resends = True
                self.lanes[app_id].wake()

    async def _open_lanes(self) -> None:
        """Open a lane for each application that has none of the right kind; old lanes end after their last request."""
        wanted = {app.id: app for app in self.directory.apps.values() if app.mode is not Mode.PULL}
        for app_id, lane in list(self.lanes.items()):
            if app_id not in wanted or _kind(wanted[app_id]) is not type(lane):
                await self._end(app_id)
        fresh = [app for app_id, app in wanted.items() if app_id not in self.lanes]
        if not fresh:
            return
        cursors = await store.cursors(self.connection)
        parked: dict[UUID, list[Any]] = {app.id: [] for app in fresh}
        for row in await store.waiting(self.connection, parked):
            parked[row.app_id].append(row)
        for app in fresh:
            lane = _kind(app)(self.house, app, cursors.get(app.id, app.started_after), parked[app.id])
            self.lanes[app.id] = lane
            self._tasks[app.id] = asyncio.create_task(lane.run())

    async def _end(self, app_id: UUID) -> None:
        self.lanes.pop(app_id)
        task = self._tasks.pop(app_id)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        await store.flush(self.connection, self.house.take_ledger())

    async def _chain(self) -> None:
        """Chain and seal the audit's inbox on a connection of its own."""
        async with self.pool.connection() as connection:
            await connection.set_autocommit(True)
            chainer = Chainer(connection, self.home)
            await chainer.start()
            while True:
                chained = await chainer.chain()
                await asyncio.sleep(0.0 if chained == BATCH else CHAIN_EVERY)

    async def _let_finish(self) -> None:
        """Give requests that are under way a moment: an answer that is still heard need not be asked for again."""
        for lane in self.lanes.values():
            lane.stop()
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=FINISHES_WITHIN)

    async def _close(self, chores: list[asyncio.Task[None]]) -> None:
        tasks = [*chores, *self._tasks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.house.channels.close()
        await self.household.close()

    async def _read(self, after: int, limit: int) -> list[Logged]:
        async with self.pool.connection() as connection:
            return await store.read(connection, after, limit)

    async def _resends(self, app: AppView, position: int) -> list[tuple[int, Envelope | None]]:
        async with self.pool.connection() as connection:
            waiting = await store.resends(connection, app.id, self.house.ledger.resent, RESENT_AT_ONCE)
        return await self.household.resends(app, waiting, position)

    async def _parked_at(self, app_id: UUID, position: int) -> Any:
        async with self.pool.connection() as connection:
            return await store.parked_at(connection, app_id, position)

    async def _unread_files(self, app_id: UUID) -> list[tuple[int, int]]:
        async with self.pool.connection() as connection:
            return await store.unread_files(connection, app_id)

    async def _last_file_at(self, app_id: UUID) -> Any:
        async with self.pool.connection() as connection:
            return await store.last_file_at(connection, app_id)


def _kind(app: AppView) -> Callable[..., Lane]:
    return PushLane if app.mode.is_push else FileLane
