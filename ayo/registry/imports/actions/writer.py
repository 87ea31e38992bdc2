"""Writing what a chunk has collected, at once: rows, history, audit and events together.

Set-based twin of `registry.actions.write`: the same acts, the same events, one audit entry and one event per changed
record, nothing for unchanged ones.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from ayo.audit import facade as audit
from ayo.audit.data import Entry
from ayo.common import clock, ids, jsons
from ayo.common.jsons import Json
from ayo.events import facade as events
from ayo.registry import kinds, models
from ayo.registry.data import FIELDS, Kind
from ayo.registry.events import ProposalMade
from ayo.registry.imports import copying
from ayo.registry.imports.batch import Batch

_SAID = (
    "id", "created_at", "values", "source", "valid_from", "recorded_at", "actor_id", "actor_label", "app_id", "act",
    "event_id", "subject_id",
)  # fmt: skip
_NOWHERE = kinds.Scope("", ())


class Moved(Exception):
    """A record was changed by somebody else between reading and locking it."""


class Writer:
    """Turns one batch into rows, events, audit entries and assertions."""

    def __init__(self, batch: Batch) -> None:
        self.batch, self.terms, self.now = batch, batch.terms, clock.now()
        self._events: list[events.Event] = []
        self._entries: list[Entry] = []
        self._said: list[tuple[str, UUID, str, Mapping[str, Json], int | None]] = []

    def write(self) -> None:
        """Write everything. Raises Moved or IntegrityError, leaving the transaction to be rolled back."""
        self._lock()
        self._write_registered()
        self._write_changed()
        self._write_touched()
        made = self._write_proposals()
        event_ids = events.publish_many(self._events, actor=self.terms.actor)
        self._write_said(event_ids)
        audit.record_many(self._entries)
        if made:
            models.Proposal.objects.bulk_create(made)
        copying.check_references()

    def _lock(self) -> None:
        """Lock what will be changed; whoever changed one of them since it was read makes this chunk plan again."""
        wanted: dict[str, dict[UUID, int]] = {}
        for (kind, pk), change in self.batch.changed.items():
            wanted.setdefault(kind, {})[pk] = change.row.version
        for pk, (person, *_) in self.batch.touched.items():
            wanted.setdefault(Kind.PERSON, {})[pk] = person.version
        for kind in sorted(wanted):
            if copying.lock(kinds.SPECS[kind].model, wanted[kind]) != wanted[kind]:
                raise Moved

    def _write_registered(self) -> None:
        by_kind: dict[str, list[Any]] = {}
        for kind, row, given in self.batch.registered:
            row.created_at = row.updated_at = self.now
            by_kind.setdefault(kind, []).append(row)
            named = tuple(name for name in FIELDS[kind] if name in given)
            self._tell(kind, row, given, None, f"registry.register_{kind}", named, _NOWHERE)
        for rows in by_kind.values():
            copying.insert_models(rows)

    def _write_changed(self) -> None:
        by_kind: dict[str, list[Any]] = {}
        for (kind, _), change in self.batch.changed.items():
            spec, row = kinds.SPECS[kind], change.row
            said = change.values | change.past
            act = f"registry.change_{kind}"
            if not change.values:
                self._entries.append(self._entry(act, kind, row.pk, None, said))
                self._said.append((kind, row.pk, act, said, None))
                continue
            current, scope = spec.values_of(row), spec.scope_of(row)
            before = {name: current.get(name) for name in change.values}
            spec.put(row, change.values)
            row.version += 1
            row.updated_at = self.now
            by_kind.setdefault(kind, []).append(row)
            self._tell(kind, row, said, before, act, tuple(change.values), scope)
        for rows in by_kind.values():
            copying.update_models(rows)

    def _write_touched(self) -> None:
        rows = []
        spec = kinds.SPECS[Kind.PERSON]
        for person, before, employee in self.batch.touched.values():
            models.Person._meta.get_field("employee").set_cached_value(person, employee)
            if spec.scope_of(person).groups == before.groups:
                continue
            person.version += 1
            person.updated_at = self.now
            rows.append(person)
            self._announce(Kind.PERSON, person, (), before)
        copying.update_models(rows)

    def _write_proposals(self) -> list[models.Proposal]:
        made = []
        for kind, row, authority, values in self.batch.proposed:
            current = kinds.SPECS[kind].values_of(row)
            person_id = {Kind.PERSON: row.pk, Kind.EMPLOYEE: getattr(row, "person_id", None)}.get(Kind(kind))
            proposal = models.Proposal(
                kind=kind, subject_id=row.pk, person_id=person_id, authority=authority, values=values,
                before={name: current.get(name) for name in values}, source=self.terms.source,
                valid_from=self.terms.valid_from, note=self.terms.purpose, proposed_by=self.terms.actor.id,
                proposed_by_label=self.terms.actor.label, created_at=self.now,
            )  # fmt: skip
            made.append(proposal)
            self._entries.append(self._entry("registry.propose", kind, row.pk, None, values))
            self._events.append(
                ProposalMade(
                    proposal_id=proposal.pk, kind=kind, record_id=row.pk, person_id=person_id, authority=authority,
                    fields=tuple(values),
                )
            )  # fmt: skip
        return made

    def _tell(
        self, kind: str, row: Any, said: Mapping[str, Json], before: Mapping[str, Json] | None, act: str,
        changed: tuple[str, ...], scope: kinds.Scope,
    ) -> None:  # fmt: skip
        self._entries.append(self._entry(act, kind, row.pk, before, {name: said[name] for name in changed}))
        self._said.append((kind, row.pk, act, said, len(self._events)))
        self._announce(kind, row, changed, scope)

    def _announce(self, kind: str, row: Any, changed: tuple[str, ...], before: kinds.Scope) -> None:
        spec = kinds.SPECS[kind]
        scope = spec.scope_of(row)
        self._events.append(
            spec.event(
                record_id=row.pk, version=row.version, changed=changed, record=spec.values_of(row), area=scope.area,
                groups=scope.groups, before_area=before.area, before_groups=before.groups,
            )
        )  # fmt: skip

    def _entry(
        self, act: str, kind: str, pk: UUID, before: Mapping[str, Json] | None, after: Mapping[str, Json]
    ) -> Entry:
        return audit.entry(
            act, actor=self.terms.actor, subject_kind=kind, subject_id=pk, before=before, after=after,
            purpose=self.terms.purpose,
        )  # fmt: skip

    def _write_said(self, event_ids: list[UUID]) -> None:
        terms, tables = self.terms, {kind: kinds.SPECS[kind].assertion._meta.db_table for kind, *_ in self._said}
        for kind, table in tables.items():
            rows = (
                (
                    ids.uuid7(), self.now, jsons.canonical(said).decode(), terms.source, terms.valid_from, self.now,
                    terms.actor.id, terms.actor.label, None, act, None if place is None else event_ids[place], pk,
                )
                for of, pk, act, said, place in self._said
                if of == kind
            )  # fmt: skip
            copying.insert(table, _SAID, rows)
