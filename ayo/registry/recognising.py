"""Recognising somebody by the numbers on their cards: exactly, or not at all, and never which of them was wrong."""

from datetime import date
from uuid import UUID

from django.utils.crypto import constant_time_compare

from ayo.common.actor import Actor
from ayo.registry import access, dossier, models
from ayo.registry.data import LifeState, PersonLine


def person_with(*, nik: str, family_number: str, born: date) -> UUID | None:
    """Return the living person whose NIK, family card and birth date are these; None for any other answer."""
    people = models.Person.objects.standing().filter(nik=nik, life_state=LifeState.ALIVE)
    found = people.values_list("pk", "family__number", "birth_on").first()
    person_id, number, birth_on = found or (None, None, None)
    # Compared in any case, so that a NIK nobody has takes as long as a wrong card.
    is_same = constant_time_compare(f"{number}|{birth_on}", f"{family_number}|{born}")
    return person_id if is_same and number and birth_on else None


def person_seen(actor: Actor, *, nik: str) -> PersonLine | None:
    """Return the living person with this NIK if the actor may open their record."""
    people = access.persons_visible_to(actor).standing().filter(nik=nik, life_state=LifeState.ALIVE)
    found = people.select_related("employee").first()
    return dossier.line_of(found, is_employee=hasattr(found, "employee")) if found else None


def living_with(nik: str) -> UUID | None:
    """Return the living person with this NIK, wherever they live; the caller counts and records who asks."""
    people = models.Person.objects.standing().filter(nik=nik, life_state=LifeState.ALIVE)
    return people.values_list("pk", flat=True).first()
