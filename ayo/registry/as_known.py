"""A person as known on: what was true of them on a day, as the house knew it at a moment, with the family of that day.

The number of queries is constant, and each reads as much as one family or one line of work has.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from ayo.common import clock, sql
from ayo.common.actor import Actor
from ayo.registry import access, kinds, models
from ayo.registry.data import AsKnown, Kind, Known, Member, Membership
from ayo.registry.models.person import is_under_age, titled
from ayo.registry.rules import history

_EVER_OF_FAMILY = """
select distinct subject_id from registry_personassertion
where "values" ? 'family_id' and "values" ->> 'family_id' = %s
"""
_ORDER = {"HEAD": 0, "SPOUSE": 1, "CHILD": 2}


@dataclass(frozen=True, slots=True)
class Then:
    """The two clocks: the day it was true, and the moment it was known (None: now)."""

    valid_on: date
    known_at: datetime | None

    def of(self, kind: str, subject_ids: Collection[UUID]) -> dict[UUID, dict[str, Known]]:
        """Return what was known of each of a few records."""
        said = kinds.said_of_all(kind, subject_ids)
        return {pk: history.known(found, valid_on=self.valid_on, known_at=self.known_at) for pk, found in said.items()}

    def one(self, kind: str, subject_id: UUID) -> dict[str, Known]:
        return self.of(kind, [subject_id])[subject_id]


def of_person(actor: Actor, person_id: UUID, *, valid_on: date, known_at: datetime | None) -> AsKnown | None:
    """Return what was true of somebody then, or None when the actor may not see them today."""
    if actor.person_id != person_id and not access.persons_visible_to(actor).filter(pk=person_id).exists():
        return None
    then = Then(valid_on, known_at)
    known = then.one(Kind.PERSON, person_id)
    merges = _merges_of(person_id)
    work = _work(person_id, merges, then)
    return AsKnown(
        known=known,
        membership=_membership(actor, known, then),
        employee_known=work,
        names=_names(work, then),
        merged_into=_stood_for(merges, known_at).get(person_id),
    )


def members(family_id: UUID, *, valid_on: date, known_at: datetime | None) -> dict[UUID, dict[str, Known]]:
    """Return who was of a family on a day, as known at a moment, each with what was known of them.

    A record that another stood for by then is left out, as it is from the family of today.
    """
    ever = [row[0] for row in sql.rows(_EVER_OF_FAMILY, [str(family_id)])]
    if not ever:
        return {}
    merged = _stood_for(list(models.Merge.objects.filter(loser__in=ever)), known_at)
    known = Then(valid_on, known_at).of(Kind.PERSON, [one for one in ever if one not in merged])
    return {pk: one for pk, one in known.items() if _said(one, "family_id") == str(family_id)}


def _membership(actor: Actor, known: Mapping[str, Known], then: Then) -> Membership | None:
    family = _said(known, "family_id")
    if not family:
        return None
    family_id = UUID(family)
    card = then.one(Kind.FAMILY, family_id)
    found = members(family_id, valid_on=then.valid_on, known_at=then.known_at)
    seen = set(access.persons_visible_to(actor).filter(pk__in=list(found)).values_list("pk", flat=True))
    shown = [_member(pk, one, then.valid_on) for pk, one in found.items() if pk in seen]
    return Membership(
        family_id=family_id,
        number=_said(card, "number"),
        role=_said(known, "family_role"),
        address=card["address"].value if "address" in card else None,
        members=tuple(sorted(shown, key=lambda one: (_ORDER.get(one.role, 3), one.birth_on or date.max, one.id))),
        others=len(found) - len(shown),
    )


def _member(person_id: UUID, known: Mapping[str, Known], day: date) -> Member:
    born = _said(known, "birth_on")
    birth_on = date.fromisoformat(born) if born else None
    return Member(person_id, _name(known), _said(known, "family_role"), birth_on, is_under_age(birth_on, day))


def _work(person_id: UUID, merges: Collection[models.Merge], then: Then) -> dict[str, Known]:
    """Return what was known of somebody's service. A merge moves it to the record that stands, from then on."""
    now_of = models.Employee.objects.filter(person_id=person_id).values_list("pk", flat=True)
    moved = {UUID(pk) for one in merges for pk in one.moved.get(Kind.EMPLOYEE, [])}
    stood_for = _stood_for(merges, then.known_at)
    for known in then.of(Kind.EMPLOYEE, {*now_of, *moved}).values():
        holder = _said(known, "person_id")
        if holder and stood_for.get(UUID(holder), UUID(holder)) == person_id:
            return known
    return {}


def _names(work: Mapping[str, Known], then: Then) -> dict[str, str]:
    """Say what the unit and the superior were called then."""
    names: dict[str, str] = {}
    if unit := _said(work, "organisation_id"):
        names[unit] = _said(then.one(Kind.ORGANISATION, UUID(unit)), "name")
    if superior := _said(work, "superior_id"):
        person_id = models.Employee.objects.filter(pk=superior).values_list("person_id", flat=True).first()
        names[superior] = _name(then.one(Kind.PERSON, person_id)) if person_id else ""
    return {key: name for key, name in names.items() if name}


def _merges_of(person_id: UUID) -> list[models.Merge]:
    return list(models.Merge.objects.filter(Q(loser=person_id) | Q(survivor=person_id)))


def _stood_for(merges: Collection[models.Merge], known_at: datetime | None) -> dict[UUID, UUID]:
    """Return which record stood for which others at a moment: merged by then, and not yet taken apart."""
    moment = known_at or clock.now()
    return {
        one.loser_id: one.survivor_id
        for one in merges
        if one.created_at <= moment and (one.undone_at is None or one.undone_at > moment)
    }


def _name(known: Mapping[str, Known]) -> str:
    return titled(_said(known, "front_title"), _said(known, "name"), _said(known, "back_title"))


def _said(known: Mapping[str, Known], name: str) -> str:
    found: Any = known[name].value if name in known else None
    return str(found or "")
