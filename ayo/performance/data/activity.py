"""What somebody did, in minutes of the work catalogue (WPT)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Origin(StrEnum):
    """Where an activity comes from: a stage of a case, help given to a resident, or its author's own entry."""

    STAGE = "STAGE"
    HELP = "HELP"
    MANUAL = "MANUAL"


class ActivityState(StrEnum):
    """Work from services is WAITING for the resident's word, COUNTED from then on, REVERSED when taken back.

    Work entered by hand is SUBMITTED to the superior, and then COUNTED, REJECTED or RETURNED to its author, who may
    send it again; WITHDRAWN by its author before anybody judged it.
    """

    WAITING = "WAITING"
    COUNTED = "COUNTED"
    REVERSED = "REVERSED"
    SUBMITTED = "SUBMITTED"
    REJECTED = "REJECTED"
    RETURNED = "RETURNED"
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work as it was announced: who did what for whom, and the minutes the catalogue gives for it.

    `title` says what it was in each language; `step` is the stage within the case.
    """

    origin: Origin
    origin_id: UUID
    case_id: UUID
    step: str
    title: Mapping[str, str]
    officer_id: UUID
    applicant_id: UUID
    subject_id: UUID | None
    organisation_id: UUID | None
    code: str
    minutes: int
    on: date


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """An activity as one line of a day; without a moment when its author gave none."""

    id: UUID
    at: datetime | None
    title: str
    minutes: int
    state: ActivityState
    case_id: UUID | None
    on: date
    volume: int = 1
    reason: str = ""
    is_manual: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """Minutes of a stretch of days: what counts, what waits for a resident's word, and what for the superior's."""

    counted: int
    waiting: int
    submitted: int = 0

    @property
    def done(self) -> int:
        return self.counted + self.waiting + self.submitted


@dataclass(frozen=True, slots=True)
class Waits:
    """How much of a team lies before its superior: activities, corrections of a day, plans."""

    activities: int
    corrections: int
    plans: int


@dataclass(frozen=True, slots=True)
class DayBar:
    """The minutes of a working day, as a chart shows them; `now` is today."""

    label: str
    value: int
    now: bool = False

    @property
    def spoken(self) -> str:
        return f"{self.label} {self.value}"


@dataclass(frozen=True, slots=True)
class Week:
    """The last working days up to today, and the minutes each has."""

    bars: tuple[DayBar, ...]
    minutes_of_a_day: int


@dataclass(frozen=True, slots=True)
class SoFar:
    """A month up to a day: the minutes done, and those its working days had."""

    totals: Totals
    minutes: int


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, half-open."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Done:
    """Approved work of a day: minutes of its kind times volume."""

    on: date
    minutes: int


@dataclass(frozen=True, slots=True)
class Workday:
    """A day on which one should work, and the minutes by which absence lowers its ceiling."""

    on: date
    absent_minutes: int
    is_leave: bool
