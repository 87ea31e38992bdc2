"""Answers reconciliation from the application's own storage, a slice at a time so that deliveries go on meanwhile."""

from __future__ import annotations

import asyncio
import hashlib
from collections import defaultdict
from typing import Any

from sandbox.kit.receiver import Receiver
from sandbox.kit.table import Table, bucket_of

SLICE = 100


async def digest(receiver: Receiver, question: dict[str, Any]) -> dict[str, Any] | None:
    """The answer to one digest question; None when the kind is not kept here."""
    table = receiver.tables.get(str(question.get("kind")))
    if table is None:
        return None
    if "bucket" in question:
        hashes = await hashes_of(receiver, table, only=int(question["bucket"]))
        records = [{"id": record_id, "hash": held} for record_id, held in sorted(hashes.items())]
        return {
            "kind": table.kind,
            "bucket": int(question["bucket"]),
            "position": receiver.ledger.position,
            "records": records,
        }
    hashes = await hashes_of(receiver, table)
    return {"kind": table.kind, "position": receiver.ledger.position, "buckets": buckets(hashes)}


async def hashes_of(receiver: Receiver, table: Table, only: int | None = None) -> dict[str, str]:
    hashes: dict[str, str] = {}
    touched: set[tuple[str, str]] = set()
    receiver.watchers.append(touched)
    try:
        keys = [key for key in table.store.ids() if only is None or bucket_of(key) == only]
        for start in range(0, len(keys), SLICE):
            for key in keys[start : start + SLICE]:
                _rehash(table, key, hashes)
            await asyncio.sleep(0)
    finally:
        receiver.watchers.remove(touched)
    # What was written while we read is read again, all at once: the answer is true for this one moment.
    for kind, key in touched:
        if kind == table.kind and (only is None or bucket_of(key) == only):
            _rehash(table, key, hashes)
    return hashes


def _rehash(table: Table, key: str, hashes: dict[str, str]) -> None:
    row = table.store.get(key)
    if row is None:
        hashes.pop(key, None)
    else:
        hashes[key] = table.hash_of(row)


def buckets(hashes: dict[str, str]) -> list[dict[str, Any]]:
    lines: dict[int, list[str]] = defaultdict(list)
    for record_id in sorted(hashes):
        lines[bucket_of(record_id)].append(f"{record_id}:{hashes[record_id]}\n")
    return [
        {"bucket": bucket, "count": len(held), "hash": hashlib.sha256("".join(held).encode()).hexdigest()}
        for bucket, held in sorted(lines.items())
    ]
