"""Which days the city works. National holidays come from the `holidays` package, a year at a time, when first asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

ONE_DAY = timedelta(days=1)


class DayKind(StrEnum):
    """Why a day is not an ordinary one."""

    HOLIDAY = "HOLIDAY"
    JOINT_LEAVE = "JOINT_LEAVE"
    WORK_DAY = "WORK_DAY"


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day the city decided about: off although it is a weekday, or worked although it is a holiday."""

    on: date
    name: str
    kind: DayKind
    legal_basis: str


@dataclass(frozen=True, slots=True)
class National:
    """What to ask of the `holidays` package: a country and its names for the two kinds of free days."""

    country: str
    public: str
    joint_leave: str
    legal_basis: str
    language: str


@dataclass(frozen=True, eq=False)
class Calendar:
    """The working calendar; `local` days win over national ones."""

    work_days: frozenset[int]
    national: National
    decrees: Mapping[int, str]
    local: Mapping[date, SpecialDay]
    legal_basis: str
    _years: dict[int, Mapping[date, SpecialDay]] = field(default_factory=dict, repr=False)

    def holidays(self, year: int) -> Mapping[date, SpecialDay]:
        """Return the days off of a year, by date: holidays, joint leave and local ones."""
        known = self._years.get(year)
        if known is None:
            known = self._years[year] = self._days_off(year)
        return known

    def is_working_day(self, day: date) -> bool:
        local = self.local.get(day)
        if local is not None:
            return local.kind is DayKind.WORK_DAY
        return day.isoweekday() in self.work_days and day not in self.holidays(day.year)

    def working_days_between(self, start: date, end: date) -> int:
        """Count working days after `start` up to and including `end`; negative when `end` comes first."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))

    def add_working_days(self, start: date, days: int) -> date:
        """Return the `days`-th working day after `start` (before it when negative); `start` itself when 0."""
        step = ONE_DAY if days > 0 else -ONE_DAY
        day = start
        for _ in range(abs(days)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def _days_off(self, year: int) -> Mapping[date, SpecialDay]:
        national = self.national
        basis = self.decrees.get(year, national.legal_basis)
        days: dict[date, SpecialDay] = {}
        for category, kind in ((national.joint_leave, DayKind.JOINT_LEAVE), (national.public, DayKind.HOLIDAY)):
            for on, name in _national_days(national.country, category, national.language, year).items():
                days[on] = SpecialDay(on, name, kind, basis)
        for on, day in self.local.items():
            if on.year == year:
                days[on] = day
        return {on: day for on, day in sorted(days.items()) if day.kind is not DayKind.WORK_DAY}


@lru_cache(maxsize=256)
def _national_days(country: str, category: str, language: str, year: int) -> Mapping[date, str]:
    import holidays  # a third of a second: only those who ask for a holiday pay for it

    if not category:
        return {}
    return dict(holidays.country_holidays(country, years=year, categories=(category,), language=language))
