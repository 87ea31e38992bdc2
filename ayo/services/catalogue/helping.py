"""What helping a resident counts as work, read from `helping.toml` of the region's pack; without it, nothing."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ayo.region.facade import Faults, PackError, pack, toml

FILE = "helping.toml"


@dataclass(frozen=True, slots=True)
class Work:
    """An entry of the work catalogue: its code and how many minutes it counts."""

    code: str
    minutes: int


def work() -> Work:
    """Return what one case filled in for a resident counts. Raises PackError."""
    return _work(pack().folder)


@lru_cache(maxsize=4)
def _work(folder: Path) -> Work:
    if not (folder / FILE).exists():
        return Work("", 0)
    faults = Faults()
    table = toml(faults, folder, FILE)
    found = Work(table.text("work_code"), table.number("minutes"))
    table.done()
    if faults.problems:
        raise PackError(str(folder), faults.problems)
    return found
