"""Registering a record for the first time, after looking whether it is already there."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from ayo.audit import facade as audit
from ayo.common import clock, ids
from ayo.common.actor import Actor
from ayo.common.errors import NotAllowed
from ayo.common.jsons import Json
from ayo.region.facade import pack
from ayo.registry import access, checks, kinds, matching, models, storage
from ayo.registry.actions import change, write
from ayo.registry.data import FIELDS, Kind, Outcome
from ayo.registry.errors import AlreadyRegistered, BadValues, OutsideContract, PossibleDuplicate

_REQUIRED = {
    Kind.PERSON: ("name", "sex", "birth_on"),
    Kind.FAMILY: ("number",),
    Kind.EMPLOYEE: ("person_id", "nip", "status", "post", "organisation_id", "started_on"),
    Kind.ORGANISATION: ("code", "name", "kind", "valid_from"),
}
_DEFAULTS: Mapping[str, Mapping[str, Json]] = {Kind.PERSON: {"life_state": "ALIVE"}}


def register_record(
    kind: str,
    values: Mapping[str, Any],
    *,
    valid_from: date,
    actor: Actor,
    not_duplicates_of: Collection[UUID],
    note: str,
) -> Outcome:
    """Register a new person, family, employee or organisation.

    `not_duplicates_of` names similar persons that the caller has looked at. Raises OutsideContract, NotAllowed,
    BadValues, AlreadyRegistered or PossibleDuplicate.
    """
    access.check_contract(actor, kind, values)
    if access.unseen_measure(actor, kind) and checks.is_compared(values.get("status")):
        raise OutsideContract(
            "The number is judged by birth date and sex, which the contract does not grant.",
            fields=dict.fromkeys(("birth_on", "sex"), OutsideContract.code),
        )
    if not may_register(actor, kind):
        raise NotAllowed("Registering is the work of the authoritative source.")
    given = dict(_DEFAULTS.get(kind, {})) | checks.cleaned(kind, values)
    missing = [name for name in _REQUIRED[Kind(kind)] if given.get(name) in (None, "")]
    if missing:
        raise BadValues("Some values are missing.", fields=dict.fromkeys(missing, "missing"))
    try:
        with transaction.atomic():
            _check(kind, given, not_duplicates_of)
            return _register(kind, given, valid_from=valid_from, actor=actor, note=note)
    except IntegrityError as error:
        raise change.clear(error) from error


def may_register(actor: Actor, kind: str) -> bool:
    """Tell whether the actor speaks for the source that answers for the identity of such records."""
    identity = {Kind.PERSON: "nik", Kind.FAMILY: "number", Kind.EMPLOYEE: "nip", Kind.ORGANISATION: "code"}
    return actor.speaks_for(pack().authority_on(clock.today())[kind][identity[Kind(kind)]])


def _check(kind: str, given: Mapping[str, Json], not_duplicates_of: Collection[UUID]) -> None:
    if kind == Kind.EMPLOYEE:
        checks.check_employee(given)
        if given.get("superior_id"):
            checks.check_superior(None, given["superior_id"])
    if kind != Kind.PERSON:
        return
    found = matching.candidates(given)
    if found and found[0].score == 1.0 and "nik" in found[0].reasons:
        raise AlreadyRegistered("This NIK is registered.", fields={"nik": "taken"})
    unseen = tuple(one for one in found if one.person_id not in not_duplicates_of)
    if unseen:
        raise PossibleDuplicate("Other records may be the same person.", unseen)


def _register(kind: str, given: Mapping[str, Json], *, valid_from: date, actor: Actor, note: str) -> Outcome:
    spec = kinds.SPECS[kind]
    person_before = _person_before(kind, given)
    row: Any = spec.model(id=ids.uuid7(), updated_at=clock.now())
    spec.put(row, given)
    row.save(force_insert=True)
    audit.record(
        f"registry.register_{kind}", actor=actor, subject_kind=kind, subject_id=row.pk, after=given, purpose=note
    )
    event_id = write.announce(kind, row, _named(kind, given), before=kinds.Scope("", ()), actor=actor)
    sources = pack().authority_on(clock.today())[kind]
    for source in dict.fromkeys(sources[name] for name in given):
        # The first value of a field is taken from whoever registers; the record keeps who that was.
        said_by = source if actor.speaks_for(source) else next(iter(sorted(actor.sources)), source)
        part = {name: value for name, value in given.items() if sources[name] == source}
        storage.say(
            kind,
            row,
            part,
            source=said_by,
            valid_from=valid_from,
            actor=actor,
            act=f"registry.register_{kind}",
            event_id=event_id,
        )
    if person_before is not None:
        write.announce_person_of(row, before=person_before, actor=actor)
    return Outcome(kinds.record_of(kind, row), tuple(given), event_id=event_id)


def _named(kind: str, given: Mapping[str, Json]) -> tuple[str, ...]:
    return tuple(name for name in FIELDS[kind] if name in given)


def _person_before(kind: str, given: Mapping[str, Json]) -> kinds.Scope | None:
    if kind != Kind.EMPLOYEE:
        return None
    person = models.Person.objects.select_related("employee").get(pk=str(given["person_id"]))
    return kinds.SPECS[Kind.PERSON].scope_of(person)
