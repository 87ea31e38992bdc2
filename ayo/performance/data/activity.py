"""What somebody did, in minutes of the work catalogue (WPT)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ActivityState(StrEnum):
    """DRAFT and SENT wait for their author and for the superior; only APPROVED counts."""

    DRAFT = "DRAFT"
    SENT = "SENT"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"
    RETURNED = "RETURNED"
    REVERSED = "REVERSED"


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
