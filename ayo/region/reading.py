"""Reading pack files without stopping at the first fault: a Table hands out typed values and notes what is wrong."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from ayo.region.errors import Problem

Choice = TypeVar("Choice", bound=StrEnum)

# Handed out in place of a value that is missing or unreadable, so that reading goes on; such a pack is never used.
NO_DATE = date.min


@dataclass(slots=True)
class Faults:
    """Collects problems while a pack is read and checked."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, file: str, where: str, reason: str) -> None:
        problem = Problem(file, where, reason)
        if problem not in self.problems:
            self.problems.append(problem)


@dataclass(slots=True)
class Table:
    """One TOML table or CSV row; remembers which keys were asked for, so that the rest can be called unknown."""

    faults: Faults
    file: str
    where: str
    values: Mapping[str, Any]
    _asked: set[str] = field(default_factory=set)

    def fault(self, key: str, reason: str) -> None:
        place = f"{self.where}.{key}" if self.where and key else self.where or key
        self.faults.add(self.file, place, reason)

    def text(self, key: str) -> str:
        """Return a text that must be there and say something."""
        value = self.optional_text(key)
        if not value and key in self.values and isinstance(self.values[key], str):
            self.fault(key, "is empty")
        if key not in self.values:
            self.fault(key, "is missing")
        return value

    def optional_text(self, key: str) -> str:
        self._asked.add(key)
        value = self.values.get(key, "")
        if isinstance(value, str):
            return value.strip()
        self.fault(key, f"must be text, not {value!r}")
        return ""

    def number(self, key: str) -> int:
        value = self._required(key, 0)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.fault(key, f"must be a whole number, not {value!r}")
        return 0

    def day(self, key: str) -> date:
        """Return a date that must be there."""
        if self.values.get(key, "") == "":
            self._asked.add(key)
            self.fault(key, "is missing")
            return NO_DATE
        return self.optional_day(key) or NO_DATE

    def time_of_day(self, key: str) -> time:
        """Return a time of day, written HH:MM."""
        try:
            return time.fromisoformat(self.text(key))
        except ValueError:
            self.fault(key, "is not a time (HH:MM)")
            return time(12)

    def optional_day(self, key: str) -> date | None:
        self._asked.add(key)
        value = self.values.get(key, "")
        if value == "":
            return None
        if type(value) is date:
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.fault(key, f"is not a date (YYYY-MM-DD): {value!s}")
            return None

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._required(key, [])
        if isinstance(value, list) and all(isinstance(one, str) and one for one in value):
            return tuple(value)
        self.fault(key, "must be a list of texts")
        return ()

    def numbers(self, key: str) -> tuple[int, ...]:
        value = self._required(key, [])
        if isinstance(value, list) and all(type(one) is int for one in value):
            return tuple(value)
        self.fault(key, "must be a list of whole numbers")
        return ()

    def items(self, key: str) -> list[Any]:
        """Return a list of anything, for the caller to judge."""
        value = self._required(key, [])
        if isinstance(value, list):
            return value
        self.fault(key, "must be a list")
        return []

    def choice(self, key: str, choices: type[Choice], instead: Choice) -> Choice:
        value = self.text(key)
        if value in choices.__members__.values():
            return choices(value)
        if value:
            self.fault(key, f"unknown value {value}, expected one of {', '.join(choices)}")
        return instead

    def labels(self, key: str) -> dict[str, str]:
        """Return a table of code = words."""
        value = self._required(key, {})
        if isinstance(value, dict) and all(isinstance(one, str) and one for one in value.values()):
            return dict(value)
        self.fault(key, "must be a table of code = text")
        return {}

    def table(self, key: str) -> "Table":
        value = self._required(key, {})
        if not isinstance(value, dict):
            self.fault(key, "must be a table")
            value = {}
        return Table(self.faults, self.file, f"{self.where}.{key}" if self.where else key, value)

    def tables(self, key: str, *, name: str) -> "list[Table]":
        """Return the tables of a list, each called after its `name` key (of several, the first) where it has one."""
        self._asked.add(key)
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.fault(key, "must be a list of tables")
            return []
        within = f"{self.where}." if self.where else ""
        return [
            Table(self.faults, self.file, f"{within}{key}[{number}] {_called(one.get(name, ''))}".strip(), one)
            for number, one in enumerate(value, start=1)
        ]

    def done(self) -> None:
        """Call every key that nobody asked for unknown: a typing error must not pass for a setting."""
        for key in self.values:
            if key not in self._asked:
                self.fault(str(key), "unknown key")

    def asked(self, key: str) -> None:
        """Note that a key was read by the caller, who judges its value alone."""
        self._asked.add(key)

    def _required(self, key: str, instead: Any) -> Any:
        self._asked.add(key)
        if key not in self.values:
            self.fault(key, "is missing")
        return self.values.get(key, instead)


def _called(name: Any) -> Any:
    return next(iter(name), "") if isinstance(name, list) else name


def toml(faults: Faults, folder: Path, file: str) -> Table:
    """Read a TOML file; a missing or broken one is an empty table and a fault."""
    values: dict[str, Any] = {}
    try:
        values = tomllib.loads((folder / file).read_text(encoding="utf-8"))
    except FileNotFoundError:
        faults.add(file, "", "the file is missing")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.add(file, "", f"is not TOML: {error}")
    return Table(faults, file, "", values)


def rows(faults: Faults, folder: Path, file: str, columns: tuple[str, ...]) -> list[Table]:
    """Read a CSV file with exactly these columns; rows are numbered as an editor numbers lines."""
    try:
        with (folder / file).open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            header = tuple(next(reader, []))
            lines = [(reader.line_num, cells) for cells in reader if cells]
    except FileNotFoundError:
        faults.add(file, "", "the file is missing")
        return []
    except (csv.Error, UnicodeDecodeError) as error:
        faults.add(file, "", f"is not CSV: {error}")
        return []
    for column in columns:
        if column not in header:
            faults.add(file, "row 1", f"column {column} is missing")
    for column in header:
        if column not in columns:
            faults.add(file, "row 1", f"unknown column {column}")
    if set(header) != set(columns):
        return []
    return [_row(faults, file, number, header, cells) for number, cells in lines]


def _row(faults: Faults, file: str, number: int, header: tuple[str, ...], cells: list[str]) -> Table:
    if len(cells) != len(header):
        faults.add(file, f"row {number}", f"has {len(cells)} cells, expected {len(header)}")
    values = dict(zip(header, cells, strict=False))
    return Table(
        faults, file, f"row {number} {values.get('code', '')}".strip(), {**dict.fromkeys(header, ""), **values}
    )
