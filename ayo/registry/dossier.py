"""Everything the house holds about one person, gathered with a small, constant number of queries."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from ayo.common import clock, rows, sql
from ayo.common.actor import Actor
from ayo.region.facade import pack
from ayo.registry import access, kinds, models
from ayo.registry.data import Dossier, Kind, Known, Member, PersonLine
from ayo.registry.models.person import is_under_age, titled
from ayo.registry.rules import history

_MEMBERS = """
select member.id, member.front_title, member.name, member.back_title, member.family_role, member.birth_on, card.number
from registry_person member join registry_family card on card.id = member.family_id
where member.family_id = %s and member.merged_into_id is null
"""
_HOUSEHOLD = """
select member.id, member.front_title, member.name, member.back_title, member.family_role, member.birth_on, ''
from registry_person me join registry_person member on member.family_id = me.family_id
where me.id = %s and member.merged_into_id is null
"""
_PERSON = """
select {person}, {employee}, unit.name, chief.front_title, chief.name, chief.back_title
from registry_person person
left join registry_employee employee on employee.person_id = person.id
left join registry_organisation unit on unit.id = employee.organisation_id
left join registry_employee superior on superior.id = employee.superior_id
left join registry_person chief on chief.id = superior.person_id
where person.id = %s
"""
_ORDER = {"HEAD": 0, "SPOUSE": 1, "CHILD": 2}


def of_person(actor: Actor, person_id: UUID) -> Dossier | None:
    """Return what is true today as far as is known, or None when the actor may not see it."""
    is_own = actor.on_behalf_of is None and actor.person_id == person_id
    if not is_own and not access.persons_visible_to(actor).filter(pk=person_id).exists():
        return None
    found = sql.row(_statement(), [person_id])
    if found is None:
        return None
    person, employee, work_names = _read(found)
    members, number = _members(person)
    return Dossier(
        record=kinds.record_of(Kind.PERSON, person),
        titled_name=person.titled_name,
        known=_known(Kind.PERSON, person.pk),
        members=members,
        employee=kinds.record_of(Kind.EMPLOYEE, employee) if employee else None,
        employee_known=_known(Kind.EMPLOYEE, employee.pk) if employee else {},
        names={str(person.pk): person.titled_name, str(person.family_id): number} | work_names,
        groups=kinds.SPECS[Kind.PERSON].scope_of(person).groups,
        is_child=person.is_child_on(clock.today()),
        spoken=_spoken(actor, person),
    )


def household(person_id: UUID) -> tuple[Member, ...]:
    """Return everybody on the family card of a person, oneself among them; one statement for the home page."""
    return _in_order(_HOUSEHOLD, person_id)[0]


def line_of(person: models.Person, *, is_employee: bool) -> PersonLine:
    """Return what a list shows of a person: enough to recognise, no number."""
    return PersonLine(
        id=person.pk,
        name=person.titled_name,
        sex=person.sex,
        birth_on=person.birth_on,
        kelurahan=person.kelurahan,
        rt=person.rt,
        rw=person.rw,
        is_alive=person.life_state == "ALIVE",
        is_employee=is_employee,
    )


@cache
def _statement() -> str:
    return _PERSON.format(
        person=rows.columns(models.Person, "person"), employee=rows.columns(models.Employee, "employee")
    )


def _read(row: Sequence[Any]) -> tuple[models.Person, models.Employee | None, dict[str, str]]:
    """Return a person, their post, and what unit and superior of the post are called."""
    until = rows.width(models.Person)
    person, work = rows.built(models.Person, row[:until]), row[until:]
    *post, unit, front, chief, back = work
    employee = rows.built(models.Employee, post) if unit else None
    models.Person._meta.get_field("employee").set_cached_value(person, employee)
    if employee is None:
        return person, None, {}
    names = {str(employee.organisation_id): unit}
    if employee.superior_id:
        names[str(employee.superior_id)] = titled(front, chief, back)
    return person, employee, names


def _known(kind: str, subject_id: UUID) -> Mapping[str, Known]:
    return history.known(kinds.said_of(kind, subject_id), valid_on=clock.today())


def _spoken(actor: Actor, person: models.Person) -> frozenset[str]:
    speaking = access.sources_of(actor, Kind.PERSON, person)
    authority = pack().authority_on(clock.today())[Kind.PERSON]
    return frozenset(name for name, source in authority.items() if source in speaking)


def _members(person: models.Person) -> tuple[tuple[Member, ...], str]:
    """Return everybody on the family card, and its number."""
    if person.family_id is None:
        return (), ""
    return _in_order(_MEMBERS, person.family_id)


def _in_order(statement: str, of: UUID) -> tuple[tuple[Member, ...], str]:
    in_order = sorted(sql.rows(statement, [of]), key=lambda row: (_ORDER.get(row[4], 3), row[5] or date.max, row[0]))
    today = clock.today()
    members = tuple(
        Member(pk, titled(front, name, back), role, born, is_under_age(born, today))
        for pk, front, name, back, role, born, _number in in_order
    )
    return members, in_order[0][6] if in_order else ""
