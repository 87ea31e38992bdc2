"""Changing a record: what the speaker has authority over is written, the rest is proposed."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import NotFound, Stale
from ayo.common.jsons import Json
from ayo.events import facade as events
from ayo.region.facade import pack
from ayo.registry import access, checks, kinds, models, single
from ayo.registry.actions import write
from ayo.registry.data import Kind, Outcome
from ayo.registry.errors import AlreadyRegistered, BadValues
from ayo.registry.events import ProposalMade
from ayo.registry.rules import authority


def change_record(
    kind: str,
    subject_id: UUID,
    values: Mapping[str, Any],
    *,
    valid_from: date,
    actor: Actor,
    expected_version: int | None,
    note: str,
) -> Outcome:
    """Change fields of a record that the actor may see.

    Raises OutsideContract, NotFound, Stale (the record is not at `expected_version` any more), BadValues or
    AlreadyRegistered.
    """
    # Before anything is read, so that right and wrong guesses get the same answer in the same time.
    access.check_contract(actor, kind, values)
    given = checks.cleaned(kind, values)
    try:
        with transaction.atomic():
            return _change(kind, subject_id, given, valid_from, actor, expected_version, note)
    except IntegrityError as error:
        raise clear(error) from error


def _change(
    kind: str,
    subject_id: UUID,
    given: Mapping[str, Json],
    valid_from: date,
    actor: Actor,
    expected_version: int | None,
    note: str,
) -> Outcome:
    row = single.locked(kind, subject_id)
    if row is None or not access.sees(actor, kind, row):
        raise NotFound("No such record.")
    if expected_version is not None and row.version != expected_version:
        raise Stale("The record has changed since you read it.")

    current = kinds.SPECS[kind].values_of(row)
    wanted = given if valid_from > clock.today() else authority.changes(given, current)
    if not wanted:
        return Outcome(kinds.record_of(kind, row))
    held_back = access.unseen_measure(actor, kind)
    _check_together(kind, row, current, wanted, unjudged=held_back)

    parts = authority.split(
        wanted,
        authority=pack().authority_on(clock.today())[kind],
        spoken_for=access.sources_of(actor, kind, row),
        held_back=held_back,
    )
    event_id = None
    if parts.written:
        event_id = _write(kind, row, parts.written, valid_from=valid_from, actor=actor, note=note)
    proposal = None
    for source, proposed in parts.proposed.items():
        proposal = propose(kind, row, proposed, authority=source, valid_from=valid_from, actor=actor, note=note)
    return Outcome(
        kinds.record_of(kind, row),
        tuple(parts.written),
        tuple(name for group in parts.proposed.values() for name in group),
        proposal.pk if proposal else None,
        event_id,
    )


def _write(
    kind: str, row: Any, values: Mapping[str, Json], *, valid_from: date, actor: Actor, note: str
) -> UUID | None:
    person_before = _person_scope(kind, row)
    sources = pack().authority_on(clock.today())[kind]
    event_id = None
    for source in dict.fromkeys(sources[name] for name in values):
        part = {name: value for name, value in values.items() if sources[name] == source}
        made = write.write(
            kind, row, part, source=source, valid_from=valid_from, actor=actor, act=f"registry.change_{kind}",
            purpose=note,
        )  # fmt: skip
        event_id = event_id or made
    if person_before is not None:
        write.announce_person_of(row, before=person_before, actor=actor)
    return event_id


def propose(
    kind: str,
    row: Any,
    values: Mapping[str, Json],
    *,
    authority: str,
    valid_from: date,
    actor: Actor,
    note: str,
) -> models.Proposal:
    """Leave a change for the authoritative source to decide, and tell it."""
    current = kinds.SPECS[kind].values_of(row)
    person_id = {Kind.PERSON: row.pk, Kind.EMPLOYEE: getattr(row, "person_id", None)}.get(Kind(kind))
    proposal = models.Proposal.objects.create(
        kind=kind,
        subject_id=row.pk,
        person_id=person_id,
        authority=authority,
        values=dict(values),
        before={name: current.get(name) for name in values},
        source=next(iter(sorted(actor.sources)), ""),
        valid_from=valid_from,
        note=note,
        proposed_by=actor.id,
        proposed_by_label=actor.label,
        app_id=actor.app_id,
    )
    audit.record("registry.propose", actor=actor, subject_kind=kind, subject_id=row.pk, after=values, purpose=note)
    events.publish(
        ProposalMade(
            proposal_id=proposal.pk,
            kind=kind,
            record_id=row.pk,
            person_id=person_id,
            authority=authority,
            fields=tuple(values),
        ),
        actor=actor,
    )
    return proposal


def _person_scope(kind: str, row: Any) -> kinds.Scope | None:
    if kind != Kind.EMPLOYEE:
        return None
    person = single.locked(Kind.PERSON, row.person_id)
    return kinds.SPECS[Kind.PERSON].scope_of(person)


def _check_together(
    kind: str, row: Any, current: Mapping[str, Json], wanted: Mapping[str, Json], *, unjudged: frozenset[str]
) -> None:
    if kind != Kind.EMPLOYEE:
        return
    if "person_id" in wanted:
        raise BadValues("An employee record stays with its person.", fields={"person_id": "fixed"})
    if ({"nip", "status"} - unjudged) & wanted.keys():
        checks.check_number({**current, **wanted})
    if "organisation_id" in wanted:
        checks.check_unit(wanted["organisation_id"])
    if "superior_id" in wanted:
        checks.check_superior(row.pk, wanted["superior_id"])


def clear(error: IntegrityError) -> AlreadyRegistered | BadValues:
    """Say in the domain's words which constraint spoke."""
    text = str(error)
    for part, name in (("nik", "nik"), ("nip", "nip"), ("number", "number"), ("code", "code")):
        if f"({part})" in text:
            return AlreadyRegistered("This number belongs to another record.", fields={name: "taken"})
    for part, name in (("family", "family_id"), ("head", "head_id"), ("parent", "parent_id")):
        if f"({part}_id)" in text:
            return BadValues("The record pointed to does not exist.", fields={name: "unknown"})
    return BadValues("The values contradict each other.", fields={})
