"""What happens in a life, as the region puts it: the way from a need to a service."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ayo.region.facade import Faults, PackError, Table, pack, toml
from ayo.services.data import Words

FILE = "life_events.toml"


@dataclass(frozen=True, slots=True)
class LifeEvent:
    code: str
    icon: str
    label: Words
    hint: Words


def events() -> Mapping[str, LifeEvent]:
    """Return the events by code, in the order of the region. Raises PackError."""
    return _events(pack().folder)


@lru_cache(maxsize=4)
def _events(folder: Path) -> Mapping[str, LifeEvent]:
    faults = Faults()
    table = toml(faults, folder, FILE)
    found = [_event(one) for one in table.tables("life_event", name="code")]
    table.done()
    if faults.problems:
        raise PackError(str(folder), faults.problems)
    return {event.code: event for event in found}


def _event(table: Table) -> LifeEvent:
    made = LifeEvent(table.text("code"), table.text("icon"), table.labels("label"), table.labels("hint"))
    table.done()
    return made
