"""Stores made of many small files: a folder of cards, and a shelf of dbm files."""

from __future__ import annotations

import contextlib
import dbm.dumb
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sandbox.kit.stores import Local, Row


class Cards:
    """One vCard file a record, in 256 drawers."""

    MARKS = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.label = f"Folder · {folder}/*.vcf"
        self.back = {mark: plain for plain, mark in self.MARKS.items()}

    def open(self, home: Path, key: str, names: tuple[str, ...]) -> None:
        self.root = home / self.folder
        self.names = (key, *names)
        for drawer in range(256):
            (self.root / f"{drawer:02x}").mkdir(parents=True, exist_ok=True)
        self.cards = {path.stem for path in self.root.glob("*/*.vcf")}

    def _path(self, key: str) -> Path:
        return self.root / hashlib.sha256(key.encode()).hexdigest()[:2] / f"{key}.vcf"

    def get(self, key: str) -> Row | None:
        if key not in self.cards:
            return None
        row: Row = dict.fromkeys(self.names)
        with self._path(key).open(encoding="utf-8", newline="\n") as lines:
            for line in lines.read().split("\n")[1:-2]:
                name, _, value = line.partition(":")
                row[name] = re.sub(r"\\.", lambda found: self.back[found[0]], value)
        return row

    def put(self, key: str, row: Mapping[str, Local]) -> None:
        lines = [f"{name}:{self._escape(str(row[name]))}" for name in self.names if row[name] is not None]
        path = self._path(key)
        fresh = path.with_suffix(".tmp")
        with fresh.open("w", encoding="utf-8", newline="\n") as output:
            output.write("\n".join(["BEGIN:VCARD", *lines, "END:VCARD", ""]))
        fresh.replace(path)
        self.cards.add(key)

    def _escape(self, value: str) -> str:
        return re.sub(r"[\\\n\r]", lambda found: self.MARKS[found[0]], value)

    def delete(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)
        self.cards.discard(key)

    def ids(self) -> list[str]:
        return list(self.cards)

    def find(self, name: str, value: str) -> Iterator[Row]:
        for key in self.ids():
            row = self.get(key)
            if row is not None and row[name] == value:
                yield row

    def count(self) -> int:
        return len(self.cards)

    def commit(self) -> None:
        pass

    def close(self) -> None:
        pass


class Shelf:
    """A dbm file as attendance machines leave behind, cut into 256 so that saving one stays one small write."""

    PARTS = 256

    def __init__(self, file: str) -> None:
        self.file = file
        self.label = f"dbm · {file}-*.dat"

    def open(self, home: Path, key: str, names: tuple[str, ...]) -> None:
        folder = home / self.file
        folder.mkdir(parents=True, exist_ok=True)
        self.parts: list[Any] = []
        for part in range(self.PARTS):
            path = folder / f"{self.file}-{part:03}"
            directory, older = path.with_suffix(".dir"), path.with_suffix(".bak")
            if older.exists() and not (directory.exists() and directory.stat().st_size):
                # Killed in the middle of a save: the older directory is still good.
                older.replace(directory)
            self.parts.append(dbm.dumb.open(str(path), "c"))  # noqa: SIM115 - closed with the shelf
        self.touched: set[int] = set()

    def _part(self, key: str) -> int:
        return hashlib.sha256(key.encode()).digest()[0] % self.PARTS

    def get(self, key: str) -> Row | None:
        # A value written just before a kill can be torn; it was never acknowledged and will come again.
        with contextlib.suppress(KeyError, ValueError):
            row: Row = json.loads(self.parts[self._part(key)][key.encode()])
            return row
        return None

    def put(self, key: str, row: Mapping[str, Local]) -> None:
        part = self._part(key)
        self.parts[part][key.encode()] = json.dumps(row, ensure_ascii=False).encode()
        self.touched.add(part)

    def delete(self, key: str) -> None:
        part = self._part(key)
        with contextlib.suppress(KeyError):
            del self.parts[part][key.encode()]
        self.touched.add(part)

    def ids(self) -> list[str]:
        return [key.decode() for part in self.parts for key in part]

    def find(self, name: str, value: str) -> Iterator[Row]:
        for key in self.ids():
            row = self.get(key)
            if row is not None and row.get(name) == value:
                yield row

    def count(self) -> int:
        return sum(len(part) for part in self.parts)

    def commit(self) -> None:
        for part in self.touched:
            self.parts[part].sync()
        self.touched.clear()

    def close(self) -> None:
        for part in self.parts:
            part.close()
