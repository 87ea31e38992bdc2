"""Sets of records that contracts and filters name: those of some areas, those of some groups."""

from uuid import UUID

from django.db.models import Q

from ayo.common import clock
from ayo.registry.data import FamilyRole, Group


def behind(name: str, key: str, last: tuple[str, UUID]) -> Q:
    """Return that a row stands behind another by name and key, so that the index of the name begins right there."""
    return Q(**{f"{name}__gte": last[0]}) & (Q(**{f"{name}__gt": last[0]}) | Q(**{f"{key}__gt": last[1]}))


def in_areas(codes: tuple[str, ...], prefix: str = "kelurahan") -> Q:
    inside = Q()
    for code in codes:
        inside |= Q(**{f"{prefix}__startswith": code})
    return inside


def in_groups(groups: tuple[str, ...]) -> Q:
    today = clock.today()
    leap_day = (today.month, today.day) == (2, 29)
    grown_since = today.replace(year=today.year - 18, day=28 if leap_day else today.day)
    meaning = {
        Group.RESIDENT: Q(life_state="ALIVE") & ~Q(kelurahan=""),
        Group.EMPLOYEE: Q(employee__isnull=False)
        & (Q(employee__ended_on__isnull=True) | Q(employee__ended_on__gte=today)),
        Group.CHILD: Q(birth_on__gt=grown_since),
        Group.FAMILY_HEAD: Q(family_role=FamilyRole.HEAD),
    }
    inside = Q(pk__in=[])
    for group in groups:
        inside |= meaning[Group(group)]
    return inside
