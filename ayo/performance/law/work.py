"""The catalogue of work entered by hand, and the windows for entering it, as the region's pack has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from ayo.performance.data.entry import Window, WorkKind
from ayo.region.facade import Faults, PackError, Table, pack, toml

FILE = "work.toml"


@dataclass(frozen=True, slots=True)
class Work:
    """Kinds of work by code, in the order of the file, and windows in the order of their dates."""

    kinds: Mapping[str, WorkKind]
    windows: tuple[Window, ...]


def kinds() -> Mapping[str, WorkKind]:
    return work().kinds


def window(day: date) -> Window:
    """Return the window in force on a day; on a day before all of them, the first."""
    windows = work().windows
    return next((one for one in reversed(windows) if one.valid_from <= day), windows[0])


def work() -> Work:
    """Return the catalogue. Raises PackError."""
    return _work(pack().folder)


@lru_cache(maxsize=4)
def _work(folder: Path) -> Work:
    faults = Faults()
    file = toml(faults, folder, FILE)
    windows = sorted(map(_window, file.tables("entry", name="valid_from")), key=lambda one: one.valid_from)
    kinds: dict[str, WorkKind] = {}
    for table in file.tables("work", name="code"):
        found = _kind(table)
        if found.code in kinds:
            table.fault("code", f"{found.code} is there twice")
        kinds[found.code] = found
    file.done()
    for key, tables in {"entry": windows, "work": kinds}.items():
        if not tables:
            file.fault(key, "is missing")
    if faults.problems:
        raise PackError(str(folder), faults.problems)
    return Work(kinds, tuple(windows))


def _kind(table: Table) -> WorkKind:
    posts = table.texts("posts") if "posts" in table.values else ()
    unit = table.table("unit")
    found = WorkKind(
        table.text("code"), _at_least_one(table, "minutes"), _at_least_one(table, "usual"), _words(table),
        _words(unit), posts,
    )  # fmt: skip
    unit.done()
    table.done()
    return found


def _words(table: Table) -> Mapping[str, str]:
    return {"id": table.text("id"), "en": table.text("en")}


def _window(table: Table) -> Window:
    found = Window(
        valid_from=table.day("valid_from"),
        legal_basis=table.text("legal_basis"),
        days_back=_at_least_one(table, "days_back"),
        closing_day=_at_least_one(table, "closing_day"),
        silent_after=_at_least_one(table, "silent_after"),
        superiors_asked=_at_least_one(table, "superiors_asked"),
        far_above=_at_least_one(table, "far_above"),
        late_after=_at_least_one(table, "late_after"),
        night_until=table.time_of_day("night_until"),
        night_from=table.time_of_day("night_from"),
        undo_within=_at_least_one(table, "undo_within"),
    )
    table.done()
    return found


def _at_least_one(table: Table, key: str) -> int:
    found = table.number(key)
    if key in table.values and found < 1:
        table.fault(key, "must be 1 or more")
    return found
