"""Where rows live. Every store keeps flat rows under a key and forgets nothing once `commit` has returned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

Local = str | int | float | None
Row = dict[str, Local]


class Store(Protocol):
    label: str

    def open(self, home: Path, key: str, names: tuple[str, ...]) -> None: ...

    def get(self, key: str) -> Row | None: ...

    def put(self, key: str, row: Mapping[str, Local]) -> None: ...

    def delete(self, key: str) -> None: ...

    def ids(self) -> list[str]: ...

    def find(self, name: str, value: str) -> Iterator[Row]:
        """Rows whose column holds exactly this value."""
        ...

    def count(self) -> int: ...

    def commit(self) -> None: ...

    def close(self) -> None: ...
