"""From the outbox to the log: one leader gives every committed event the next position.

Rows are taken whenever they become visible, so a transaction that commits late loses nothing, and one that stays open
delays nobody. Order per subject holds because writers of one subject queue on its row lock before they announce.
"""

import time
from collections import deque
from typing import Any

import psycopg
from psycopg.rows import tuple_row

from ayo.events.data import Logged

LEADER_LOCK = 0x41594F_01
BATCH = 1000
PARTITION = 1_000_000
_SETTLED_AFTER = 10.0

_MOVE = """
with picked as (
    select id from events_outbox where id > %(floor)s order by id limit %(batch)s
), moved as (
    delete from events_outbox using picked where events_outbox.id = picked.id returning events_outbox.*
), bumped as (
    update events_counter set position = position + (select count(*) from moved)
    where id = 1 and exists (select 1 from moved)
    returning position - (select count(*) from moved) as base
)
insert into events_log (position, event_id, type, subject, data, actor_id, occurred_at, sequenced_at)
select base + row_number() over (order by id), event_id, type, subject, data, actor_id, occurred_at, clock_timestamp()
from moved, bumped
returning position, event_id, type, subject, data, actor_id, occurred_at, sequenced_at
"""

_OLDEST_WRITER = """
select coalesce(extract(epoch from clock_timestamp() - min(xact_start)), 0)::float
from pg_stat_activity where datname = current_database() and backend_xid is not null and pid <> pg_backend_pid()
"""


class Sequencer:
    """Moves visible outbox rows into the log over one async connection in autocommit mode."""

    def __init__(self, connection: psycopg.AsyncConnection[Any]) -> None:
        self.connection = connection
        self.head = 0
        self._floor = 0
        self._samples: deque[tuple[float, int]] = deque()
        self._next_sample = 0.0
        self._partitioned_to = 0

    async def lead(self) -> bool:
        """Try to become the one leader; the lock lives as long as the connection."""
        row = await self._one("select pg_try_advisory_lock(%s)", [LEADER_LOCK])
        return bool(row[0])

    async def start(self) -> int:
        """Prepare the partitions and return the head of the log."""
        self.head = (await self._one("select position from events_counter where id = 1"))[0]
        await self._make_room()
        return self.head

    async def sequence(self) -> list[Logged]:
        """Give positions to at most 1,000 waiting events and return them in order; none waiting, empty list."""
        await self._raise_floor()
        async with self.connection.cursor(row_factory=tuple_row) as cursor:
            await cursor.execute(_MOVE, {"floor": self._floor, "batch": BATCH}, prepare=True)
            moved = [Logged(*row) for row in await cursor.fetchall()]
        if not moved:
            return moved
        moved.sort(key=lambda logged: logged.position)
        self.head = moved[-1].position
        if self.head + PARTITION // 4 > self._partitioned_to:
            await self._make_room()
        return moved

    async def _make_room(self) -> None:
        """Create the partition of the head and the next one, long before they are needed."""
        for number in (self.head // PARTITION, self.head // PARTITION + 1):
            low, high = number * PARTITION, (number + 1) * PARTITION
            await self.connection.execute(
                f"create table if not exists events_log_{number} partition of events_log "
                f"for values from ({low}) to ({high})"
            )
            self._partitioned_to = high

    async def _raise_floor(self) -> None:
        """Skip ids that can no longer appear, or dead rows kept by a long reader would be walked at every poll.

        An id can still appear while a writer older than its sample is running; a reader has no transaction id.
        """
        now = time.monotonic()
        if now < self._next_sample:
            return
        self._next_sample = now + 1.0
        # A sequence that nobody has asked yet says 1 too: the first event of a house is still to come then.
        last = (await self._one("select last_value - (not is_called)::int from events_outbox_id_seq"))[0]
        self._samples.append((now, int(last)))
        oldest = (await self._one(_OLDEST_WRITER))[0]
        settled_before = now - max(oldest, _SETTLED_AFTER) - 1.0
        candidate = self._floor
        while self._samples and self._samples[0][0] < settled_before:
            candidate = self._samples.popleft()[1]
        if candidate == self._floor:
            return
        # A backlog larger than one batch may still hold settled rows below the candidate.
        left = await self._one("select min(id) from events_outbox where id > %s and id <= %s", [self._floor, candidate])
        self._floor = candidate if left[0] is None else left[0] - 1

    async def _one(self, sql: str, parameters: list[Any] | None = None) -> tuple[Any, ...]:
        async with self.connection.cursor(row_factory=tuple_row) as cursor:
            await cursor.execute(sql, parameters)
            row = await cursor.fetchone()
        assert row is not None  # noqa: S101  every statement above returns exactly one row
        return row
