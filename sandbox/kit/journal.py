"""A text file that is only ever appended to: CSV, JSON lines, pipes or XML by the line, whichever the codec speaks.

The last line of a key counts. In memory there is only where each line starts; a torn last line, as a killed
process leaves it, is cut off on opening.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Protocol

from sandbox.kit.stores import Local, Row


class Lines(Protocol):
    def encode(self, row: Mapping[str, Local]) -> str: ...

    def decode(self, line: str) -> Row: ...

    def open(self, names: tuple[str, ...]) -> None: ...


class Journal:
    GONE = "#hapus "

    def __init__(self, file: str, lines: Lines, label: str) -> None:
        self.file = file
        self.lines = lines
        self.label = f"{label} · {file}"

    def open(self, home: Path, key: str, names: tuple[str, ...]) -> None:
        self.key = key
        self.lines.open((key, *names))
        self.path = home / self.file
        home.mkdir(parents=True, exist_ok=True)
        self.where: dict[str, tuple[int, int]] = {}
        self.waiting: dict[str, bytes] = {}
        self.output: BinaryIO = self.path.open("ab")
        self._read_all()
        if self.total > 2 * len(self.where) + 1000:
            self._compact()
        self.input = os.open(self.path, os.O_RDONLY)

    def _read_all(self) -> None:
        self.total = self.size = 0
        with self.path.open("rb") as lines:
            for line in lines:
                if not line.endswith(b"\n"):
                    break
                self.total += 1
                text = line.decode()
                if text.startswith(self.GONE):
                    self.where.pop(text[len(self.GONE) :].strip(), None)
                else:
                    self.where[str(self.lines.decode(text[:-1])[self.key])] = (self.size, len(line))
                self.size += len(line)
        os.truncate(self.path, self.size)

    def _compact(self) -> None:
        fresh = self.path.with_suffix(".baru")
        with self.path.open("rb") as old, fresh.open("wb") as new:
            for offset, length in self.where.values():
                old.seek(offset)
                new.write(old.read(length))
        self.output.close()
        fresh.replace(self.path)
        self.where.clear()
        self.output = self.path.open("ab")
        self._read_all()

    def get(self, key: str) -> Row | None:
        if key in self.waiting:
            return self.lines.decode(self.waiting[key].decode()[:-1])
        if key not in self.where:
            return None
        offset, length = self.where[key]
        return self.lines.decode(os.pread(self.input, length, offset).decode()[:-1])

    def put(self, key: str, row: Mapping[str, Local]) -> None:
        line = (self.lines.encode(row) + "\n").encode()
        self._append(line)
        self.waiting[key] = line
        self.where[key] = (self.size - len(line), len(line))

    def delete(self, key: str) -> None:
        if key in self.where:
            self._append(f"{self.GONE}{key}\n".encode())
            self.waiting.pop(key, None)
            del self.where[key]

    def _append(self, line: bytes) -> None:
        self.output.write(line)
        self.size += len(line)

    def ids(self) -> list[str]:
        return list(self.where)

    def find(self, name: str, value: str) -> Iterator[Row]:
        for key in self.ids():
            row = self.get(key)
            if row is not None and row.get(name) == value:
                yield row

    def count(self) -> int:
        return len(self.where)

    def commit(self) -> None:
        self.output.flush()
        self.waiting.clear()

    def close(self) -> None:
        self.commit()
        self.output.close()
        os.close(self.input)
