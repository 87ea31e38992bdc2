"""How much of what was done counts: never more than the minutes a month has, less absence (DKI's rule of e-TPP).

effective = working days × minutes of a day
ceiling   = effective − absence
counted   = min(Σ approved minutes, ceiling)
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ayo.performance.data.activity import Done, Span, Workday


@dataclass(frozen=True, slots=True)
class Month:
    """The minutes of a month: what was approved, what may count, what does, and what a full month has."""

    approved: int
    ceiling: int
    counted: int
    effective: int

    @property
    def share(self) -> Fraction:
        """Return what counts as a share of a full month, 1 when the month has no minute to work."""
        return Fraction(self.counted, self.effective) if self.effective else Fraction(1)


def month(done: Iterable[Done], days: Sequence[Workday], *, per_day: int) -> Month:
    """Return the minutes of a month of working days.

    A day of leave asks for nothing and counts nothing; work on a day off counts.
    """
    on_leave = {day.on for day in days if day.is_leave}
    approved = sum(one.minutes for one in done if one.on not in on_leave)
    worked = [day for day in days if not day.is_leave]
    effective = len(worked) * per_day
    ceiling = effective - sum(min(per_day, day.absent_minutes) for day in worked)
    return Month(approved, ceiling, min(approved, ceiling), effective)


def overlapping(wanted: Span, others: Iterable[Span]) -> list[Span]:
    """Return the spans that share time with the one wanted; two that touch share none."""
    return [other for other in others if other.start < wanted.end and wanted.start < other.end]
