"""The rules of the region on performance, as its pack has them (`performance.toml`)."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ayo.region.facade import Faults, PackError, pack, toml

FILE = "performance.toml"


@dataclass(frozen=True, slots=True)
class Activities:
    """How many minutes of a working day activities can fill."""

    minutes_of_a_day: int
    legal_basis: str


def minutes_of_a_day() -> int:
    return activities().minutes_of_a_day


def activities() -> Activities:
    """Return what the region says of activities. Raises PackError."""
    return _activities(pack().folder)


@lru_cache(maxsize=4)
def _activities(folder: Path) -> Activities:
    faults = Faults()
    file = toml(faults, folder, FILE)
    table = file.table("activities")
    found = Activities(table.number("minutes_of_a_day"), table.text("legal_basis"))
    table.done()
    file.done()
    if faults.problems:
        raise PackError(str(folder), faults.problems)
    return found
