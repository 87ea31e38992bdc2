"""The rules of the region on performance, as its pack has them (`performance.toml`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from ayo.performance.data.rating import Achievement, Evaluation, Guide, Predicate, Rating
from ayo.region.facade import Faults, PackError, Table, pack, toml

FILE = "performance.toml"


@dataclass(frozen=True, slots=True)
class Activities:
    """How many minutes of a working day activities can fill."""

    minutes_of_a_day: int
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Law:
    """Everything the region says of performance; tables with a date stand in the order of their dates."""

    activities: Activities
    evaluations: tuple[Evaluation, ...]


def minutes_of_a_day() -> int:
    return law().activities.minutes_of_a_day


def evaluation(day: date) -> Evaluation:
    """Return the tables in force on a day; on a day before all of them, the first."""
    tables = law().evaluations
    return next((one for one in reversed(tables) if one.valid_from <= day), tables[0])


def law() -> Law:
    """Return what the region says of performance. Raises PackError."""
    return _law(pack().folder)


@lru_cache(maxsize=4)
def _law(folder: Path) -> Law:
    faults = Faults()
    file = toml(faults, folder, FILE)
    found = Law(
        _activities(file.table("activities")),
        tuple(sorted(map(_evaluation, file.tables("evaluation", name="valid_from")), key=lambda one: one.valid_from)),
    )
    file.done()
    if not found.evaluations:
        file.fault("evaluation", "is missing")
    if faults.problems:
        raise PackError(str(folder), faults.problems)
    return found


def _activities(table: Table) -> Activities:
    found = Activities(table.number("minutes_of_a_day"), table.text("legal_basis"))
    table.done()
    return found


def _evaluation(table: Table) -> Evaluation:
    found = Evaluation(
        table.day("valid_from"), table.text("legal_basis"), _matrix(table.table("matrix")),
        _patterns(table.tables("guide", name="achievement")),
    )  # fmt: skip
    table.done()
    return found


def _matrix(table: Table) -> Mapping[tuple[Rating, Rating], Predicate]:
    """Read a row for each rating of the results; its columns are behaviour below, as expected and above."""
    found: dict[tuple[Rating, Rating], Predicate] = {}
    for results in Rating:
        row = table.texts(results)
        if len(row) != len(Rating) or not set(row) <= set(Predicate):
            table.fault(results, f"needs {len(Rating)} of {', '.join(Predicate)}")
            continue
        found |= {(results, behaviour): Predicate(one) for behaviour, one in zip(Rating, row, strict=True)}
    table.done()
    return found


def _patterns(tables: list[Table]) -> Mapping[Achievement, tuple[Guide, ...]]:
    found: dict[Achievement, tuple[Guide, ...]] = dict.fromkeys(Achievement, ())
    for table in tables:
        achievement = table.choice("achievement", Achievement, Achievement.GOOD)
        found[achievement] += (_guide(table),)
    return found


def _guide(table: Table) -> Guide:
    named = table.texts("predicates")
    if not named or not set(named) <= set(Predicate):
        table.fault("predicates", f"needs some of {', '.join(Predicate)}")
        named = ()
    known = {key: table.number(key) for key in ("at_least", "at_most", "somebody") if key in table.values}
    table.done()
    return Guide(
        frozenset(map(Predicate, named)), known.get("at_least", 0), known.get("at_most", 100),
        bool(known.get("somebody", 0)),
    )  # fmt: skip
