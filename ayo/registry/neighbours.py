"""Who lives in a neighbourhood, for the heads of RT and RW: names and addresses, and nothing else of anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from ayo.common.actor import Actor, Role
from ayo.common.errors import NotFound
from ayo.region.data import neighbourhood
from ayo.registry import models, sets, text
from ayo.registry.data import LifeState
from ayo.registry.models.person import titled

HEADS = (Role.RT_HEAD, Role.RW_HEAD)
_TOLD = ("pk", "front_title", "name", "back_title", "kelurahan", "rw", "rt", "street")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """All that such a head learns of somebody. No link leads on to the record, which stays closed."""

    id: UUID
    name: str
    kelurahan: str
    rw: str
    rt: str
    street: str


def visible_to(actor: Actor) -> models.person.PersonQuerySet:
    """Return the living who dwell in the actor's RT or RW; a role without a neighbourhood shows nobody."""
    inside = Q(pk__in=[])
    for area in actor.areas(*HEADS):
        place = neighbourhood(area)
        if place.rw:
            inside |= Q(kelurahan=place.code, rw=place.rw, **({"rt": place.rt} if place.rt else {}))
    return models.Person.objects.standing().filter(inside, life_state=LifeState.ALIVE)


def areas_of(actor: Actor) -> Sequence[str]:
    return sorted(area for area in actor.areas(*HEADS) if area)


def lines(actor: Actor, *, words: str, after: UUID | None, limit: int) -> list[Neighbour]:
    """Return a page by name; `after` is the last one of the page before. Raises NotFound for a page that is none."""
    rows = visible_to(actor)
    if words:
        rows = rows.filter(search_name__contains=text.search_form(words))
    if after is not None:
        last = visible_to(actor).filter(pk=after).values_list("search_name", flat=True).first()
        if last is None:
            raise NotFound("No such page.")
        rows = rows.filter(sets.behind("search_name", "pk", (last, after)))
    found = rows.order_by("search_name", "pk").values_list(*_TOLD)[:limit]
    return [
        Neighbour(pk, titled(front, name, back), kelurahan, rw, rt, street)
        for pk, front, name, back, kelurahan, rw, rt, street in found
    ]
