"""The one place that puts values into a record: row, history, audit and event together."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from ayo.audit import facade as audit
from ayo.common import clock, sql
from ayo.common.actor import Actor
from ayo.common.jsons import Json
from ayo.events import facade as events
from ayo.registry import kinds, single, storage
from ayo.registry.data import Kind
from ayo.registry.rules import history


def write(
    kind: str,
    row: Any,
    values: Mapping[str, Json],
    *,
    source: str,
    valid_from: date,
    actor: Actor,
    act: str,
    purpose: str,
) -> UUID | None:
    """Write values into a locked row and tell everybody; return the event's id.

    Values that hold only from a later day are written to the history and wait there (`apply_due_values`).
    """
    spec = kinds.SPECS[kind]
    event_id: UUID | None = None
    later = valid_from > clock.today()
    now_holding = {} if later else _holding(spec, row, values, valid_from)
    with sql.together():
        if later:
            audit.record(
                f"{act}_later", actor=actor, subject_kind=kind, subject_id=row.pk, after=values, purpose=purpose
            )
        else:
            event_id = put(spec, row, now_holding, actor=actor, act=act, purpose=purpose)
        storage.say(kind, row, values, source=source, valid_from=valid_from, actor=actor, act=act, event_id=event_id)
    return event_id


def _holding(spec: kinds.Spec, row: Any, values: Mapping[str, Json], valid_from: date) -> Mapping[str, Json]:
    """Leave out fields for which the history holds a later value: a back-dated entry corrects the past only."""
    if valid_from == clock.today():
        return values
    said = kinds.said_of(spec.kind, row.pk)
    now_known = history.known(said, valid_on=clock.today())
    return {
        name: value
        for name, value in values.items()
        if name not in now_known or now_known[name].valid_from <= valid_from
    }


def put(spec: kinds.Spec, row: Any, values: Mapping[str, Json], *, actor: Actor, act: str, purpose: str) -> UUID | None:
    """Put values into a locked row, with audit entry and event; return the event's id, or None when nothing changes."""
    before_values, before_scope = spec.values_of(row), spec.scope_of(row)
    changed = {name: value for name, value in values.items() if before_values.get(name) != value}
    if not changed:
        return None
    spec.put(row, changed)
    row.version += 1
    row.updated_at = clock.now()
    storage.store(spec.kind, row, changed)
    audit.record(
        act,
        actor=actor,
        subject_kind=spec.kind,
        subject_id=row.pk,
        before={name: before_values.get(name) for name in changed},
        after=changed,
        purpose=purpose,
    )
    return announce(spec.kind, row, tuple(changed), before=before_scope, actor=actor)


def announce(kind: str, row: Any, changed: tuple[str, ...], *, before: kinds.Scope, actor: Actor) -> UUID:
    """Publish the record as it stands now, with the scope it had before."""
    spec = kinds.SPECS[kind]
    scope = spec.scope_of(row)
    event = spec.event(
        record_id=row.pk,
        version=row.version,
        changed=changed,
        record=spec.values_of(row),
        area=scope.area,
        groups=scope.groups,
        before_area=before.area,
        before_groups=before.groups,
    )
    return events.publish(event, actor=actor)


def announce_person_of(employee: Any, *, before: kinds.Scope, actor: Actor) -> None:
    """Tell that a person joined or left the employees, so that applications for employees gain or lose the record."""
    person = single.locked(Kind.PERSON, employee.person_id)
    scope = kinds.SPECS[Kind.PERSON].scope_of(person)
    if scope.groups == before.groups:
        return
    person.version += 1
    person.updated_at = clock.now()
    storage.store(Kind.PERSON, person, ())
    announce(Kind.PERSON, person, (), before=before, actor=actor)
