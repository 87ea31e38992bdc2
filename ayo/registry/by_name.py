"""Visible persons and employees by name: each part of what somebody may see is walked along an index of its own.

One condition with `or` between the parts would have the database gather everybody first and sort them.
"""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from ayo.common import sql
from ayo.common.actor import Actor, ActorKind, Role
from ayo.common.errors import NotFound
from ayo.registry import access, models, sets
from ayo.registry.data import Group, LifeState, PersonFilter, PersonLine
from ayo.registry.models.person import titled

_TOLD = """
select p.id, p.front_title, p.name, p.back_title, p.sex, p.birth_on, p.kelurahan, p.rt, p.rw, p.life_state,
       serving.id is not null
from unnest(%s::uuid[]) with ordinality as wanted (id, place) join registry_person p on p.id = wanted.id
left join registry_employee serving on serving.person_id = p.id
order by wanted.place
"""


def lines(actor: Actor, wanted: PersonFilter, *, after: UUID | None, limit: int) -> list[PersonLine]:
    """Return a page of visible persons; `after` is the last one of the page before. Raises NotFound for none."""
    behind = _behind(after, actor) if after else None
    narrow = Q(merged_into__isnull=True)
    if wanted.sex:
        narrow &= Q(sex=wanted.sex)
    if wanted.group:
        narrow &= sets.in_groups((Group(wanted.group),))
    parts = [_walk(part.filter(narrow), name, behind, limit) for part, name in parts_of(actor, wanted.area)]
    found = _together(parts).order_by("walked", "pk")[:limit] if len(parts) > 1 else parts[0]
    return [_line(row) for row in sql.rows(_TOLD, [[pk for _name, pk in found]])]


def visible_among(ids: Collection[UUID], *, actor: Actor) -> set[UUID]:
    """Return those of some persons whom the actor may see."""
    return set(_together([part.filter(pk__in=ids).values_list("pk", flat=True) for part, _name in parts_of(actor)]))


def staff_of(unit_id: UUID, *, actor: Actor, after: UUID | None, limit: int) -> list[models.Employee]:
    """Return a page of who serves in a unit and whom the actor may see; `after` is the last one of the page before.

    Raises NotFound for no such page.
    """
    rows = access.employees_visible_to(actor).filter(organisation_id=unit_id, ended_on__isnull=True)
    if after is not None:
        last = rows.filter(pk=after).values_list("search_name", "person_id").first()
        if last is None:
            raise NotFound("No such page.")
        rows = rows.filter(sets.behind("search_name", "person_id", last))
    return list(rows.select_related("person").order_by("search_name", "person_id")[:limit])


def parts_of(actor: Actor, area: str = "") -> list[tuple[models.person.PersonQuerySet, str]]:
    """Return sets of persons that make up what the actor may see (of an area), each with the name that orders it.

    Together they are `access.persons_visible_to`, or `persons_visible_in` when an area is given.
    """
    inside = access.inside(area) if area else Q()
    codes = actor.areas(*access.AREA_ROLES) if actor.kind is ActorKind.PERSON else frozenset()
    everyone = models.Person.objects.filter(inside)
    if area and any(area.startswith(code) for code in codes):
        return [(everyone, "search_name")]
    me = actor.person_id if actor.kind is ActorKind.PERSON and actor.on_behalf_of is None else None
    if me is None or access.sees_all_persons(actor) or "" in codes:
        return [(access.persons_visible_to(actor).filter(inside), "search_name")]

    parts = [(everyone.filter(access.is_kin(me)), "search_name")]
    parts += [(everyone.filter(access.inside(code)), "search_name") for code in sorted(codes)]
    if actor.has(Role.BKPSDM_ADMIN):
        parts.append((everyone.filter(employee__isnull=False), "employee__search_name"))
    elif units := actor.organisations(*access.PERSONNEL_ROLES):
        # Written out, for then the database knows how many they hold: of a large unit it walks by name, of a small one
        # it takes everybody.
        below = list(access.with_descendants(units).values_list("pk", flat=True))
        parts.append((everyone.filter(employee__organisation_id__in=below), "employee__search_name"))
    return parts


def _behind(after: UUID, actor: Actor) -> tuple[str, UUID]:
    """Where a name stands among others tells it: of somebody the actor may not see, no page begins."""
    parts = [part.filter(pk=after).values_list("search_name", "pk") for part, _name in parts_of(actor)]
    last: tuple[str, UUID] | None = _together(parts).first()
    if last is None:
        raise NotFound("No such page.")
    return last


def _together(parts: Sequence[QuerySet[Any, Any]]) -> QuerySet[Any, Any]:
    first, *others = parts
    return first.union(*others) if others else first


def _walk(
    part: models.person.PersonQuerySet, name: str, behind: tuple[str, UUID] | None, limit: int
) -> QuerySet[Any, Any]:
    key = "employee__person" if name.startswith("employee") else "pk"
    if behind is not None:
        part = part.filter(sets.behind(name, key, behind))
    return part.order_by(name, key).annotate(walked=F(name)).values_list("walked", "pk")[:limit]


def _line(row: Sequence[Any]) -> PersonLine:
    """Return what a list shows of a person: enough to recognise, no number."""
    pk, front, name, back, sex, birth_on, kelurahan, rt, rw, life_state, is_employee = row
    return PersonLine(
        id=pk, name=titled(front, name, back), sex=sex, birth_on=birth_on, kelurahan=kelurahan, rt=rt, rw=rw,
        is_alive=life_state == LifeState.ALIVE, is_employee=is_employee,
    )  # fmt: skip
