"""Shapes of help: how it is wished for, how a need stands, what became of the credit."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class How(StrEnum):
    HOME = "HOME"
    OFFICE = "OFFICE"
    PHONE = "PHONE"


class NeedState(StrEnum):
    OPEN = "OPEN"
    TAKEN = "TAKEN"
    DONE = "DONE"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"


STANDING = frozenset({NeedState.OPEN, NeedState.TAKEN})


class Credit(StrEnum):
    """Whether the work of helping counts: never, yes, or not while or because the resident objected."""

    NONE = "NONE"
    GIVEN = "GIVEN"
    WITHHELD = "WITHHELD"


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A need as an employee sees it before taking it: nobody's name, no street."""

    id: UUID
    service_code: str
    version_id: UUID | None
    area: str
    rw: str
    how: How
    asked_at: datetime
    is_near: bool
    is_skill: bool


@dataclass(frozen=True, slots=True)
class NeedCard:
    """A need in words, as a list prints it."""

    id: UUID
    service: str
    place: str
    how: str
    icon: str
    age: str
    is_near: bool
    is_skill: bool


@dataclass(frozen=True, slots=True)
class NeedsAtHome:
    """The needs that have waited longest, how many an employee may take, has taken, and the minutes one counts."""

    cards: tuple[NeedCard, ...]
    open: int
    mine: int
    minutes: int
