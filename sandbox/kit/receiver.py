"""Applies events to an application's own tables: doubles dropped by id, older versions ignored.

Tables are saved before the ledger, and the ledger before the answer: what was answered with 200 is kept.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.kit.events import Event
from sandbox.kit.ledger import Ledger, later
from sandbox.kit.table import Table

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class RefusedError(ValueError):
    """The application will not take this event; the reason goes back to Ayo."""


class Receiver:
    def __init__(self, tables: Mapping[str, Table], ledger: Ledger) -> None:
        self.tables = tables
        self.ledger = ledger
        self.counts: Counter[str] = Counter()
        self.last_event_ms = 0
        self.watchers: list[set[tuple[str, str]]] = []

    def take(self, events: Iterable[Event]) -> list[dict[str, str]]:
        """Apply all events and save; return the refused ones with a reason each."""
        refused = []
        for event in events:
            try:
                self._take_one(event)
            except (RefusedError, ValueError, KeyError, TypeError) as error:
                self.counts["refused"] += 1
                refused.append({"id": str(event.get("id")), "reason": str(error) or type(error).__name__})
        self.save()
        return refused

    def pretend(self, events: Iterable[Event]) -> None:
        """What a liar does: the position moves, the storage does not."""
        for event in events:
            self.counts["lied"] += 1
            self.ledger.note("position", str(event.get("ayoposition") or ""))
        self.save()

    def save(self) -> None:
        for table in self.tables.values():
            table.store.commit()
        self.ledger.commit()

    def _take_one(self, event: Event) -> None:
        self.last_event_ms = now_ms()
        self.counts["received"] += 1
        healing = event.get("ayoreason") == "reconciliation"
        if event["id"] in self.ledger.seen and not healing:
            self.counts["doubles"] += 1
            return
        match event.get("ayoop"):
            case "upsert":
                self._upsert(event["data"], always=healing)
            case "withdraw":
                self._withdraw(event["data"], always=healing)
            case "merge":
                self._merge(event["data"])
            case "unmerge":
                self._unmerge(event["data"])
            case "test":
                self.counts["tests"] += 1
            case other:
                raise RefusedError(f"unknown operation {other!r}")
        self.ledger.note("seen", event["id"])
        position = str(event.get("ayoposition") or "")
        if position and later(self.ledger.position, position) != self.ledger.position:
            self.ledger.note("position", position)

    def _touch(self, table: Table, record_id: str) -> None:
        for watcher in self.watchers:
            watcher.add((table.kind, record_id))

    def _table(self, data: Mapping[str, Any]) -> tuple[Table, str]:
        table = self.tables.get(data["kind"])
        if table is None:
            raise RefusedError(f"no table for {data['kind']!r}")
        record_id = str(data["id"]).lower()
        if not UUID.fullmatch(record_id):
            raise RefusedError("the record id is not a UUID")
        return table, record_id

    def _upsert(self, data: Mapping[str, Any], *, always: bool) -> None:
        table, record_id = self._table(data)
        self.put(table, record_id, int(data["version"]), data["record"], always=always)

    def put(self, table: Table, record_id: str, version: int, record: dict[str, Any], *, always: bool) -> None:
        known = table.version_of(record_id)
        if not always and ((known is not None and version <= known) or version < self.ledger.gone.get(record_id, 0)):
            self.counts["older"] += 1
            return
        table.put(record_id, version, record, now_ms())
        self._touch(table, record_id)
        self.counts["stored"] += 1

    def _withdraw(self, data: Mapping[str, Any], *, always: bool) -> None:
        table, record_id = self._table(data)
        version = int(data["version"])
        known = table.version_of(record_id)
        if not always and known is not None and version < known:
            self.counts["older"] += 1
            return
        self.ledger.bury(record_id, version)
        table.store.delete(record_id)
        self._touch(table, record_id)
        self.counts["withdrawn"] += 1

    def _merge(self, data: Mapping[str, Any]) -> None:
        """Set the doubled record aside, remembering whose it became."""
        table, record_id = self._table(data)
        row = table.store.get(record_id)
        if row is not None:
            self.ledger.note("merged", record_id, {"survivor": str(data["survivor_id"]), "row": row})
            self.ledger.commit()
        table.store.delete(record_id)
        self._touch(table, record_id)
        self.counts["merged"] += 1

    def _unmerge(self, data: Mapping[str, Any]) -> None:
        table, record_id = self._table(data)
        aside = self.ledger.merged.get(record_id)
        if aside is not None and table.store.get(record_id) is None:
            table.store.put(record_id, aside["row"])
        self.ledger.note("unmerged", record_id)
        self._touch(table, record_id)
        self.counts["unmerged"] += 1


def now_ms() -> int:
    return time.time_ns() // 1_000_000
