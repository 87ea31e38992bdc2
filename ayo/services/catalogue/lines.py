"""What a question of a form is called as a line of a letter, read from `letters/lines.toml` of the region's pack."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ayo.region.facade import Faults, PackError, pack, toml

FILE = "letters/lines.toml"


def printed(question: str) -> str:
    """Return the name of the line; a question that the region does not rename loses its mark. Raises PackError."""
    return _lines(pack().folder).get(question, question.rstrip("?"))


@lru_cache(maxsize=4)
def _lines(folder: Path) -> Mapping[str, str]:
    if not (folder / FILE).exists():
        return {}
    faults = Faults()
    table = toml(faults, folder, FILE)
    found = {}
    for line in table.tables("line", name="asked"):
        found[line.text("asked")] = line.text("printed")
        line.done()
    table.done()
    if faults.problems:
        raise PackError(str(folder), faults.problems)
    return found
