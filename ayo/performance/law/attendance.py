"""Working time and its rules, as the region's pack has them (`attendance.toml`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from ayo.performance.data.attendance import Excuse, Hours, Ladder, LateClasses, LeaveKind, Rung, Season
from ayo.region.facade import Faults, PackError, Table, pack, toml

FILE = "attendance.toml"
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Week:
    """Hours by weekday (Monday is 1), from a day on; for some organisations, or (none named) for all."""

    valid_from: date
    season: Season
    organisations: frozenset[str]
    hours: Mapping[int, Hours]
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Fast:
    """A month of fasting, half-open."""

    since: date
    until: date
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Dated(Generic[Value]):
    """A table and from when it holds."""

    valid_from: date
    legal_basis: str
    value: Value


@dataclass(frozen=True, slots=True)
class Attendance:
    """Everything the region says of working time; dated tables stand in the order of their dates."""

    weeks: tuple[Week, ...]
    fasts: tuple[Fast, ...]
    lateness: tuple[Dated[LateClasses], ...]
    ladders: tuple[Dated[Ladder], ...]
    leave: Mapping[str, LeaveKind]


def hours(day: date, organisation: str) -> Hours | None:
    """Return the hours of a day at an organisation (its code), None on a day off.

    What names the organisation goes before what holds for all, and a later table before an earlier one. A day that
    the city works although its weekday has no hours has those of Monday.
    """
    calendar = pack().calendar
    decided = calendar.local.get(day)
    if day in calendar.holidays(day.year):
        return None
    week = _week(day, organisation)
    if week is None:
        return None
    is_worked = decided is not None
    return week.hours.get(day.isoweekday()) or (week.hours.get(1) if is_worked else None)


def late_classes(day: date) -> LateClasses:
    return _in_force(tables().lateness, day)


def ladder(day: date) -> Ladder:
    return _in_force(tables().ladders, day)


def leave_kinds() -> Mapping[str, LeaveKind]:
    return tables().leave


def tables() -> Attendance:
    """Return what the region says of working time. Raises PackError."""
    return _attendance(pack().folder)


def _week(day: date, organisation: str) -> Week | None:
    found = tables()
    fasting = any(one.since <= day < one.until for one in found.fasts)
    season = Season.RAMADAN if fasting else Season.ORDINARY
    fits = [
        one
        for one in found.weeks
        if one.season is season
        and one.valid_from <= day
        and (not one.organisations or organisation in one.organisations)
    ]
    return max(fits, key=lambda one: (bool(one.organisations), one.valid_from), default=None)


def _in_force(tables: tuple[Dated[Value], ...], day: date) -> Value:
    """Return the table of a day; before all of them, the first."""
    return next((one.value for one in reversed(tables) if one.valid_from <= day), tables[0].value)


@lru_cache(maxsize=4)
def _attendance(folder: Path) -> Attendance:
    faults = Faults()
    file = toml(faults, folder, FILE)
    found = Attendance(
        tuple(map(_read_week, file.tables("hours", name="valid_from"))),
        tuple(map(_fast, file.tables("ramadan", name="since"))),
        _dated([_lateness(one) for one in file.tables("lateness", name="valid_from")]),
        _dated([_ladder(one) for one in file.tables("ladder", name="valid_from")]),
        {one.code: one for one in map(_leave, file.tables("leave", name="code"))},
    )
    file.done()
    for key, tables in {"hours": found.weeks, "lateness": found.lateness, "ladder": found.ladders}.items():
        if not tables:
            file.fault(key, "is missing")
    if faults.problems:
        raise PackError(str(folder), faults.problems)
    return found


def _dated(found: list[Dated[Value]]) -> tuple[Dated[Value], ...]:
    return tuple(sorted(found, key=lambda one: one.valid_from))


def _read_week(table: Table) -> Week:
    by_day: dict[int, Hours] = {}
    for part in table.tables("week", name="days"):
        found = _hours(part)
        days = part.numbers("days")
        if not days or not set(days) <= set(range(1, 8)):
            part.fault("days", "needs weekdays from 1 (Monday) to 7")
        by_day |= dict.fromkeys(days, found)
        part.done()
    if not by_day:
        table.fault("week", "is missing")
    season = table.choice("season", Season, Season.ORDINARY) if "season" in table.values else Season.ORDINARY
    named = table.texts("organisations") if "organisations" in table.values else ()
    found_week = Week(table.day("valid_from"), season, frozenset(named), by_day, table.text("legal_basis"))
    table.done()
    return found_week


def _hours(table: Table) -> Hours:
    found = Hours(table.time_of_day("start"), table.time_of_day("end"), table.number("break_minutes"))
    if found.minutes <= 0:
        table.fault("end", "leaves no minute to work between start and end")
    return found


def _fast(table: Table) -> Fast:
    found = Fast(table.day("since"), table.day("until"), table.text("legal_basis"))
    if found.until <= found.since:
        table.fault("until", "is not after since")
    table.done()
    return found


def _lateness(table: Table) -> Dated[LateClasses]:
    classes = LateClasses(
        late=_steps(table, "late"), early=_steps(table, "early"), no_arrival=table.text("no_arrival"),
        no_departure=table.text("no_departure"), absent=table.text("absent"),
        unrecorded_minutes=table.number("unrecorded_minutes"),
    )  # fmt: skip
    found = Dated(table.day("valid_from"), table.text("legal_basis"), classes)
    table.done()
    return found


def _steps(table: Table, key: str) -> Mapping[int, str]:
    found = table.labels(key)
    if not found or not all(one.isdecimal() and int(one) > 0 for one in found):
        table.fault(key, "needs minutes = code, minutes from 1 on")
        return {}
    return {int(minutes): code for minutes, code in found.items()}


def _ladder(table: Table) -> Dated[Ladder]:
    steps: list[Rung] = []
    words: dict[str, Mapping[str, str]] = {}
    for one in table.tables("step", name="code"):
        rung = Rung(one.number("days"), one.text("code"))
        words[rung.code] = {"id": one.text("id"), "en": one.text("en")}
        steps.append(rung)
        one.done()
    if not steps or len({one.days for one in steps}) != len(steps):
        table.fault("step", "needs steps, each of another number of days")
    ladder = Ladder(tuple(sorted(steps, key=lambda one: one.days)), table.number("in_a_row"), words)
    found = Dated(table.day("valid_from"), table.text("legal_basis"), ladder)
    table.done()
    return found


def _leave(table: Table) -> LeaveKind:
    found = LeaveKind(
        table.text("code"), table.choice("excuse", Excuse, Excuse.LEAVE), table.optional_text("cut"),
        {"id": table.text("id"), "en": table.text("en")}, table.text("legal_basis"),
    )  # fmt: skip
    table.done()
    return found
