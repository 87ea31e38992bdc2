"""The texts that a region gives its officers, read from `phrases.toml` of its pack; a pack without them has none."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ayo.region.facade import Faults, PackError, Table, pack, toml
from ayo.services.data import Words
from ayo.services.data.desk import For
from ayo.services.rules import phrases

FILE = "phrases.toml"


@dataclass(frozen=True, slots=True)
class Shipped:
    """A text of the region; for the services named, or for all."""

    used_for: For
    services: tuple[str, ...]
    title: Words
    text: Words


def shipped() -> tuple[Shipped, ...]:
    """Return the region's texts. Raises PackError with every fault."""
    return _shipped(pack().folder)


@lru_cache(maxsize=4)
def _shipped(folder: Path) -> tuple[Shipped, ...]:
    if not (folder / FILE).exists():
        return ()
    faults = Faults()
    table = toml(faults, folder, FILE)
    found = tuple(_read(one) for one in table.tables("phrases", name="used_for"))
    table.done()
    if faults.problems:
        raise PackError(str(folder), faults.problems)
    return found


def _read(table: Table) -> Shipped:
    made = Shipped(
        used_for=table.choice("used_for", For, For.MESSAGE),
        services=table.texts("services") if "services" in table.values else (),
        title=table.labels("title"),
        text=table.labels("text"),
    )
    for name in sorted(_unknown(made.text.values())):
        table.fault("text", f"nothing fills {{{name}}}")
    table.done()
    return made


def _unknown(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for name in phrases.unknown(text)}
