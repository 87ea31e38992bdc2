"""Whom a page may name by number within some units or an area: asked anywhere else, nobody is found."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q

from ayo.common import clock, sql
from ayo.common.actor import Actor
from ayo.region.data import lies_in, neighbourhood
from ayo.registry import models
from ayo.registry.data import Kind, LifeState
from ayo.registry.sets import in_areas

_UP = """
with recursive above as (
    select id, parent_id from registry_organisation where id = %s
    union
    select parent.id, parent.parent_id from registry_organisation parent join above on above.parent_id = parent.id
) select id from above
"""


def above(unit_id: UUID) -> frozenset[UUID]:
    """Return a unit and everything above it."""
    return frozenset(row[0] for row in sql.rows(_UP, [unit_id]))


def choices(roots: Collection[UUID] | None) -> list[tuple[UUID, str, str]]:
    """Return id, name and area of the units that stand today: the roots and below, or (None) all, by name."""
    rows = models.Organisation.objects.standing_on(clock.today())
    if roots is not None:
        rows = rows.tree(roots)
    return list(rows.order_by("name", "code").values_list("pk", "name", "area"))


def serving_on(day: date) -> Q:
    return Q(started_on__lte=day) & (Q(ended_on__isnull=True) | Q(ended_on__gte=day))


def employee_in(unit_id: UUID, nip: str) -> tuple[UUID, str] | None:
    """Return person and name of who serves in this unit or below it today under this number."""
    units = models.Organisation.objects.tree([unit_id])
    found = (
        models.Employee.objects.filter(serving_on(clock.today()), nip=nip, organisation__in=units)
        .select_related("person")
        .first()
    )
    return (found.person_id, found.person.titled_name) if found else None


def resident_in(area: str, nik: str) -> tuple[UUID, str] | None:
    """Return person and name of who lives in this area under this identity number."""
    found = models.Person.objects.standing().filter(nik=nik, life_state=LifeState.ALIVE).first()
    if found is None or not lies_in(found.kelurahan, neighbourhood(area).code):
        return None
    return found.pk, found.titled_name


def serving_under(roots: Collection[UUID] | None, nip: str) -> UUID | None:
    """Return the employee with this number who serves today in one of the units or below, or (None) anywhere."""
    rows = models.Employee.objects.filter(serving_on(clock.today()), nip=nip)
    if roots is not None:
        rows = rows.filter(organisation__in=models.Organisation.objects.tree(roots))
    return rows.values_list("pk", flat=True).first()


def employees_in_contract(actor: Actor, wanted: Collection[UUID]) -> frozenset[UUID]:
    """Return those of the employees whom an application's contract is about."""
    limit = actor.limits.get(Kind.EMPLOYEE)
    if limit is None:
        return frozenset()
    rows = models.Employee.objects.filter(in_areas(limit.areas, prefix="organisation__area"), pk__in=list(wanted))
    return frozenset(rows.values_list("pk", flat=True))
