"""What an application remembers about its deliveries: events seen, position, merges, what was loaded.

An append-only text file beside the application's own storage; written after the storage, so a crash in between
only means that an event comes again and changes nothing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

REMEMBERED = 20_000


class Ledger:
    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.path = home / "penerimaan.log"
        self.seen: dict[str, None] = {}
        self.gone: dict[str, int] = {}
        self.merged: dict[str, dict[str, Any]] = {}
        self.loaded: set[str] = set()
        self.position = ""
        self.cursor = ""
        self.lines: list[str] = []
        self._read()
        self.output = self.path.open("a", encoding="utf-8")

    def _read(self) -> None:
        if not self.path.exists():
            return
        *whole, _torn = self.path.read_text(encoding="utf-8").split("\n")
        for line in whole:
            self._take(json.loads(line))
        fresh = self.path.with_suffix(".baru")
        fresh.write_text("".join(f"{line}\n" for line in self._essence()), encoding="utf-8")
        fresh.replace(self.path)

    def _essence(self) -> list[str]:
        notes: list[list[Any]] = [["seen", event] for event in self.seen]
        notes += [["merged", record_id, note] for record_id, note in self.merged.items()]
        notes += [["loaded", kind] for kind in sorted(self.loaded)]
        notes += [["position", self.position], ["cursor", self.cursor]]
        return [json.dumps(note, ensure_ascii=False) for note in notes]

    def note(self, *note: Any) -> None:
        self._take(list(note))
        self.lines.append(json.dumps(note, ensure_ascii=False))

    def _take(self, note: list[Any]) -> None:
        match note:
            case ["seen", event]:
                self.seen[event] = None
                if len(self.seen) > REMEMBERED:
                    del self.seen[next(iter(self.seen))]
            case ["position", position]:
                self.position = later(self.position, position)
            case ["cursor", cursor]:
                self.cursor = cursor
            case ["merged", record_id, row]:
                self.merged[record_id] = row
            case ["unmerged", record_id]:
                self.merged.pop(record_id, None)
            case ["loaded", kind]:
                self.loaded.add(kind)

    def bury(self, record_id: str, version: int) -> None:
        """Remember a withdrawal for a while: a snapshot page read before it must not bring the record back."""
        self.gone[record_id] = version
        if len(self.gone) > REMEMBERED:
            del self.gone[next(iter(self.gone))]

    def commit(self) -> None:
        if self.lines:
            self.output.write("".join(f"{line}\n" for line in self.lines))
            self.output.flush()
            self.lines.clear()

    def close(self) -> None:
        self.commit()
        self.output.close()


def later(left: str, right: str) -> str:
    """The higher of two positions; positions are numbers, but travel as text."""
    return right if int(right or 0) >= int(left or 0) else left
