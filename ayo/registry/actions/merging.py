"""Merging two records of one person, and taking them apart again. The survivor's values stay as they are."""

from typing import Any
from uuid import UUID

from django.db import transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import NotAllowed, NotFound
from ayo.events import facade as events
from ayo.region.facade import pack
from ayo.registry import access, kinds, models, single, storage
from ayo.registry.actions import write
from ayo.registry.data import Kind
from ayo.registry.errors import CannotMerge
from ayo.registry.events import PersonMerged, PersonUnmerged
from ayo.registry.rules import history

_POINTERS = {Kind.EMPLOYEE: "person", Kind.FAMILY: "head"}
_GUARDIANS = {"ward": "guardian", "guardian": "ward"}
"""The side of a guardianship that moves, and the other side: nobody becomes their own guardian by a merge."""


@transaction.atomic
def merge_persons(*, loser_id: UUID, survivor_id: UUID, reason: str, score: float | None, actor: Actor) -> models.Merge:
    """Declare the loser's record to be the survivor. Raises NotAllowed, NotFound or CannotMerge."""
    if not access.may_merge(actor):
        raise NotAllowed("Merging is the steward's work.")
    loser, survivor = _lock_both(loser_id, survivor_id)
    _refuse(loser, survivor)

    moved = {
        kind: [
            _point(kind, row, name, survivor, actor=actor)
            for row in kinds.SPECS[kind].model._default_manager.filter(**{name: loser})
        ]
        for kind, name in _POINTERS.items()
    } | {side: _move_guardianships(side, loser, survivor) for side in _GUARDIANS}
    loser.merged_into = survivor
    loser.version += 1
    loser.updated_at = clock.now()
    loser.save()
    merge = models.Merge.objects.create(
        loser=loser, survivor=survivor, reason=reason, score=score, moved=moved, merged_by=actor.id
    )
    audit.record(
        "registry.merge_persons",
        actor=actor,
        subject_kind=Kind.PERSON,
        subject_id=loser.pk,
        after={"merged_into": str(survivor.pk)},
        purpose=reason,
    )
    events.publish(PersonMerged(record_id=loser.pk, survivor_id=survivor.pk), actor=actor)
    return merge


@transaction.atomic
def unmerge_persons(*, merge_id: UUID, actor: Actor, reason: str) -> None:
    """Undo a merge exactly: what was moved goes back. Raises NotAllowed, NotFound or CannotMerge."""
    if not access.may_merge(actor):
        raise NotAllowed("Merging is the steward's work.")
    merge = models.Merge.objects.select_for_update().filter(pk=merge_id).first()
    if merge is None:
        raise NotFound("No such merge.")
    if merge.undone_at is not None:
        raise CannotMerge("This merge has been undone.", code="already_undone")
    loser, survivor = _lock_both(merge.loser_id, merge.survivor_id)
    if survivor.merged_into_id is not None:
        # What was moved here has moved on with the survivor; it comes back from the end of the chain.
        raise CannotMerge("The survivor was merged too; undo that first.", code="merged_further")

    for kind, name in _POINTERS.items():
        for row_id in merge.moved.get(kind, []):
            _point(kind, single.locked(kind, row_id), name, loser, actor=actor)
    for side in _GUARDIANS:
        models.Guardianship.objects.filter(pk__in=merge.moved.get(side, [])).update(**{side: loser})
    loser.merged_into = None
    loser.version += 1
    loser.updated_at = clock.now()
    loser.save()
    merge.undone_at, merge.undone_by = clock.now(), actor.id
    merge.save()
    audit.record(
        "registry.unmerge_persons",
        actor=actor,
        subject_kind=Kind.PERSON,
        subject_id=loser.pk,
        before={"merged_into": str(survivor.pk)},
        purpose=reason,
    )
    events.publish(PersonUnmerged(record_id=loser.pk, survivor_id=survivor.pk), actor=actor)
    write.announce(Kind.PERSON, loser, (), before=kinds.Scope("", ()), actor=actor)


def _lock_both(loser_id: UUID, survivor_id: UUID) -> tuple[models.Person, models.Person]:
    """Lock in the order of the ids, so that two stewards never wait for each other."""
    rows = {row.pk: row for row in map(_locked, sorted({loser_id, survivor_id})) if row is not None}
    if loser_id not in rows or survivor_id not in rows:
        raise NotFound("No such person.")
    return rows[loser_id], rows[survivor_id]


def _locked(person_id: UUID) -> models.Person | None:
    row: models.Person | None = single.locked(Kind.PERSON, person_id)
    return row


def _refuse(loser: models.Person, survivor: models.Person) -> None:
    if loser.pk == survivor.pk:
        raise CannotMerge("A record cannot be merged into itself.", code="same_record")
    if loser.merged_into_id or survivor.merged_into_id:
        raise CannotMerge("One of the records is merged already.", code="already_merged")
    if loser.nik and survivor.nik and loser.nik != survivor.nik:
        raise CannotMerge("Two different NIK are two persons.", code="different_nik")
    employed = models.Employee.objects.filter(person__in=[loser, survivor]).count()
    if employed > 1:
        raise CannotMerge("Both records hold an employee; end one first.", code="two_employees")


def _move_guardianships(side: str, loser: models.Person, survivor: models.Person) -> list[str]:
    rows = models.Guardianship.objects.filter(**{side: loser}).exclude(**{_GUARDIANS[side]: survivor})
    ids = [str(pk) for pk in rows.select_for_update().values_list("pk", flat=True)]
    models.Guardianship.objects.filter(pk__in=ids).update(**{side: survivor})
    return ids


def _point(kind: str, row: Any, name: str, person: models.Person, *, actor: Actor) -> str:
    """Point a family or employee record to the other person, say so in its history, and tell it like any change."""
    field = f"{name}_id"
    before = kinds.SPECS[kind].scope_of(row)
    said = history.known(kinds.said_of(kind, row.pk), valid_on=clock.today()).get(field)
    setattr(row, name, person)
    row.version += 1
    row.updated_at = clock.now()
    storage.store(kind, row, (field,))
    event_id = write.announce(kind, row, (field,), before=before, actor=actor)
    storage.say(
        kind,
        row,
        {field: str(person.pk)},
        source=pack().authority_on(clock.today())[kind][field],
        # It was this person all along: the correction is new, what it says is as old as what it corrects.
        valid_from=said.valid_from if said else clock.today(),
        actor=actor,
        act="registry.merge_persons",
        event_id=event_id,
    )
    return str(row.pk)
