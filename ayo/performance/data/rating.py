"""The words of an evaluation (PermenPANRB 6/2022; SE MenPANRB 3/2023)."""

from enum import StrEnum


class Rating(StrEnum):
    """Work results or behaviour, held against what was expected."""

    BELOW = "BELOW"
    MEETS = "MEETS"
    ABOVE = "ABOVE"


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
