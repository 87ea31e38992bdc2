"""What a month of an employee was, before the tables are laid on it; states of a run; what a run says of itself."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from ayo.performance.data.allowance import Facts


class RunState(StrEnum):
    """How far a month run is: a job freezes and calculates, then people check, approve and pay."""

    FREEZING = "FREEZING"
    CALCULATING = "CALCULATING"
    DRAFT = "DRAFT"
    CHECKED = "CHECKED"
    APPROVED = "APPROVED"
    PAID = "PAID"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


AT_WORK = frozenset({RunState.FREEZING, RunState.CALCULATING})
OPEN = frozenset(RunState) - {RunState.FAILED, RunState.CANCELLED}
SHOWN = frozenset({RunState.APPROVED, RunState.PAID})
"""Only what was approved is shown to whom it is about."""


class Refusal(StrEnum):
    """Why somebody in service has no slip."""

    NOT_ENTITLED = "NOT_ENTITLED"
    NO_CLASS = "NO_CLASS"
    NO_GROUP = "NO_GROUP"
    NOT_IN_TABLES = "NOT_IN_TABLES"
    NO_WORKING_DAYS = "NO_WORKING_DAYS"


class TableState(StrEnum):
    """A version of the tables: proposed, enacted by somebody else, or withdrawn."""

    PROPOSED = "PROPOSED"
    ENACTED = "ENACTED"
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True, slots=True)
class Month:
    """A month (its first day, the first of the next), its working days, and the minutes one of them has."""

    since: date
    until: date
    working: tuple[date, ...]
    per_day: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days (half-open) in which nothing of somebody's service changed; `source` is the record that says so."""

    since: date
    until: date
    status: str
    post: str
    grade: str
    job_class: int | None
    organisation_id: UUID
    source: UUID


@dataclass(frozen=True, slots=True)
class Worked:
    """What counted of one day from one origin: how many activities, and their minutes."""

    on: date
    origin: str
    count: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Attended:
    """A day of attendance that was not as it should be, or of leave: codes of the tables with their minutes."""

    id: UUID
    on: date
    absent_minutes: int
    is_leave: bool
    codes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A disciplinary measure that is in force on the first day of a month, by its kind in the tables."""

    kind: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Service:
    """Everything known of one employee's month."""

    employee_id: UUID
    person_id: UUID
    stretches: tuple[Stretch, ...]
    worked: tuple[Worked, ...] = ()
    attended: tuple[Attended, ...] = ()
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class Frozen:
    """The inputs of one slip as they are kept: the facts, or why there is no slip, and what explains them."""

    employee_id: UUID
    person_id: UUID
    organisation_id: UUID
    post: str
    status: str
    facts: Facts | None
    refusal: str
    worked: tuple[Worked, ...] = ()
    approved_minutes: int = 0
    absent_minutes: int = 0
    leave_days: int = 0
