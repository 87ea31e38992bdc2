"""The city's own list of kecamatan and kelurahan, which every old application knows by name rather than by code."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent.parent / "data" / "kelurahan.csv"


class Place(NamedTuple):
    kecamatan: str
    kelurahan: str


@cache
def by_code() -> dict[str, Place]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        return {row["kelurahan_code"]: Place(row["kecamatan"], row["kelurahan"]) for row in csv.DictReader(lines)}


@cache
def by_name() -> dict[Place, str]:
    """Codes by upper-case names, because half of the old applications shout."""
    return {Place(place.kecamatan.upper(), place.kelurahan.upper()): code for code, place in by_code().items()}


@cache
def by_kelurahan() -> dict[str, str]:
    """Codes by the upper-case kelurahan name alone: no two kelurahan of the city share one."""
    return {place.kelurahan.upper(): code for code, place in by_code().items()}
