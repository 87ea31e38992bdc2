"""Three ways to use SQLite: one wide table, a table with a side table, and attribute by attribute."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

from sandbox.kit.stores import Local, Row


def connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    # NORMAL keeps everything a killed process had committed; only a power cut could lose the last moments.
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-1024;")
    return connection


class WideTable:
    """One table, one row a record."""

    def __init__(self, table: str, file: str = "data.sqlite", index: tuple[str, ...] = ()) -> None:
        self.table = table
        self.file = file
        self.index = index
        self.label = f"SQLite · {table}"

    def open(self, home: Path, key: str, names: tuple[str, ...]) -> None:
        self.key = key
        self.names = (key, *names)
        self.connection = connect(home / self.file)
        columns = ", ".join(f'"{name}"' for name in names)
        self.connection.execute(f'CREATE TABLE IF NOT EXISTS "{self.table}" ("{key}" TEXT PRIMARY KEY, {columns})')
        for name in self.index:
            self.connection.execute(f'CREATE INDEX IF NOT EXISTS "{self.table}_{name}" ON "{self.table}" ("{name}")')
        marks = ", ".join("?" * len(self.names))
        self._put = f'INSERT OR REPLACE INTO "{self.table}" VALUES ({marks})'
        self._get = f'SELECT * FROM "{self.table}" WHERE "{key}" = ?'
        self.connection.commit()

    def get(self, key: str) -> Row | None:
        found = self.connection.execute(self._get, (key,)).fetchone()
        return None if found is None else dict(found)

    def put(self, key: str, row: Mapping[str, Local]) -> None:
        self.connection.execute(self._put, [row[name] for name in self.names])

    def delete(self, key: str) -> None:
        self.connection.execute(f'DELETE FROM "{self.table}" WHERE "{self.key}" = ?', (key,))

    def ids(self) -> list[str]:
        return [row[0] for row in self.connection.execute(f'SELECT "{self.key}" FROM "{self.table}"')]

    def find(self, name: str, value: str) -> Iterator[Row]:
        for row in self.connection.execute(f'SELECT * FROM "{self.table}" WHERE "{name}" = ?', (value,)):
            yield dict(row)

    def search(self, name: str, text: str, limit: int) -> list[Row]:
        """Rows whose column contains the text, shortest first; capitals do not matter."""
        wanted = "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"
        query = f'SELECT * FROM "{self.table}" WHERE "{name}" LIKE ? ESCAPE ? ORDER BY length("{name}"), "{self.key}"'
        return [dict(row) for row in self.connection.execute(f"{query} LIMIT ?", (wanted, "!", limit))]

    def count(self) -> int:
        return int(self.connection.execute(f'SELECT count(*) FROM "{self.table}"').fetchone()[0])

    def commit(self) -> None:
        self.connection.commit()

    def close(self) -> None:
        self.connection.close()


class WithSide:
    """Two tables joined by the key: who, and where they live."""

    def __init__(self, table: str, side: str, side_names: tuple[str, ...], file: str = "data.sqlite") -> None:
        self.main = WideTable(table, file)
        self.side = WideTable(side, file)
        self.side_names = side_names
        self.label = f"SQLite · {table} + {side}"

    def open(self, home: Path, key: str, names: tuple[str, ...]) -> None:
        self.main.open(home, key, tuple(name for name in names if name not in self.side_names))
        self.side.open(home, key, self.side_names)
        # One connection for both, so that one commit covers both.
        self.side.connection.close()
        self.side.connection = self.main.connection

    def get(self, key: str) -> Row | None:
        main = self.main.get(key)
        return None if main is None else {**main, **(self.side.get(key) or {})}

    def put(self, key: str, row: Mapping[str, Local]) -> None:
        self.main.put(key, row)
        self.side.put(key, row)

    def delete(self, key: str) -> None:
        self.main.delete(key)
        self.side.delete(key)

    def ids(self) -> list[str]:
        return self.main.ids()

    def find(self, name: str, value: str) -> Iterator[Row]:
        table = self.side if name in self.side_names else self.main
        for row in list(table.find(name, value)):
            yield {**row, **(self.get(str(row[self.main.key])) or {})}

    def count(self) -> int:
        return self.main.count()

    def commit(self) -> None:
        self.main.commit()

    def close(self) -> None:
        self.main.close()


class Attributes:
    """Entity, attribute, value: one row a fact, the shape of applications that wanted to be flexible."""

    def __init__(self, table: str, columns: tuple[str, str, str], file: str = "data.sqlite") -> None:
        self.table = table
        self.columns = columns
        self.file = file
        self.label = f"SQLite · {table} (satu baris satu isian)"

    def open(self, home: Path, key: str, names: tuple[str, ...]) -> None:
        self.key = key
        entity, attribute, value = self.columns
        self.connection = connect(home / self.file)
        self.connection.execute(
            f'CREATE TABLE IF NOT EXISTS "{self.table}" ("{entity}" TEXT, "{attribute}" TEXT, "{value}",'
            f' PRIMARY KEY ("{entity}", "{attribute}")) WITHOUT ROWID'
        )
        self.connection.commit()

    def get(self, key: str) -> Row | None:
        entity, attribute, value = self.columns
        query = f'SELECT "{attribute}", "{value}" FROM "{self.table}" WHERE "{entity}" = ?'
        row: Row = dict(self.connection.execute(query, (key,)).fetchall())
        return row or None

    def put(self, key: str, row: Mapping[str, Local]) -> None:
        facts = [(key, name, value) for name, value in row.items()]
        self.connection.executemany(f'INSERT OR REPLACE INTO "{self.table}" VALUES (?, ?, ?)', facts)

    def delete(self, key: str) -> None:
        self.connection.execute(f'DELETE FROM "{self.table}" WHERE "{self.columns[0]}" = ?', (key,))

    def ids(self) -> list[str]:
        entity, attribute, _ = self.columns
        query = f'SELECT "{entity}" FROM "{self.table}" WHERE "{attribute}" = ?'
        return [row[0] for row in self.connection.execute(query, (self.key,))]

    def find(self, name: str, value: str) -> Iterator[Row]:
        entity, attribute, held = self.columns
        query = f'SELECT "{entity}" FROM "{self.table}" WHERE "{attribute}" = ? AND "{held}" = ?'
        for row in self.connection.execute(query, (name, value)).fetchall():
            found = self.get(row[0])
            if found is not None:
                yield found

    def count(self) -> int:
        return len(self.ids())

    def commit(self) -> None:
        self.connection.commit()

    def close(self) -> None:
        self.connection.close()
