"""The relay's own rows: everything a flush writes, in one transaction on the leader's connection.

That connection holds the leader's lock, so a relay that is no longer the leader cannot write.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import class_row, tuple_row

from ayo.common import ids
from ayo.events.facade import Logged
from ayo.exchange.data import WAITING, ParkedState
from ayo.exchange.relay.ledger import File, Ledger, ParkedRow, Pulse, Run

Connection = psycopg.AsyncConnection[Any]

_CURSORS = """
insert into events_cursor (name, position, updated_at)
select 'app:' || id, position, clock_timestamp() from unnest(%s::uuid[], %s::bigint[]) as new (id, position)
on conflict (name) do update set position = excluded.position, updated_at = excluded.updated_at
"""
_RUNS = """
copy exchange_attempt (app_id, sort, taken, span, upto, answered, events, requests, ms, status, error) from stdin
"""
_PARKED = """
insert into exchange_parked
    (app_id, position, event_id, subject, state, parked_at, status, error, attempts, next_try_at, settled_at,
     settled_by, note)
values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, '', '')
on conflict (app_id, position) do update set
    state = excluded.state, status = excluded.status, error = excluded.error, attempts = excluded.attempts,
    next_try_at = excluded.next_try_at, settled_at = excluded.settled_at
where exchange_parked.state <> 'DISCARDED'
"""
_PULSES = """
insert into exchange_pulse
    (app_id, last_success_at, last_failure_at, failing_since, next_try_at, last_status, last_error, delivered)
values (%s, %s, %s, %s, %s, %s, %s, %s)
on conflict (app_id) do update set
    last_success_at = coalesce(excluded.last_success_at, exchange_pulse.last_success_at),
    last_failure_at = coalesce(excluded.last_failure_at, exchange_pulse.last_failure_at),
    failing_since = excluded.failing_since, next_try_at = excluded.next_try_at,
    last_status = excluded.last_status, last_error = excluded.last_error,
    delivered = exchange_pulse.delivered + excluded.delivered
"""
_FILES = """
insert into exchange_file (id, created_at, app_id, first_position, last_position, events, sha256)
values (%s, clock_timestamp(), %s, %s, %s, %s, %s)
on conflict (app_id, first_position, last_position) do nothing
"""
_READ = """
update exchange_file set taken_at = coalesce(taken_at, clock_timestamp())
where app_id = %s and first_position = %s and last_position = %s
"""
_HEARTBEAT = """
insert into events_heartbeat (name, at) values ('relay', clock_timestamp())
on conflict (name) do update set at = excluded.at
"""
_LOG = """
select position, event_id, type, subject, data, actor_id, occurred_at, sequenced_at
from events_log where position > %s order by position limit %s
"""


async def flush(connection: Connection, ledger: Ledger) -> None:
    """Write down all of it, or nothing."""
    async with connection.transaction(), connection.cursor() as cursor:
        await cursor.execute(_HEARTBEAT)
        if ledger.cursors:
            await cursor.execute(_CURSORS, [list(ledger.cursors), list(ledger.cursors.values())], prepare=True)
        if ledger.runs:
            async with cursor.copy(_RUNS) as copy:
                for run in ledger.runs:
                    await copy.write_row(_run(run))
        if ledger.parked:
            await cursor.executemany(_PARKED, [_parked(row) for row in ledger.parked.values()])
        if ledger.pulses:
            await cursor.executemany(_PULSES, [_pulse(app_id, pulse) for app_id, pulse in ledger.pulses.items()])
        await _flush_the_rare(cursor, ledger)


async def _flush_the_rare(cursor: psycopg.AsyncCursor[Any], ledger: Ledger) -> None:
    if ledger.commands:
        await cursor.execute(
            "update exchange_command set done_at = clock_timestamp() where id = any(%s)", [ledger.commands]
        )
    if ledger.resent:
        await cursor.execute(
            "update exchange_resend set sent_at = clock_timestamp() where id = any(%s)", [ledger.resent]
        )
    if ledger.files:
        await cursor.executemany(_FILES, [_file(file) for file in ledger.files])
    if ledger.read_files:
        await cursor.executemany(_READ, ledger.read_files)


async def cursors(connection: Connection) -> dict[UUID, int]:
    rows = await _rows(connection, "select name, position from events_cursor where name like 'app:%%'", [])
    return {UUID(name[4:]): position for name, position in rows}


async def waiting(connection: Connection, app_ids: Iterable[UUID]) -> list[ParkedRow]:
    """Return the parked events of these applications that are to be tried again, in order."""
    async with connection.cursor(row_factory=class_row(ParkedRow)) as cursor:
        await cursor.execute(
            "select app_id, position, event_id, subject, state, parked_at, status, error, attempts, next_try_at,"
            " settled_at from exchange_parked where state = any(%s) and app_id = any(%s) order by app_id, position",
            [[state.value for state in WAITING], list(app_ids)],
        )
        rows = await cursor.fetchall()
    for row in rows:
        row.state = ParkedState(row.state)
    return rows


async def parked_at(connection: Connection, app_id: UUID, position: int) -> ParkedRow | None:
    async with connection.cursor(row_factory=class_row(ParkedRow)) as cursor:
        await cursor.execute(
            "select app_id, position, event_id, subject, state, parked_at, status, error, attempts, next_try_at,"
            " settled_at from exchange_parked where app_id = %s and position = %s",
            [app_id, position],
        )
        return await cursor.fetchone()


async def commands(connection: Connection) -> list[tuple[int, UUID, str, int, UUID | None]]:
    return await _rows(
        connection,
        "select id, app_id, sort, position, reference from exchange_command where done_at is null order by id",
        [],
    )


async def apps_with_resends(connection: Connection) -> set[UUID]:
    rows = await _rows(connection, "select distinct app_id from exchange_resend where sent_at is null", [])
    return {row[0] for row in rows}


async def resends(
    connection: Connection, app_id: UUID, sent: list[int], limit: int
) -> list[tuple[int, str, UUID, str]]:
    """Return what is to be sent again, but for what was sent and only waits for its note."""
    return await _rows(
        connection,
        "select id, kind, record_id, op from exchange_resend"
        " where app_id = %s and sent_at is null and id <> all(%s) order by id limit %s",
        [app_id, sent, limit],
    )


async def unread_files(connection: Connection, app_id: UUID) -> list[tuple[int, int]]:
    return await _rows(
        connection,
        "select first_position, last_position from exchange_file where app_id = %s and taken_at is null"
        " order by first_position",
        [app_id],
    )


async def last_file_at(connection: Connection, app_id: UUID) -> datetime | None:
    rows = await _rows(connection, "select max(created_at) from exchange_file where app_id = %s", [app_id])
    return rows[0][0] if rows else None


async def read(connection: Connection, after: int, limit: int) -> list[Logged]:
    return [Logged(*row) for row in await _rows(connection, _LOG, [after, limit])]


async def _rows(connection: Connection, sql: str, parameters: list[Any]) -> list[Any]:
    async with connection.cursor(row_factory=tuple_row) as cursor:
        await cursor.execute(sql, parameters)
        return await cursor.fetchall()


def _run(run: Run) -> tuple[Any, ...]:
    return (
        run.app_id, run.sort, run.taken, f"[{run.first},{run.last}]", run.upto, run.answered,
        run.events, run.requests, run.ms, run.status, run.error,
    )  # fmt: skip


def _parked(row: ParkedRow) -> tuple[Any, ...]:
    return (
        row.app_id, row.position, row.event_id, row.subject, row.state.value, row.parked_at, row.status,
        row.error[:300], row.attempts, row.next_try_at, row.settled_at,
    )  # fmt: skip


def _pulse(app_id: UUID, pulse: Pulse) -> tuple[Any, ...]:
    return (
        app_id, pulse.last_success_at, pulse.last_failure_at, pulse.failing_since, pulse.next_try_at,
        pulse.last_status, pulse.last_error[:300], pulse.delivered,
    )  # fmt: skip


def _file(file: File) -> tuple[Any, ...]:
    return ids.uuid7(), file.app_id, file.first, file.last, file.events, file.sha256
