"""The kinds of record that contracts can name: those of the registry, and those that modules above offer at start.

The exchange lies below the modules whose records it hands on, so they bring what it needs to know of a kind (ADR 10);
everything else here asks this file and no kind is special.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as later

from ayo.exchange import words
from ayo.registry import facade as registry
from ayo.registry.data import ASSURANCE, Group, Kind, Record

Words = Mapping[str, str | Promise]
Scoped = tuple[Record, str, tuple[str, ...]]
"""A record, the area it lies in and the groups it belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A kind of record of a module above: its words, its event, and how its records are read.

    `records_of` returns those that exist, `records_after` a page in the order of their ids, narrowed to areas. `groups`
    are the sets a contract may narrow to, called `groups_label`; `source` is who answers for every field of it.
    """

    kind: str
    label: str | Promise
    event_type: str
    fields: Words
    sensitive: frozenset[str]
    source: str
    source_label: str | Promise
    groups_label: str | Promise
    groups: Callable[[], Words]
    records_of: Callable[[Collection[UUID]], list[Scoped]]
    records_after: Callable[[UUID | None, int, tuple[str, ...]], list[Scoped]]


_offered: dict[str, Offer] = {}


def offer(made: Offer) -> None:
    """Let contracts name a kind from now on; called once a process, when the module that owns it is ready."""
    _offered[made.kind] = made


def codes() -> tuple[str, ...]:
    return (*(kind.value for kind in Kind), *_offered)


def label(kind: str) -> str:
    """Return what a kind is called; of one that nobody offers, its code."""
    if kind in _offered:
        return str(_offered[kind].label)
    return str(registry.words.KINDS.get(kind, kind))


def field_names(kind: str) -> tuple[str, ...]:
    """Return what a contract can name: the fields of a kind, and of a person what is only told at sign-in."""
    if kind in _offered:
        return tuple(_offered[kind].fields)
    names = registry.field_names(kind)
    return (*names, ASSURANCE) if kind == Kind.PERSON else names


def field(kind: str, name: str) -> str:
    """Return the label of a field that a contract can name."""
    if kind not in _offered:
        return words.field(kind, name)
    whole, _dot, part = name.partition(".")
    said = str(_offered[kind].fields.get(whole, whole))
    return f"{said} ({part})" if part else said


def fields(kind: str, names: Collection[str]) -> str:
    """Return labels as one enumeration."""
    if kind not in _offered:
        return registry.words.fields(kind, names)
    return ", ".join(dict.fromkeys(field(kind, name.partition(".")[0]).lower() for name in names))


def is_sensitive(kind: str, name: str) -> bool:
    if kind in _offered:
        return name.partition(".")[0] in _offered[kind].sensitive
    return words.is_sensitive(kind, name)


def event_type(kind: str) -> str:
    return _offered[kind].event_type if kind in _offered else f"ayo.registry.{kind}.changed"


def source(kind: str, name: str, authority: Mapping[str, Mapping[str, str]]) -> str:
    """Return who answers for a field, or nothing; `authority` is the region's, by kind and field."""
    return _offered[kind].source if kind in _offered else authority[kind].get(name, "")


def source_label(code: str) -> str:
    found = next((one for one in _offered.values() if one.source == code), None)
    return str(found.source_label) if found else registry.words.source(code)


def groups_label(kind: str) -> str | Promise:
    return _offered[kind].groups_label if kind in _offered else later("Golongan orang")


def is_of_a_module(kind: str) -> bool:
    """Tell whether a module above brings the kind: then it is not about who is recorded but about what is done."""
    return kind in _offered


def groups(kind: str) -> Words:
    """Return the sets that a contract may narrow a kind to."""
    if kind in _offered:
        return _offered[kind].groups()
    return {one.value: words.GROUPS[one] for one in Group} if kind == Kind.PERSON else {}


def records_of(kind: str, ids: Collection[UUID]) -> list[Scoped]:
    return _offered[kind].records_of(ids) if kind in _offered else registry.records_of(kind, ids)


def records_after(kind: str, after: UUID | None, *, limit: int, areas: tuple[str, ...]) -> list[Scoped]:
    if kind in _offered:
        return _offered[kind].records_after(after, limit, areas)
    return registry.records_after(kind, after, limit=limit, areas=areas)
