"""Disciplinary measures: those that the personnel office looks after, and one's own."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import F, Q

from ayo.common.actor import Actor
from ayo.common.errors import NotFound
from ayo.performance import access
from ayo.performance.models import DisciplinaryMeasure
from ayo.registry import facade as registry

SHOWN = 50
NIP_DIGITS = 18


class Standing(StrEnum):
    """How a measure stands on a day, as addresses name it."""

    ALL = ""
    IN_FORCE = "berlaku"
    TO_COME = "akan"
    OVER = "selesai"


_STANDING: Mapping[Standing, Callable[[date], Q]] = {
    Standing.ALL: lambda day: Q(),
    Standing.IN_FORCE: lambda day: Q(since__lte=day, until__gt=day),
    Standing.TO_COME: lambda day: Q(since__gt=day, until__gt=F("since")),
    Standing.OVER: lambda day: Q(until__lte=day) | Q(until=F("since")),
}


def page(
    actor: Actor, standing: Standing, words: str, *, day: date, offset: int, limit: int
) -> tuple[list[DisciplinaryMeasure], int]:  # fmt: skip
    """Return measures within the actor's reach, the last to begin first, and how many there are; none of their own.

    `words` are a part of a name or of the number of a decree, or a whole NIP.
    """
    rows = DisciplinaryMeasure.objects.select_related("employee").filter(_STANDING[standing](day))
    if words:
        rows = rows.filter(_named(words))
    if actor.person_id is not None:
        rows = rows.exclude(employee__person_id=actor.person_id)
    rows = access.looked_after(rows, actor)
    return list(rows.order_by("-since", "-pk")[offset : offset + limit]), rows.count()


def _named(words: str) -> Q:
    number, name = words.replace(" ", ""), registry.search_form(words)
    found = Q(decree__icontains=words)
    if number.isdigit() and len(number) == NIP_DIGITS:
        return found | Q(employee__nip=number)
    return found | Q(employee__search_name__contains=name) if name else found


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
