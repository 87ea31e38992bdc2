"""Where people work on cases, and whose work a stage is: one rule, asked from either side.

A stage is the work of whoever holds its role in its office, of a head in the place of their officers, and of the head
of RT or RW whose own neighbourhood it is about.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from ayo.common.actor import Grant, Role
from ayo.identity import facade as identity
from ayo.region.data import neighbourhood
from ayo.registry import facade as registry

NEIGHBOURHOOD_ROLES = (Role.RT_HEAD, Role.RW_HEAD)
STANDS_IN: dict[Role, tuple[Role, ...]] = {
    Role.LURAH: (Role.KELURAHAN_OFFICER, Role.RT_HEAD, Role.RW_HEAD),
    Role.CAMAT: (Role.KECAMATAN_OFFICER,),
    Role.OPD_HEAD: (Role.OPD_OFFICER, Role.VERIFIER),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody works: stages of a role in an office; `area` narrows it to a neighbourhood, None to nothing."""

    role: str
    office: UUID
    area: str | None

    def takes(self, role: str, office: UUID, area: str) -> bool:
        """Tell whether a stage of this role and office, about this neighbourhood, lies on it."""
        return (self.role, self.office) == (role, office) and self.area in {None, area}


def desks_of(grants: Collection[Grant]) -> tuple[Desk, ...]:
    """Return where somebody works; one query finds the offices of the areas.

    Heads of RT and RW work for their own neighbourhood, and the lurah may do it in their place.
    """
    by_area = registry.offices_by_area({neighbourhood(grant.area).code for grant in grants if grant.area})
    return tuple(dict.fromkeys(desk for grant in grants for desk in _desks(grant, by_area)))


def _desks(grant: Grant, by_area: Mapping[str, UUID]) -> Iterator[Desk]:
    office = (by_area.get(neighbourhood(grant.area).code) if grant.area else None) or grant.organisation_id
    if office is None:
        return
    own = grant.area if grant.role in NEIGHBOURHOOD_ROLES else None
    for role in (grant.role, *STANDS_IN.get(grant.role, ())):
        yield Desk(role, office, own if role is grant.role else None)


Place = tuple[str, UUID, str]
"""Where a stage lies: its role, its office, and the neighbourhood it is about, if it is about one."""


def workers_at(places: Collection[Place]) -> dict[Place, list[UUID]]:
    """Return for each place whose work it is, as `desks_of` says of each; four statements for any number of places."""
    if not places:
        return {}
    offices = {office for _role, office, _area in places}
    areas = registry.areas_of_offices(offices)
    held = identity.holders(_roles_for({Role(role) for role, _office, _area in places}), units=offices, areas=areas)
    by_area = registry.offices_by_area({neighbourhood(grant.area).code for _person, grant in held if grant.area})
    seats = [(person_id, desk) for person_id, grant in held for desk in _desks(grant, by_area)]
    return {place: list(dict.fromkeys(one for one, desk in seats if desk.takes(*place))) for place in places}


def _roles_for(roles: Iterable[Role]) -> set[Role]:
    asked = set(roles)
    return asked | {head for head, officers in STANDS_IN.items() if asked & set(officers)}
