"""What an employee plans to deliver in a year (SKP), and the rules and templates it begins from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Approach(StrEnum):
    """How a plan is measured: by numbers in aspects, or by what success looks like."""

    QUANTITATIVE = "QUANTITATIVE"
    QUALITATIVE = "QUALITATIVE"


class Aspect(StrEnum):
    QUANTITY = "QUANTITY"
    QUALITY = "QUALITY"
    TIME = "TIME"
    COST = "COST"


class ResultKind(StrEnum):
    """A result that belongs to the post (utama), or one beside it (tambahan)."""

    MAIN = "MAIN"
    EXTRA = "EXTRA"


class PlanState(StrEnum):
    """The employee writes a DRAFT and sends it (SUBMITTED); the superior agrees or returns it as a draft.

    WITHDRAWN: the employee moved to another post on the very day it began.
    """

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    AGREED = "AGREED"
    WITHDRAWN = "WITHDRAWN"


class PlanAct(StrEnum):
    """A step of the dialogue about a plan."""

    DRAFTED = "DRAFTED"
    CHANGED = "CHANGED"
    SUBMITTED = "SUBMITTED"
    TAKEN_BACK = "TAKEN_BACK"
    RETURNED = "RETURNED"
    AGREED = "AGREED"
    SPLIT = "SPLIT"


@dataclass(frozen=True, slots=True)
class Indicator:
    """How one sees that a result is reached; by success alone there is no aspect, target or unit."""

    text: str
    aspect: Aspect | None = None
    target: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One expected result; `supports` is the result of the leader's unit that it serves, if it is known."""

    kind: ResultKind
    text: str
    indicators: tuple[Indicator, ...]
    supports: UUID | None = None


@dataclass(frozen=True, slots=True)
class Realised:
    """What was reached of one indicator in a period, what shows it, and a link to that; all may be empty."""

    text: str
    evidence: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class PostTemplate:
    """What plans of some posts begin with; `posts` are beginnings of titles, none for everybody else."""

    posts: tuple[str, ...]
    approach: Approach
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One value of BerAKHLAK: its name and what it asks of everybody, by language."""

    code: str
    name: Mapping[str, str]
    guides: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class PlanRules:
    """Dates and scope that the region sets: `set_by` is the last day (month, day) to agree on a plan.

    `period_months` is the length of a periodic evaluation; `object_within` the days in which somebody may object.
    """

    valid_from: date
    legal_basis: str
    statuses: frozenset[str]
    set_by: tuple[int, int]
    period_months: int
    object_within: int


class RunState(StrEnum):
    """A run that drafts plans for everybody."""

    DRAFTING = "DRAFTING"
    DONE = "DONE"
    FAILED = "FAILED"
