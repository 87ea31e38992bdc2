"""Words and shapes of the file import, without Django."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeAlias

from ayo.common.jsons import Json

Cell: TypeAlias = str | float | bool | date | datetime | time | timedelta | None
Cells: TypeAlias = list[Cell]

SHOWN = 200
"""How many rows the preview shows."""


class State(StrEnum):
    UPLOADED = "UPLOADED"
    CHECKING = "CHECKING"
    PREVIEWED = "PREVIEWED"
    RUNNING = "RUNNING"
    PAUSED = "PAUSED"
    DONE = "DONE"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


OVER = frozenset({State.DONE, State.FAILED, State.CANCELLED})


class Stage(StrEnum):
    """Whether a row was refused by the dry run or by the run itself."""

    CHECK = "CHECK"
    RUN = "RUN"


class Outcome(StrEnum):
    """What becomes of one row."""

    NEW = "NEW"
    CHANGED = "CHANGED"
    SAME = "SAME"
    PROPOSED = "PROPOSED"
    REJECTED = "REJECTED"


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a row cannot be taken. `given` is what stood there, masked when it is a number of a person."""

    column: str
    field: str
    given: str
    code: str


@dataclass(slots=True)
class Line:
    """One row of the file in the registry's words.

    `values` are clean values of the record itself, `address` the parts of its address that the file has, `links` the
    numbers by which the row names other records, `key` the number by which it names its own.
    """

    number: int
    values: dict[str, Json] = field(default_factory=dict)
    address: dict[str, Json] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    faults: list[RowFault] = field(default_factory=list)
    headers: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    outcome: Outcome = Outcome.REJECTED

    def refuse(self, name: str, code: str, given: str = "") -> None:
        self.faults.append(RowFault(self.headers.get(name, ""), name, given, code))

    def fresh(self) -> "Line":
        """Return a copy to plan with, so that a second attempt starts from what the file says."""
        return Line(
            self.number, dict(self.values), dict(self.address), self.links, list(self.faults), self.headers, self.key
        )


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """A field that a column may be mapped to."""

    name: str
    label: str
    group: str
    required: bool


@dataclass(frozen=True, slots=True)
class ColumnCard:
    """A column of the file, the field it is mapped to ("" for none), and some of what stands in it."""

    index: int
    header: str
    field: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldFault:
    column: str
    field: str
    given: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class PreviewRow:
    number: int
    outcome: str
    cells: tuple[str, ...]
    faults: tuple[ToldFault, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    rows: tuple[PreviewRow, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a check or a run is; `seconds_left` is None while nothing can be said."""

    state: str
    done: int
    total: int
    percent: int
    per_second: float
    seconds_left: int | None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RejectCard:
    number: int
    column: str
    given: str
    code: str
    reason: str
