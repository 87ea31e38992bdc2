"""Who holds what of the chosen person, whether the copies agree, and what changed a moment ago."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any

from sandbox.fleet import Member, SilentError
from sandbox.kit.table import flatten

FRESH_MS = 8000


@dataclass(slots=True)
class Copy:
    """One application's rows about the person, as last seen, and when each field last changed before our eyes."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    changed_at: dict[str, int] = field(default_factory=dict)
    agrees: bool | None = None

    @property
    def person(self) -> dict[str, Any] | None:
        return next((row for row in self.rows if row["kind"] == "person"), None)

    def is_fresh(self, kind: str, name: str) -> bool:
        return time.time() * 1000 - self.changed_at.get(f"{kind}/{name}", 0) < FRESH_MS


@dataclass(slots=True)
class Wave:
    """The newest version: how many hold it, and over what time it reached them."""

    version: int
    count: int
    first_ms: int
    last_ms: int


class Gallery:
    def __init__(self, members: list[Member]) -> None:
        self.members = members
        self.person_id = ""
        self.copies: dict[str, Copy] = {}

    def choose(self, person_id: str) -> None:
        if person_id != self.person_id:
            self.person_id = person_id
            self.copies = {}

    async def refresh(self) -> None:
        if self.person_id:
            await asyncio.gather(*(self._refresh_one(member, self.person_id) for member in self.members))
            self._compare()

    async def _refresh_one(self, member: Member, person_id: str) -> None:
        try:
            rows = await member.ask("copies", id=person_id, timeout=2)
        except SilentError:
            return
        if person_id != self.person_id or not isinstance(rows, list):
            return
        known = self.copies.get(member.app.slug)
        copy = Copy(rows)
        if known is not None:
            copy.changed_at = {**known.changed_at, **changes(known.rows, rows)}
        self.copies[member.app.slug] = copy

    def _compare(self) -> None:
        truth = newest(self.copies)
        for member in self.members:
            copy = self.copies.get(member.app.slug)
            if copy is None or not truth:
                continue
            areas = next((table.areas for table in member.app.tables if table.kind == "person"), ())
            expected = inside(truth.get("domicile.kelurahan"), areas)
            held = copy.person
            if held is None:
                copy.agrees = not expected
            else:
                flat = flatten_person(held["record"])
                copy.agrees = expected and all(flat[name] == truth[name] for name in flat)

    def wave(self) -> Wave | None:
        held = [copy.person for copy in self.copies.values() if copy.person is not None]
        if not held:
            return None
        version = max(row["version"] for row in held)
        times = [row["taken_ms"] for row in held if row["version"] == version]
        return Wave(version, len(times), min(times), max(times))


def newest(copies: dict[str, Copy]) -> dict[str, Any]:
    """For each field the value in the copy with the highest version: every copy is whole at its version."""
    truth: dict[str, Any] = {}
    held = [copy.person for copy in copies.values() if copy.person is not None]
    for row in sorted(held, key=lambda one: int(one["version"])):
        truth.update(flatten_person(row["record"]))
    return truth


def flatten_person(record: dict[str, Any]) -> dict[str, Any]:
    """Fields by dotted name; "no address" is not a field, for it says nothing about which parts are held."""
    return {name: json.dumps(value) for name, value in flatten(record).items() if name != "domicile"}


def inside(kelurahan: str | None, areas: tuple[str, ...]) -> bool:
    code = json.loads(kelurahan) if kelurahan else None
    return not areas or (code is not None and any(code.startswith(f"{area}.") or code == area for area in areas))


def changes(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> dict[str, int]:
    now = time.time_ns() // 1_000_000
    old = {f"{row['kind']}/{name}": value for row in before for name, value in row["own"].items()}
    new = {f"{row['kind']}/{name}": value for row in after for name, value in row["own"].items()}
    return {name: now for name, value in new.items() if old.get(name) != value}
