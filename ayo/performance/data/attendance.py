"""What a working day asks for and what was seen of it. Times of day are local; minutes are whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID


class DayStatus(StrEnum):
    """How a day stands in the books (Perpres 21/2023; local rules)."""

    PRESENT = "PRESENT"
    LATE = "LATE"
    LEFT_EARLY = "LEFT_EARLY"
    LATE_AND_EARLY = "LATE_AND_EARLY"
    ON_DUTY = "ON_DUTY"
    ON_LEAVE = "ON_LEAVE"
    ABSENT = "ABSENT"
    DAY_OFF = "DAY_OFF"


class Direction(StrEnum):
    """What a record of the clock says: somebody came, or went."""

    IN = "IN"
    OUT = "OUT"


class RequestState(StrEnum):
    """How a request to correct a day stands."""

    WAITING = "WAITING"
    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


class Season(StrEnum):
    """Which hours hold: those of the month of fasting are shorter."""

    ORDINARY = "ORDINARY"
    RAMADAN = "RAMADAN"


class Excuse(StrEnum):
    """Why somebody was not at their place: duty elsewhere, or leave of a kind the tables know."""

    DUTY = "DUTY"
    LEAVE = "LEAVE"


@dataclass(frozen=True, slots=True)
class Hours:
    """From when until when a day is worked, and the minutes of its break."""

    start: time
    end: time
    break_minutes: int

    @property
    def minutes(self) -> int:
        """Return the minutes of work, the break not counted."""
        return minute_of(self.end) - minute_of(self.start) - self.break_minutes


@dataclass(frozen=True, slots=True)
class Seen:
    """The first arrival and the last departure of a day, as far as they were recorded."""

    arrived: time | None
    left: time | None


@dataclass(frozen=True, slots=True)
class Day:
    """A judged day. `codes` are those of the tables of cuts, with the minutes that led to each."""

    on: date
    status: DayStatus
    late_minutes: int = 0
    early_minutes: int = 0
    codes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class LateClasses:
    """From how many minutes on which code holds, for coming late and for leaving early, and for no record at all."""

    late: Mapping[int, str]
    early: Mapping[int, str]
    no_arrival: str
    no_departure: str
    absent: str
    unrecorded_minutes: int


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder of punishments for days of absence without a valid reason (PP 94/2021)."""

    days: int
    code: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps by their days, how many days of absence in a row end the service, and what each step is called."""

    steps: tuple[Rung, ...]
    in_a_row: int
    words: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class LeaveKind:
    """A kind of leave or of duty elsewhere; `cut` is the code of the table of cuts, empty when it costs nothing."""

    code: str
    excuse: Excuse
    cut: str
    title: Mapping[str, str]
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave that was granted; it ends before `until`. `cut` is the code of the tables, empty when it costs nothing."""

    id: UUID
    kind: str
    since: date
    until: date
    cut: str


def minute_of(at: time) -> int:
    """Return the minute of the day."""
    return at.hour * 60 + at.minute


@dataclass(frozen=True, slots=True)
class Clocked:
    """A record of the clock as a source tells it, under its own key; `place` is latitude, longitude and metres."""

    employee_id: UUID
    at: datetime
    direction: Direction
    key: str
    place: tuple[float, float, int] | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an employee's day: the organisation's code, first arrival, last departure, and what excuses it.

    `source_id` is the leave, or the first record of the clock.
    """

    employee_id: UUID
    person_id: UUID
    on: date
    organisation: str
    came_at: datetime | None
    went_at: datetime | None
    leave_kind: str
    leave_cut: str
    source_id: UUID | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A day as it is written down."""

    day: Day
    absent_minutes: int
