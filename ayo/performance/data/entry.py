"""Work entered by hand: kinds of the catalogue, windows in which it is entered, and what is told of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True, slots=True)
class WorkKind:
    """A kind of work: minutes of one unit, and how many units a day are usual.

    `posts` are beginnings of post titles; none means everybody.
    """

    code: str
    minutes: int
    usual: int
    title: Mapping[str, str]
    unit: Mapping[str, str]
    posts: tuple[str, ...]

    def is_of(self, post: str) -> bool:
        return not self.posts or post.startswith(self.posts)


@dataclass(frozen=True, slots=True)
class Window:
    """When work is entered, what silence does, and what is shown to the superior first.

    Days are calendar days, those of `silent_after` working days.
    """

    valid_from: date
    legal_basis: str
    days_back: int
    closing_day: int
    silent_after: int
    superiors_asked: int
    far_above: int
    late_after: int
    night_until: time
    night_from: time
    undo_within: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Work as its author tells it. `key` is that of the form, so that sending it twice enters it once."""

    key: UUID
    code: str
    volume: int
    on: date
    starts: time | None = None
    note: str = ""
    link: str = ""
    evidence: UUID | None = None


class Odd(StrEnum):
    """Why a superior should look at an activity first."""

    OVER_CEILING = "OVER_CEILING"
    OVERLAPS = "OVERLAPS"
    FAR_ABOVE = "FAR_ABOVE"
    LATE = "LATE"
    AT_NIGHT = "AT_NIGHT"
    DAY_OFF = "DAY_OFF"


class Verdict(StrEnum):
    """What a superior does with an activity."""

    APPROVE = "APPROVE"
    RETURN = "RETURN"
    REJECT = "REJECT"


@dataclass(frozen=True, slots=True)
class Submitted:
    """An activity that waits for the superior, with what is needed to judge whether it is odd.

    `day_minutes` are all standing minutes of its author on that day.
    """

    id: UUID
    version: int
    employee_id: UUID
    person_id: UUID
    on: date
    code: str
    title: str
    volume: int
    minutes: int
    starts_at: datetime | None
    ends_at: datetime | None
    note: str
    link: str
    evidence: UUID | None
    entered_at: datetime
    escalated: int
    day_minutes: int
    is_working_day: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of a decision on many: how many were decided, and how many others had changed or were gone."""

    id: UUID
    decided: int
    left_out: int
