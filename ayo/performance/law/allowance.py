"""The tables of TPP as the region has them (`allowance.toml`), and one reader for them and for proposed versions.

A version is kept as it was written: a mapping of texts and numbers, which a page can compare leaf by leaf and a run can
freeze. What is calculated with is the `Tariff` that is read from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from ayo.common import jsons
from ayo.performance.data.allowance import Basis, Deduction, Group, Tariff
from ayo.region.facade import Faults, PackError, Table, pack, toml

FILE = "allowance.toml"
CRITERIA = ("BK", "PK", "TB", "KK", "KP", "POL")
WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Version:
    """Tables of one time as they were written (canonical JSON), and as they are calculated with."""

    written: str
    tariff: Tariff

    @property
    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = orjson.loads(self.written)
        return found


@dataclass(frozen=True, slots=True)
class Tables:
    """The versions of the pack in the order of their dates, and its tables of lateness by name."""

    versions: tuple[Version, ...]
    cuts: Mapping[str, Mapping[str, str]]


def shipped() -> Tables:
    """Return the tables of the region's pack. Raises PackError."""
    return _shipped(pack().folder)


@lru_cache(maxsize=256)
def of_written(written: str) -> Version:
    """Return the version that was written down as this canonical JSON. Raises PackError with every fault."""
    faults = Faults()
    version = _read(Table(faults, FILE, "", orjson.loads(written)))
    if faults.problems:
        raise PackError(FILE, faults.problems)
    return version


@lru_cache(maxsize=4)
def _shipped(folder: Path) -> Tables:
    faults = Faults()
    file = toml(faults, folder, FILE)
    cuts = _cut_tables(file)
    versions = [_read(_with_cuts(table, cuts)) for table in file.tables("tariff", name="version")]
    file.done()
    if not versions:
        file.fault("tariff", "is missing")
    dates = [one.tariff.valid_from for one in versions]
    if len(set(dates)) < len(dates):
        file.fault("tariff", "two versions begin on the same day")
    if faults.problems:
        raise PackError(str(folder), faults.problems)
    return Tables(tuple(sorted(versions, key=lambda one: one.tariff.valid_from)), cuts)


def _cut_tables(file: Table) -> dict[str, dict[str, str]]:
    named = file.table("cuts")
    found = {}
    for name in named.values:
        table = named.table(name)
        table.text("legal_basis")
        found[name] = {code: str(share) for code, share in table.values.items() if code != "legal_basis"}
        _shares(Table(table.faults, table.file, table.where, found[name]), found[name])
    return found


def _with_cuts(table: Table, cuts: Mapping[str, Mapping[str, str]]) -> Table:
    """Return the table with the cuts it names written out, so that a version says everything by itself."""
    name = table.values.get("cuts", "")
    if name not in cuts:
        table.fault("cuts", f"unknown table {name}, expected one of {', '.join(cuts)}")
    values = {**table.values, "cuts": dict(cuts.get(str(name), {}))}
    return Table(table.faults, table.file, table.where, values)


def _read(table: Table) -> Version:
    # JSON has no order of keys, and the order of criteria decides where a rupiah is rounded: codes are sorted.
    groups = [_group(table.table("group").table(code), code) for code in sorted(table.table("group").values)]
    tariff = Tariff(
        version=table.text("version"), valid_from=table.day("valid_from"), legal_basis=table.text("legal_basis"),
        basic=_base(table.table("base")), indices=_factors(table.table("indices")),
        criteria={group.code: criteria for group, criteria in groups}, productivity=_share(table, "productivity"),
        basis=table.choice("basis", Basis, Basis.DISCIPLINE), cuts=_percents(table, "cuts"),
        deductions=_deductions(table.table("deduction")), places=_places(table),
        groups=tuple(group for group, _criteria in groups), statuses=frozenset(table.texts("statuses")),
        punishments=_percents(table, "punishments"), unpaid=frozenset(table.texts("unpaid")),
    )  # fmt: skip
    table.done()
    _check_groups(table, tariff)
    return Version(jsons.canonical(dict(table.values)).decode(), tariff)


def _group(table: Table, code: str) -> tuple[Group, Mapping[str, Fraction]]:
    group = Group(code, table.text("label"), frozenset(table.numbers("classes")))
    criteria = _percents(table, "criteria")
    for name in criteria:
        if name not in CRITERIA:
            table.fault(f"criteria.{name}", f"unknown criterion, expected one of {', '.join(CRITERIA)}")
    table.done()
    return group, criteria


def _check_groups(table: Table, tariff: Tariff) -> None:
    if not tariff.groups:
        table.fault("group", "is missing")
    seen: set[int] = set()
    for group in tariff.groups:
        if seen & group.classes:
            table.fault(f"group.{group.code}.classes", "a class stands in two groups")
        if group.classes - tariff.basic.keys():
            table.fault(f"group.{group.code}.classes", "a class has no base")
        seen |= group.classes


def _base(table: Table) -> dict[int, int]:
    found = {}
    for key in table.values:
        amount = table.number(key)
        if not key.isdigit() or not 1 <= int(key) <= 17:
            table.fault(key, "is no job class (1 to 17)")
        elif not 0 < amount < 1_000_000_000:
            table.fault(key, "must be rupiah between 1 and 999999999")
        else:
            found[int(key)] = amount
    return dict(sorted(found.items()))


def _factors(table: Table) -> dict[str, Fraction]:
    found = {}
    for key in sorted(table.values):
        value = _number(table, key)
        if not 0 < value <= 10:
            table.fault(key, "must be a factor above 0, at most 10")
        found[key] = value
    return found


def _deductions(table: Table) -> tuple[Deduction, ...]:
    found = []
    for code in sorted(table.values):
        one = table.table(code)
        found.append(Deduction(code, _percents(one, "shares"), one.text("legal_basis")))
        one.done()
    return tuple(found)


def _places(table: Table) -> int:
    places = table.number("places")
    if not 0 <= places <= 6:
        table.fault("places", "must be 0 to 6 decimals")
    return places


def _percents(table: Table, key: str) -> dict[str, Fraction]:
    inner = table.table(key)
    return _shares(inner, inner.values)


def _shares(table: Table, values: Mapping[str, Any]) -> dict[str, Fraction]:
    return {code: _share(table, code) for code in sorted(values)}


def _share(table: Table, key: str) -> Fraction:
    found = _number(table, key) / 100
    if not 0 <= found <= WHOLE:
        table.fault(key, "must be percent between 0 and 100")
    return found


def _number(table: Table, key: str) -> Fraction:
    """Read a number written as text, with a point: `1.25`; a fraction of two numbers would be exact too, but unread."""
    text = table.text(key)
    try:
        if "/" in text or "e" in text.lower():
            raise ValueError(text)
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        table.fault(key, f"is not a number with a point, as 1.25: {text}")
        return WHOLE / 100
