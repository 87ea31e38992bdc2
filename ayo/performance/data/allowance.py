"""What an allowance (TPP) is worked out from, and the slip that comes of it: whole rupiah, exact shares."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from uuid import UUID


class Basis(StrEnum):
    """What a cut for absence is a share of: all of the allowance, or its part for discipline."""

    ALL = "ALL"
    DISCIPLINE = "DISCIPLINE"


class Part(StrEnum):
    """To which part of a slip a line belongs, in the order in which they stand there."""

    CEILING = "CEILING"
    PRODUCTIVITY = "PRODUCTIVITY"
    DISCIPLINE = "DISCIPLINE"
    PUNISHMENT = "PUNISHMENT"
    DEDUCTION = "DEDUCTION"


@dataclass(frozen=True, slots=True)
class Source:
    """The record a line comes from: its kind (`attendance`, `activity`, `employee` …) and its id."""

    kind: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Deduction:
    """A tax or contribution: its share of what was earned, by the first letters of the grade that fit."""

    code: str
    shares: Mapping[str, Fraction]
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group of posts that the tables treat alike, told by the job classes it takes."""

    code: str
    label: str
    classes: frozenset[int]


@dataclass(frozen=True, slots=True)
class Tariff:
    """The tables of a time: what a class is worth, how it splits, what is cut.

    `basic` holds the base rupiah of each job class, `indices` what it is multiplied by. `criteria` gives for each group
    of posts the shares of its criteria. `cuts` holds the share of each code of absence. `places` is to how many
    decimals of a percent productivity is rounded, half up; None leaves it exact. `statuses` are the kinds of employment
    that have an allowance, `groups` say which posts are which, `punishments` what a disciplinary measure takes; a day
    with a code of `unpaid` is no day of the post.
    """

    version: str
    valid_from: date
    legal_basis: str
    basic: Mapping[int, int]
    indices: Mapping[str, Fraction]
    criteria: Mapping[str, Mapping[str, Fraction]]
    productivity: Fraction
    basis: Basis
    cuts: Mapping[str, Fraction]
    deductions: tuple[Deduction, ...]
    places: int | None = None
    groups: tuple[Group, ...] = ()
    statuses: frozenset[str] = frozenset()
    punishments: Mapping[str, Fraction] = field(default_factory=dict)
    unpaid: frozenset[str] = frozenset()

    @property
    def discipline(self) -> Fraction:
        return 1 - self.productivity


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of the allowance (beban kerja, prestasi kerja …) and its share of the basic amount."""

    code: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class Post:
    """A stretch of the month in one post: its class and group, and how many of the month's working days it took."""

    job_class: int
    group: str
    days: int
    source: Source


@dataclass(frozen=True, slots=True)
class Cut:
    """A day that was not as it should be: the code of the tariff, and minutes where they matter to the reader."""

    code: str
    on: date
    minutes: int
    source: Source


@dataclass(frozen=True, slots=True)
class Punishment:
    """A disciplinary punishment in force in this month: the share of what was earned that it takes."""

    code: str
    share: Fraction
    source: Source


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that one slip depends on, frozen: the same facts and tariff give the same slip, to the rupiah.

    `working_days` are the month's; posts may take fewer (who joins, leaves, or is on leave without allowance).
    `counted_minutes` never exceed the ceiling that absence leaves; `effective_minutes` are those of the days that the
    posts take, leave apart.
    """

    posts: tuple[Post, ...]
    working_days: int
    counted_minutes: int
    effective_minutes: int
    grade: str
    cuts: tuple[Cut, ...] = ()
    punishments: tuple[Punishment, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a slip: so many rupiah because of a share of an amount. What takes away is negative."""

    part: Part
    code: str
    amount: int
    share: Fraction
    of: Fraction
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Slip:
    """The lines add up to `net`; `earned` is what stands before tax and contributions."""

    lines: tuple[Line, ...]
    ceiling: int
    earned: int
    net: int
    productivity: Fraction
    discipline: Fraction
