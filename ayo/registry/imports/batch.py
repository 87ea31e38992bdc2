"""What one chunk wants to write, collected before anything is written; a dry run stops here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from ayo.common.jsons import Json
from ayo.registry import kinds
from ayo.registry.data import Kind
from ayo.registry.imports.terms import Terms


@dataclass(slots=True)
class Change:
    """A record that exists: values to put into it now, and values that only correct its past."""

    row: Any
    values: dict[str, Json]
    past: dict[str, Json] = field(default_factory=dict)


@dataclass(slots=True)
class Batch:
    terms: Terms
    registered: list[tuple[str, Any, dict[str, Json]]] = field(default_factory=list)
    changed: dict[tuple[str, UUID], Change] = field(default_factory=dict)
    proposed: list[tuple[str, Any, str, dict[str, Json]]] = field(default_factory=list)
    touched: dict[UUID, tuple[Any, kinds.Scope, Any]] = field(default_factory=dict)
    families: int = 0

    def register(self, kind: str, row: Any, given: Mapping[str, Json]) -> None:
        self.registered.append((kind, row, dict(given)))

    def change(self, kind: str, row: Any, values: Mapping[str, Json], past: Mapping[str, Json]) -> None:
        change = self.changed.setdefault((kind, row.pk), Change(row, {}))
        change.values.update(values)
        change.past.update(past)

    def propose(self, kind: str, row: Any, authority: str, values: Mapping[str, Json]) -> None:
        self.proposed.append((kind, row, authority, dict(values)))

    def touch(self, person: Any, employee: Any) -> None:
        """Note that a person enters or leaves the service, which changes the groups the person is in."""
        self.touched[person.pk] = (person, kinds.SPECS[Kind.PERSON].scope_of(person), employee)
