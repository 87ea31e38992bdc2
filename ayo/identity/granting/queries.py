"""What the pages about roles read: the roles one may give, and those given within one's reach."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q

from ayo.common import clock
from ayo.common.actor import Actor, ComeBy, Role
from ayo.common.errors import NotFound
from ayo.identity import queries as identity
from ayo.identity.granting import rules
from ayo.identity.granting.data import GrantLine, HeldLine
from ayo.identity.granting.rules import Gift, Place
from ayo.identity.models import RoleGrant
from ayo.identity.models.account import RoleGrantQuerySet
from ayo.region.data import lies_in, neighbourhood
from ayo.region.facade import pack
from ayo.registry import facade as registry

AT_ONCE = 300


def visible_to(actor: Actor) -> RoleGrantQuerySet:
    """Return the roles that were given within the actor's reach; whoever may give a role sees who has it."""
    within = Q(pk__in=[])
    for gift in rules.gifts_of(actor):
        within |= Q(role__in=gift.roles) & _place_of(gift)
    return RoleGrant.objects.filter(within)


def _place_of(gift: Gift) -> Q:
    if gift.area:
        return Q(area=gift.area) | Q(area__startswith=f"{gift.area}.") | Q(area__startswith=f"{gift.area}/")
    if gift.organisation_id is not None:
        return Q(organisation__in=registry.units_below([gift.organisation_id]))
    return Q()


def lines(actor: Actor, *, shelf: str) -> list[GrantLine]:
    """Return the roles on a shelf: those held or coming, or (`ended`) those that are over, by role and name."""
    over = Q(valid_to__isnull=False, valid_to__lte=clock.today())
    rows = visible_to(actor).filter(over if shelf == "ended" else ~over)
    return [
        _line(row)
        for row in rows.select_related("person", "organisation").order_by("role", "person__search_name", "pk")[:AT_ONCE]
    ]


def line(actor: Actor, grant_id: UUID) -> GrantLine:
    """Return one role within the actor's reach. Raises NotFound."""
    row = visible_to(actor).select_related("person", "organisation").filter(pk=grant_id).first()
    if row is None:
        raise NotFound("No such role.")
    return _line(row)


def place(organisation_id: UUID | None, area: str) -> Place:
    return Place(organisation_id, area, registry.units_above(organisation_id) if organisation_id else frozenset())


def units_for(gifts: Sequence[Gift], role: Role) -> list[tuple[UUID, str, str]]:
    """Return id, name and area of the units in which the role may be given."""
    able = [gift for gift in gifts if role in gift.roles]
    if any(gift.organisation_id is None and not gift.area for gift in able):
        return registry.unit_choices(None)
    areas = tuple(gift.area for gift in able if gift.area)
    roots = [gift.organisation_id for gift in able if gift.organisation_id]
    found = registry.unit_choices(roots) if roots else []
    if areas:
        found += [one for one in registry.unit_choices(None) if any(lies_in(one[2], area) for area in areas)]
    return list(dict.fromkeys(found))


def _line(row: RoleGrant) -> GrantLine:
    return GrantLine(
        row.pk, row.person_id, row.person.titled_name, row.role, row.organisation_id,
        row.organisation.name if row.organisation else "", row.area, row.valid_from, row.valid_to, row.reason,
        row.end_reason,
    )  # fmt: skip


def roles_of(person_id: UUID) -> list[HeldLine]:
    """Return what a person holds today: the roles given, then those that follow from a post."""
    given = RoleGrant.objects.holding_on(clock.today()).filter(person_id=person_id).select_related("organisation")
    rows = [
        HeldLine(
            row.pk, row.role, row.organisation.name if row.organisation else "", row.area, ComeBy.GRANT, row.valid_to
        )
        for row in given.order_by("pk")
    ]
    by_post = [grant for grant in identity.actor_of(person_id).grants if grant.title]
    return rows + [HeldLine(None, grant.role, grant.title, grant.area, grant.come_by, grant.until) for grant in by_post]


def is_area_for(role: Role, area: str) -> bool:
    """Tell whether an area is on the map, and of the sort that the role is bound to."""
    place = neighbourhood(area)
    found = pack().areas.get(place.code)
    if found is None:
        return False
    level = rules.LEVELS.get(role)
    digits = pack().address.rt_rw_digits
    parts = [part for part in (place.rw, place.rt) if part]
    wanted = {Role.RW_HEAD: 1, Role.RT_HEAD: 2}.get(role, 0)
    are_numbers = all(part.isascii() and part.isdigit() and len(part) == digits for part in parts)
    return (level is None or found.level == level) and len(parts) == wanted and are_numbers
