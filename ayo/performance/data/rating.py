"""The words of an evaluation, and the tables it goes by (PermenPANRB 6/2022; SE MenPANRB 3/2023)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Rating(StrEnum):
    """Work results or behaviour, held against what was expected."""

    BELOW = "BELOW"
    MEETS = "MEETS"
    ABOVE = "ABOVE"


class Rated(StrEnum):
    """What is evaluated: a month or quarter (as the region has it), or the year."""

    PERIODIC = "PERIODIC"
    YEARLY = "YEARLY"


class Predicate(StrEnum):
    """Predikat kinerja of an employee, best first."""

    VERY_GOOD = "VERY_GOOD"
    GOOD = "GOOD"
    NEEDS_WORK = "NEEDS_WORK"
    POOR = "POOR"
    VERY_POOR = "VERY_POOR"


class Achievement(StrEnum):
    """Predikat of an organisation, best first."""

    OUTSTANDING = "OUTSTANDING"
    GOOD = "GOOD"
    NEEDS_WORK = "NEEDS_WORK"
    POOR = "POOR"
    VERY_POOR = "VERY_POOR"


@dataclass(frozen=True, slots=True)
class Guide:
    """So many percent of a unit's employees, at least or at most, should hold one of these predicates.

    `somebody` asks for one employee at least, however large the unit.
    """

    predicates: frozenset[Predicate]
    at_least: int = 0
    at_most: int = 100
    somebody: bool = False


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The tables of a time: the predicate of (results, behaviour), and the guides for each achievement of a unit."""

    valid_from: date
    legal_basis: str
    matrix: Mapping[tuple[Rating, Rating], Predicate]
    patterns: Mapping[Achievement, tuple[Guide, ...]]
