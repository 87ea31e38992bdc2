"""The chainer: takes committed entries from the inbox in batches and gives each its place in the chain.

It runs in the leader's process only, so business writes never queue for the chain.
"""

import time
from dataclasses import astuple, fields
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import tuple_row

from ayo.audit import rules
from ayo.audit.data import GENESIS, Entry, Seal, Sealed
from ayo.audit.seals import SealBook

BATCH = 2000
SEAL_EVERY = 1.0

_facts = attrgetter(*(field.name for field in fields(Entry)))
_FACTS = ", ".join(f'"{field.name}"' for field in fields(Entry))
_TAKE = f"""
with picked as (select id from audit_inbox order by id limit {BATCH})
delete from audit_inbox using picked where audit_inbox.id = picked.id returning audit_inbox.id, {_FACTS}
"""  # noqa: S608
_PUT = f"copy audit_entry (seq, {_FACTS}, prev_hash, hash) from stdin"


class Chainer:
    """Chains over one async connection; `home` holds the signing key and the file of seals."""

    def __init__(self, connection: psycopg.AsyncConnection[Any], home: Path) -> None:
        self.connection = connection
        self._book = SealBook(home)
        self._seq = 0
        self._hash = GENESIS
        self._sealed_seq = 0
        self._next_seal = 0.0

    async def start(self) -> None:
        """Find the end of the chain."""
        async with self.connection.cursor(row_factory=tuple_row) as cursor:
            await cursor.execute("select seq, hash from audit_entry order by seq desc limit 1")
            self._seq, self._hash = await cursor.fetchone() or (0, GENESIS)
            await cursor.execute("select coalesce(max(seq), 0) from audit_seal")
            row = await cursor.fetchone()
            self._sealed_seq = row[0] if row else 0

    async def chain(self) -> int:
        """Chain one batch, seal when it is time; return how many entries found their place."""
        async with self.connection.transaction(), self.connection.cursor(row_factory=tuple_row) as cursor:
            await cursor.execute(_TAKE)
            rows = sorted(await cursor.fetchall())
            entries = [_entry(row[1:]) for row in rows]
            sealed = list(rules.chained(entries, after_seq=self._seq, after_hash=self._hash))
            if sealed:
                async with cursor.copy(_PUT) as copy:
                    for one in sealed:
                        await copy.write_row(_row(one))
        if sealed:
            self._seq, self._hash = sealed[-1].seq, sealed[-1].hash
        await self._seal_when_due()
        return len(sealed)

    async def _seal_when_due(self) -> None:
        now = time.monotonic()
        if self._seq == self._sealed_seq or now < self._next_seal:
            return
        self._next_seal = now + SEAL_EVERY
        await self.seal()

    async def seal(self) -> Seal:
        """Sign the present end of the chain, in the database first and then in the file."""
        seal = self._book.sign(self._seq, self._hash, datetime.now(UTC).isoformat())
        await self.connection.execute(
            "insert into audit_seal (seq, hash, at, signature) values (%s, %s, %s, %s) on conflict do nothing",
            astuple(seal),
        )
        self._book.append(seal)
        self._sealed_seq = seal.seq
        return seal


def _entry(row: tuple[Any, ...]) -> Entry:
    values = dict(zip((field.name for field in fields(Entry)), row, strict=True))
    values["fields"] = tuple(values["fields"])
    return Entry(**values)


def _row(sealed: Sealed) -> list[Any]:
    facts = [list(value) if isinstance(value, tuple) else value for value in _facts(sealed.entry)]
    return [sealed.seq, *facts, sealed.prev_hash, sealed.hash]
