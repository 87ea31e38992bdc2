"""Disciplinary measures: those that the personnel office looks after, and one's own."""

from uuid import UUID

from ayo.common.actor import Actor, Role
from ayo.common.errors import NotFound
from ayo.performance import access
from ayo.performance.models import DisciplinaryMeasure
from ayo.registry import facade as registry

SHOWN = 50


def page(actor: Actor, *, offset: int, limit: int) -> tuple[list[DisciplinaryMeasure], int]:
    """Return measures within the actor's reach, the last to begin first, and how many there are; none of their own."""
    rows = DisciplinaryMeasure.objects.select_related("employee")
    if actor.person_id is not None:
        rows = rows.exclude(employee__person_id=actor.person_id)
    if not actor.has(Role.BKPSDM_ADMIN):
        units = actor.organisations(Role.PERSONNEL_OFFICER)
        rows = rows.filter(employee__organisation__in=registry.units_below(units))
    return list(rows.order_by("-since", "-pk")[offset : offset + limit]), rows.count()


def measure(actor: Actor, measure_id: UUID) -> DisciplinaryMeasure:
    """Return a measure within the actor's reach. Raises NotFound."""
    found = DisciplinaryMeasure.objects.filter(pk=measure_id).select_related("employee").first()
    if found is None or not access.may_discipline(actor, found.employee_id):
        raise NotFound("No such measure.")
    return found


def of_person(person_id: UUID) -> list[DisciplinaryMeasure]:
    """Return one's own measures, the last to begin first."""
    rows = DisciplinaryMeasure.objects.filter(employee__person_id=person_id)
    return list(rows.order_by("-since", "-pk")[:SHOWN])
