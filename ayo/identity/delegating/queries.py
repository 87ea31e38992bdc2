"""For whom somebody may act, and who may act for them. One statement knows all three grounds."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from ayo.common import clock, sql
from ayo.common.actor import Actor, Grant, Role
from ayo.identity.delegating.data import DelegationLine, Ground, Mandate, Scope
from ayo.identity.models import Delegation
from ayo.identity.models.delegation import DelegationQuerySet
from ayo.region.data import Kinship
from ayo.region.facade import pack

ACTING_FOR = "acting_for"
"""Under this name a session keeps for whom its owner acts."""

_MANDATES = """
select person.id, person.front_title, person.name, person.back_title, ground.code, ground.scopes, ground.until
from (
    select given.principal_id as whom, 'DELEGATION' as code, given.scopes, given.valid_to as until
    from identity_delegation given
    where given.delegate_id = %(me)s and given.accepted_at is not null and given.ended_at is null
      and given.valid_from <= %(day)s and given.valid_to > %(day)s
    union all
    select child.id, 'PARENT', null, null
    from registry_person parent
    join registry_person child on child.family_id = parent.family_id and child.family_role = 'CHILD'
    where parent.id = %(me)s and parent.family_role in ('HEAD', 'SPOUSE') and parent.merged_into_id is null
      and child.birth_on > %(grown)s
      and not (%(gives_way)s and exists (
          select from registry_guardianship appointed
          where appointed.ward_id = child.id and appointed.of_child and appointed.valid_from <= %(day)s
            and (appointed.valid_to is null or appointed.valid_to > %(day)s)
      ))
    union all
    select ward.id, 'GUARDIAN', null, held.valid_to
    from registry_guardianship held join registry_person ward on ward.id = held.ward_id
    where held.guardian_id = %(me)s and held.valid_from <= %(day)s
      and (held.valid_to is null or held.valid_to > %(day)s)
      and (not held.of_child or ward.birth_on > %(grown)s)
) ground
join registry_person person on person.id = ground.whom
where person.life_state = 'ALIVE' and person.merged_into_id is null
  and (%(whom)s::uuid is null or person.id = %(whom)s::uuid)
order by person.name, person.id, ground.code
"""


def mandates_of(person_id: UUID) -> list[Mandate]:
    """Return for whom a person may act today, one line per ground."""
    return [_mandate(row) for row in _rows(person_id, None)]


def acting(actor: Actor, whom: str) -> Actor:
    """Return the actor as acting for this person. Nothing of their own roles goes along.

    When nothing allows it any more they still do not become themselves again unasked: they may do nothing at all.
    """
    found = [_mandate(row) for row in _rows(actor.id, whom)]
    return replace(
        actor,
        grants=(Grant(Role.RESIDENT),),
        sources=frozenset(),
        scopes=frozenset(scope for one in found for scope in one.scopes),
        on_behalf_of=UUID(whom),
        on_behalf_label=found[0].name if found else "",
    )


def given_by(person_id: UUID) -> list[DelegationLine]:
    """Return what a person has given and nobody has ended, the newest first."""
    rows = Delegation.objects.open_on(clock.today()).filter(principal_id=person_id).select_related("delegate")
    return [_line(row, row.delegate.titled_name if row.delegate else "") for row in rows.order_by("-pk")]


def offered_to(person_id: UUID) -> list[DelegationLine]:
    """Return what waits for this person's answer."""
    rows = Delegation.objects.open_on(clock.today()).filter(delegate_id=person_id, accepted_at__isnull=True)
    return [_line(row, row.principal.titled_name) for row in rows.select_related("principal").order_by("-pk")]


def taken_by(person_id: UUID) -> list[DelegationLine]:
    """Return what this person has accepted and nobody has ended."""
    rows = Delegation.objects.open_on(clock.today()).filter(delegate_id=person_id, accepted_at__isnull=False)
    return [_line(row, row.principal.titled_name) for row in rows.select_related("principal").order_by("-pk")]


def behind_code(digest: str, *, but: UUID) -> DelegationLine | None:
    """Return what a code stands for; one's own code opens nothing to oneself."""
    rows = Delegation.objects.open_on(clock.today()).filter(digest=digest, delegate__isnull=True)
    row = rows.exclude(principal_id=but).select_related("principal").first()
    return _line(row, row.principal.titled_name) if row else None


def of_either(person_id: UUID) -> DelegationQuerySet:
    """Return the delegations that this person gave, was offered or took: who may end them."""
    return Delegation.objects.filter(Q(principal_id=person_id) | Q(delegate_id=person_id))


def _rows(person_id: UUID, whom: str | None) -> list[tuple[Any, ...]]:
    today = clock.today()
    gives_way = pack().gives_way_on(Kinship.PARENT, today)
    asked = {"me": person_id, "whom": whom, "day": today, "grown": grown_since(today), "gives_way": gives_way}
    return sql.rows(_MANDATES, asked)


def grown_since(day: date) -> date:
    """Return the day after which somebody was born who is under 18 on this day."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 18, day=28 if is_leap_day else day.day)


def _mandate(row: tuple[Any, ...]) -> Mandate:
    pk, front, name, back, ground, scopes, until = row
    whole = f"{front} {name}".strip() + (f", {back}" if back else "")
    return Mandate(pk, whole, Ground(ground), frozenset(Scope) if scopes is None else frozenset(scopes), until)


def _line(row: Delegation, other: str) -> DelegationLine:
    return DelegationLine(
        row.pk, other, tuple(row.scopes), row.valid_from, row.valid_to, row.accepted_at is not None, bool(row.digest)
    )
