"""One kind of record as one application keeps it: columns of its own, mapped both ways.

The digest hashes are computed from the stored row mapped back, so they prove what is stored, not what was received.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.kit.columns import Column, Local
from sandbox.kit.stores import Store

Row = dict[str, Local]
Record = dict[str, Any]

VERSION, TAKEN, ASIDE = "versi", "diterima", "simpanan"
UNFIT = (ValueError, TypeError, KeyError, AttributeError, IndexError)


ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(value: Any) -> bytes:
    return ENCODER.encode(value).encode()


def bucket_of(record_id: str) -> int:
    return hashlib.sha256(record_id.lower().encode()).digest()[0]


@dataclass(slots=True)
class Table:
    kind: str
    store: Store
    columns: tuple[Column, ...]
    key: str = "id_ayo"
    areas: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.names = tuple(name for column in self.columns for name in column.names)

    @property
    def fields(self) -> list[str]:
        """What the contract must grant: exactly what the columns hold, nothing more."""
        return sorted({path for column in self.columns for path in column.paths})

    def column_of(self, path: str) -> str:
        """Return the application's own name for a field that has a column to itself."""
        return next(name for column in self.columns if column.paths == (path,) for name in column.names)

    def open(self, home: Any) -> None:
        self.store.open(home, self.key, (*self.names, VERSION, TAKEN, ASIDE))

    def put(self, record_id: str, version: int, record: Record, taken_ms: int) -> None:
        self.store.put(record_id, self.row_of(record_id, version, record, taken_ms))

    def row_of(self, record_id: str, version: int, record: Record, taken_ms: int) -> Row:
        row: Row = {self.key: record_id}
        back: Record = {}
        flat = flatten(record)
        for column in self.columns:
            try:
                local = column.write(*[flat.get(path) for path in column.paths])
                values = column.read(*local)
                if len(values) != len(column.paths):
                    raise ValueError(values)
            except UNFIT:
                local = (None,) * len(column.names)
                values = column.read(*local)
            row.update(zip(column.names, local, strict=True))
            place(back, column.paths, values)
        collapse(back)
        row.update({VERSION: version, TAKEN: taken_ms, ASIDE: aside(back, record)})
        return row

    def record_of(self, row: Mapping[str, Local]) -> Record:
        record = self._read(row)
        if row.get(ASIDE):
            saved = json.loads(str(row[ASIDE]))
            record.update(saved["keep"])
            for name in saved["drop"]:
                record.pop(name, None)
        return record

    def hash_of(self, row: Mapping[str, Local]) -> str:
        try:
            return hashlib.sha256(canonical(self.record_of(row))).hexdigest()
        except UNFIT:
            # Somebody edited the storage by hand into something unreadable: that is drift, and must show as such.
            return hashlib.sha256(b"unreadable").hexdigest()

    def version_of(self, record_id: str) -> int | None:
        row = self.store.get(record_id)
        return None if row is None else int(row[VERSION] or 0)

    def _read(self, row: Mapping[str, Local]) -> Record:
        record: Record = {}
        for column in self.columns:
            place(record, column.paths, column.read(*[row.get(name) for name in column.names]))
        collapse(record)
        return record


def place(record: Record, paths: tuple[str, ...], values: tuple[Any, ...]) -> None:
    for path, value in zip(paths, values, strict=True):
        outer, dot, inner = path.partition(".")
        if dot:
            record.setdefault(outer, {})[inner] = value
        else:
            record[outer] = value


def collapse(record: Record) -> None:
    """An address of which nothing is known is no address."""
    for name, value in record.items():
        if isinstance(value, dict) and all(inner is None for inner in value.values()):
            record[name] = None


def aside(back: Record, record: Record) -> str | None:
    """What the columns cannot say, kept in full beside them; usually nothing."""
    if canonical(back) == canonical(record):
        return None
    keep = {name: value for name, value in record.items() if name not in back or _differ(back[name], value)}
    drop = [name for name in back if name not in record]
    return json.dumps({"keep": keep, "drop": drop}, ensure_ascii=False)


def flatten(record: Mapping[str, Any]) -> Record:
    flat: Record = {}
    for name, value in record.items():
        if isinstance(value, dict):
            flat.update({f"{name}.{inner}": deep for inner, deep in value.items()})
        else:
            flat[name] = value
    return flat


def _differ(left: Any, right: Any) -> bool:
    return canonical(left) != canonical(right)
