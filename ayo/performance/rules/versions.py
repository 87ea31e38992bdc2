"""Versions of the tables compared leaf by leaf, and changed by what a form says of each leaf."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Leaf = str | int | list[Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One value that is another than before; an empty text where there was or is none."""

    path: str
    before: str
    after: str


def leaves(values: Mapping[str, Any], at: str = "") -> Iterator[tuple[str, Leaf]]:
    """Yield path and value of everything that is no table itself, by path."""
    for key in sorted(values):
        value = values[key]
        path = f"{at}.{key}" if at else key
        if isinstance(value, Mapping):
            yield from leaves(value, path)
        else:
            yield path, value


def said(value: Leaf) -> str:
    """Return a leaf as a form shows it: a list with commas."""
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Return which leaves differ, by path."""
    old = {path: said(value) for path, value in leaves(before)}
    new = {path: said(value) for path, value in leaves(after)}
    paths = sorted(old.keys() | new.keys())
    return [Change(path, old.get(path, ""), new.get(path, "")) for path in paths if old.get(path) != new.get(path)]


def changed(values: Mapping[str, Any], given: Mapping[str, str], at: str = "") -> dict[str, Any]:
    """Return the tables with the leaves that were given as texts; each stays of the kind it was where it can."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        path = f"{at}.{key}" if at else key
        if isinstance(value, Mapping):
            found[key] = changed(value, given, path)
        else:
            found[key] = _like(value, given[path].strip()) if path in given else value
    return found


def _like(value: Leaf, text: str) -> Leaf:
    """A number that is none stays text, for whoever reads the tables to name it."""
    if isinstance(value, list):
        parts = [one.strip() for one in text.split(",") if one.strip()]
        return [int(one) if one.isdecimal() else one for one in parts] if _numbers(value) else parts
    if isinstance(value, int):
        plain = text.replace(".", "")
        return int(plain) if plain.isdecimal() else text
    return text


def _numbers(value: list[Any]) -> bool:
    return all(isinstance(one, int) for one in value)
