"""The services a region offers, read from its pack: one TOML file per version under `catalogue/`."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from ayo.region.facade import Faults, PackError, Table, pack, toml
from ayo.registry.data import OWNER
from ayo.services.catalogue import life, reading
from ayo.services.data.definition import Definition
from ayo.services.rules import concepts
from ayo.services.rules import definition as judged

FOLDER = "catalogue"
OFFICES = ("KELURAHAN", "KECAMATAN")
"""Owners that are an office of the applicant's own area rather than one agency of the city."""


def shipped() -> tuple[tuple[Definition, dict[str, Any]], ...]:
    """Return every definition of the region with the values it was read from. Raises PackError with every fault."""
    return _shipped(pack().folder)


@lru_cache(maxsize=4)
def _shipped(folder: Path) -> tuple[tuple[Definition, dict[str, Any]], ...]:
    faults = Faults()
    found = []
    for path in sorted((folder / FOLDER).glob("*.toml")):
        table = toml(faults, folder, f"{FOLDER}/{path.name}")
        found.append((read(table), dict(table.values)))
    _between(faults, [made for made, _values in found])
    if faults.problems:
        raise PackError(str(folder), faults.problems)
    return tuple(found)


def read(table: Table) -> Definition:
    """Read one definition and judge it; what is wrong is noted in the table's faults."""
    before = len(table.faults.problems)
    made = reading.definition(table)
    if len(table.faults.problems) == before:
        for place, reason in judged.faults(made, pack().locale.languages):
            table.fault(place, reason)
        codes = {seed.code for seed in pack().organisations}
        if made.owner not in OFFICES and made.owner not in codes:
            table.fault("owner", f"there is no organisation {made.owner}")
        for event in made.life_events:
            if event not in life.events():
                table.fault("life_events", f"nothing in life is called {event}")
        for stage in made.stages:
            if stage.office and stage.office not in codes:
                table.fault(f"stages.{stage.code}.office", f"there is no organisation {stage.office}")
        for need in made.documents:
            if need.confirms and not _is_own_word(need.confirms):
                table.fault(
                    f"documents.{need.kind}.confirms", f"{need.confirms} is not held by the applicant's own word"
                )
    return made


def _is_own_word(concept: str) -> bool:
    """Tell whether the region leaves a value to the person: what a register says needs nobody to look into it."""
    if not concepts.is_known(concept) or concepts.is_answer(concept):
        return False
    _whose, kind, name = concepts.field_of(concept)
    return pack().authority[kind].get(name) == OWNER


def _between(faults: Faults, found: Iterable[Definition]) -> None:
    """Two versions of a service may not be in force on one day, nor bear one number; papers come from what is there."""
    by_code: dict[str, list[Definition]] = {}
    for made in found:
        by_code.setdefault(made.code, []).append(made)
    for code, versions in by_code.items():
        versions.sort(key=lambda one: one.valid_from)
        for earlier, later in pairwise(versions):
            if earlier.valid_to is None or earlier.valid_to > later.valid_from:
                faults.add(FOLDER, code, f"versions {earlier.number} and {later.number} are in force on one day")
            if earlier.number == later.number:
                faults.add(FOLDER, code, f"two versions bear the number {later.number}")
        for made in versions:
            for need in made.documents:
                if need.produced_by and need.produced_by not in by_code:
                    faults.add(FOLDER, code, f"{need.kind} comes from {need.produced_by}, which is not offered")
