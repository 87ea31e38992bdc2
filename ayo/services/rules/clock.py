"""The clock of a service: working days, standing still while the next word is the resident's.

A promise of n days given on day d is kept until the end of the n-th working day after d; a case handed in on a day off
counts from the next working day on, since the days are counted after the day of arrival anyway (UU 25/2009; weekends,
national holidays and joint leave do not count).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil
from typing import Protocol


class Days(Protocol):
    """A working calendar."""

    def working_days_between(self, start: date, end: date) -> int: ...
    def add_working_days(self, start: date, days: int) -> date: ...


def due(begun: date, days: int, calendar: Days) -> date:
    """Return the last day of a promise of so many working days."""
    return calendar.add_working_days(begun, days)


def stage_due(begun: date, days: int, share: int, calendar: Days) -> date:
    """Return the last day of a stage by which `share` percent of the promise may have passed, a whole day at least."""
    return due(begun, max(1, ceil(days * share / 100)), calendar)


def resumed(due_on: date, stopped: date, resumed_on: date, calendar: Days) -> date:
    """Return the new last day after the clock stood still from one day until another.

    The working days that were left when it stopped are left again; both days count as one and the same.
    """
    left = calendar.working_days_between(stopped, due_on)
    return calendar.add_working_days(resumed_on, left) if left > 0 else max(due_on, resumed_on)


def left(due_on: date, today: date, calendar: Days) -> int:
    """Return how many working days are left, today not counted; negative when it is late."""
    return calendar.working_days_between(today, due_on)


Stop = tuple[date, date]
"""From the day the resident was asked until the day of the answer."""


def counted(begun: date, due_on: date, stops: Sequence[Stop], calendar: Days) -> list[date]:
    """Return the working days of a promise one by one: after the day of arrival, without those that stood still."""
    found, day = [], begun
    while (day := day + timedelta(days=1)) <= due_on:
        stands_still = any(asked < day <= answered for asked, answered in stops)
        if not stands_still and calendar.working_days_between(day - timedelta(days=1), day) == 1:
            found.append(day)
    return found
