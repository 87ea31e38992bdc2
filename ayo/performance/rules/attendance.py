"""How a day of attendance is judged, and when absence becomes a matter of discipline."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ayo.performance.data.attendance import (
    Day,
    DayStatus,
    Excuse,
    Hours,
    Judged,
    LateClasses,
    Rung,
    Seen,
    minute_of,
)


def judged(on: date, hours: Hours | None, seen: Seen, excuse: Excuse | None, classes: LateClasses) -> Day:
    """Return how a day stands: an excuse overrides what was recorded; without hours nothing is asked of anybody.

    Who was seen neither coming nor leaving was absent; one missing record counts as the tables say.
    """
    if hours is None:
        return Day(on, DayStatus.DAY_OFF)
    if excuse is not None:
        return Day(on, DayStatus.ON_DUTY if excuse is Excuse.DUTY else DayStatus.ON_LEAVE)
    if seen.arrived is None and seen.left is None:
        return Day(on, DayStatus.ABSENT, codes=((classes.absent, hours.minutes),))
    late = _late(hours, seen, classes)
    early = _early(hours, seen, classes)
    codes = [
        *([(classes.no_arrival if seen.arrived is None else _class(classes.late, late), late)] if late else []),
        *([(classes.no_departure if seen.left is None else _class(classes.early, early), early)] if early else []),
    ]
    return Day(on, _status(late, early), late, early, tuple((code, minutes) for code, minutes in codes if code))


def _late(hours: Hours, seen: Seen, classes: LateClasses) -> int:
    if seen.arrived is None:
        return classes.unrecorded_minutes
    return max(0, minute_of(seen.arrived) - minute_of(hours.start))


def _early(hours: Hours, seen: Seen, classes: LateClasses) -> int:
    if seen.left is None:
        return classes.unrecorded_minutes
    return max(0, minute_of(hours.end) - minute_of(seen.left))


def _class(steps: Mapping[int, str], minutes: int) -> str:
    """Return the code of the highest step that is reached; none below the first."""
    reached = [start for start in steps if start <= minutes]
    return steps[max(reached)] if reached else ""


def _status(late: int, early: int) -> DayStatus:
    if late and early:
        return DayStatus.LATE_AND_EARLY
    if late:
        return DayStatus.LATE
    return DayStatus.LEFT_EARLY if early else DayStatus.PRESENT


def absence_minutes(day: Day, hours: Hours | None) -> int:
    """Return by how much a day lowers the ceiling of activities; duty elsewhere and days off lower nothing."""
    if hours is None or day.status in {DayStatus.ON_DUTY, DayStatus.DAY_OFF}:
        return 0
    if day.status in {DayStatus.ABSENT, DayStatus.ON_LEAVE}:
        return hours.minutes
    return min(hours.minutes, day.late_minutes + day.early_minutes)


def written(
    on: date, hours: Hours | None, seen: Seen, excuse: Excuse | None, classes: LateClasses, *, cut: str
) -> Judged:
    """Return a day as it is written down: judged, with the cut its leave brings and the minutes not worked."""
    day = judged(on, hours, seen, excuse, classes)
    if day.status is DayStatus.ON_LEAVE and cut:
        day = replace(day, codes=((cut, 0),))
    return Judged(day, absence_minutes(day, hours))


def rung(absences: Iterable[date], ladder: Sequence[Rung]) -> Rung | None:
    """Return the step that the days of absence of a year have reached (PP 94/2021 art. 9 to 11), or None."""
    count = len(set(absences))
    reached = [step for step in ladder if step.days <= count]
    return max(reached, key=lambda step: step.days, default=None)


def longest_run(absences: Iterable[date], working_days: Sequence[date]) -> int:
    """Return the most working days in a row that somebody was absent without a valid reason."""
    missing, run, longest = set(absences), 0, 0
    for day in working_days:
        run = run + 1 if day in missing else 0
        longest = max(longest, run)
    return longest
