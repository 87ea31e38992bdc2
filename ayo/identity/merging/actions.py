"""Following a merge of the registry: roles, delegations and the account go to the survivor, and back again.

What would make somebody their own delegate stays where it is. So does a second account, for the person has one already:
whoever signs in with it comes as the survivor (`registry/merged.py`), as long as the records are one.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.identity.models import Account, Delegation, Moved, RoleGrant


@transaction.atomic
def follow_merge(*, loser_id: UUID, survivor_id: UUID) -> None:
    """Give the survivor what the loser holds. A merge that was followed already is not followed twice."""
    if Moved.objects.select_for_update().filter(loser_id=loser_id, undone_at__isnull=True).exists():
        return
    rows = {
        place: [str(pk) for pk in found.select_for_update().values_list("pk", flat=True)]
        for place, found in _held_by(loser_id, but=survivor_id).items()
    }
    for place, ids in rows.items():
        _point(place, ids, survivor_id)
    Moved.objects.create(loser_id=loser_id, survivor_id=survivor_id, rows=rows)
    _note("identity.follow_merge", survivor_id, {"from": str(loser_id)}, rows)


@transaction.atomic
def follow_unmerge(*, loser_id: UUID) -> None:
    """Give back what came from the loser; the registry undoes a chain of merges from its end."""
    moved = Moved.objects.select_for_update().filter(loser_id=loser_id, undone_at__isnull=True).first()
    if moved is None:
        return
    for place, ids in moved.rows.items():
        _point(place, ids, loser_id)
    moved.undone_at = clock.now()
    moved.save(update_fields=["undone_at"])
    _note("identity.follow_unmerge", loser_id, {"from": str(moved.survivor_id)}, moved.rows)


def _held_by(person_id: UUID, *, but: UUID) -> dict[str, QuerySet[Any]]:
    """Return by place what is a person's and can become that of the other."""
    has_account = Account.objects.filter(person_id=but).exists()
    return {
        "role": RoleGrant.objects.filter(person_id=person_id),
        "principal": Delegation.objects.filter(principal_id=person_id).exclude(delegate_id=but),
        "delegate": Delegation.objects.filter(delegate_id=person_id).exclude(principal_id=but),
        "account": Account.objects.none() if has_account else Account.objects.filter(person_id=person_id),
    }


def _point(place: str, ids: list[str], person_id: UUID) -> None:
    tables: dict[str, tuple[QuerySet[Any], str]] = {
        "role": (RoleGrant.objects.all(), "person"),
        "principal": (Delegation.objects.all(), "principal"),
        "delegate": (Delegation.objects.all(), "delegate"),
        "account": (Account.objects.all(), "person"),
    }
    rows, name = tables[place]
    rows.filter(pk__in=ids).update(**{name: person_id})


def _note(act: str, person_id: UUID, origin: dict[str, str], rows: dict[str, list[str]]) -> None:
    counts = {place: len(ids) for place, ids in rows.items() if ids}
    audit.record(act, actor=SYSTEM, subject_kind="person", subject_id=person_id, before=origin, after=counts)
