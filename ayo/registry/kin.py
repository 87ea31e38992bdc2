"""Who is a child, who are the grown members of a family card, and who ever was on one card with somebody."""

from uuid import UUID

from ayo.common import clock
from ayo.registry import kinds, models
from ayo.registry.data import Kind, LifeState


def is_child(person_id: UUID) -> bool:
    person = models.Person.objects.filter(pk=person_id).first()
    return person is not None and person.is_child_on(clock.today())


def grown_family_of(person_id: UUID) -> dict[UUID, str]:
    """Return id and name of the other living adults on a person's family card, by name."""
    own = models.Person.objects.filter(pk=person_id, family__isnull=False).values("family_id")
    rows = models.Person.objects.standing().filter(family_id__in=own, life_state=LifeState.ALIVE).exclude(pk=person_id)
    today = clock.today()
    return {row.pk: row.titled_name for row in rows.order_by("name", "pk") if not row.is_child_on(today)}


def share_family_card(one: UUID, other: UUID) -> bool:
    """Tell whether two persons are, or ever were by what was said of them, on the same family card."""
    said = kinds.said_of_all(Kind.PERSON, {one, other})
    cards = [{line.values.get("family_id") for line in lines} - {None, ""} for lines in said.values()]
    return one == other or bool(cards[0] & cards[1])
