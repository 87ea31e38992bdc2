"""Recognising somebody by the numbers on their cards: exactly, or not at all, and never which of them was wrong."""

from datetime import date
from uuid import UUID

from django.utils.crypto import constant_time_compare

from ayo.registry import models
from ayo.registry.data import LifeState


def person_with(*, nik: str, family_number: str, born: date) -> UUID | None:
    """Return the living person whose NIK, family card and birth date are these; None for any other answer."""
    people = models.Person.objects.standing().filter(nik=nik, life_state=LifeState.ALIVE)
    found = people.values_list("pk", "family__number", "birth_on").first()
    person_id, number, birth_on = found or (None, None, None)
    # Compared in any case, so that a NIK nobody has takes as long as a wrong card.
    is_same = constant_time_compare(f"{number}|{birth_on}", f"{family_number}|{born}")
    return person_id if is_same else None
