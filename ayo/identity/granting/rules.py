"""Who gives which role, and where. Nobody gives a role to themselves, nor one that reaches further than their own."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ayo.common.actor import Actor, ComeBy, Grant, Role
from ayo.region.data import AreaLevel, lies_in

OF_A_UNIT = frozenset({
    Role.OPD_OFFICER, Role.VERIFIER, Role.PERSONNEL_OFFICER, Role.PPID, Role.TREASURER, Role.TLR_OPERATOR,
    Role.FIELD_TEAM, Role.VENUE_MANAGER, Role.TRAINER, Role.TEACHER, Role.SCHOOL_HEAD,
})  # fmt: skip
GIVES: Mapping[Role, frozenset[Role]] = {
    Role.OPD_ADMIN: OF_A_UNIT,
    Role.LURAH: frozenset({Role.KELURAHAN_OFFICER, Role.RW_HEAD, Role.RT_HEAD}),
    Role.CAMAT: frozenset({Role.KECAMATAN_OFFICER, Role.KELURAHAN_OFFICER}),
    Role.BKPSDM_ADMIN: frozenset({Role.BKPSDM_ADMIN, Role.PERSONNEL_OFFICER, Role.TRAINER}),
    Role.DATA_STEWARD: frozenset({Role.DATA_STEWARD, Role.OPD_ADMIN}),
    Role.INTEGRATOR: frozenset({Role.INTEGRATOR}),
}
"""Auditors and leaders are made on the command line: nobody who is looked at, or looks, appoints them here."""

LEVELS: Mapping[Role, AreaLevel] = {
    Role.RT_HEAD: AreaLevel.KELURAHAN,
    Role.RW_HEAD: AreaLevel.KELURAHAN,
    Role.KELURAHAN_OFFICER: AreaLevel.KELURAHAN,
    Role.LURAH: AreaLevel.KELURAHAN,
    Role.KECAMATAN_OFFICER: AreaLevel.KECAMATAN,
    Role.CAMAT: AreaLevel.KECAMATAN,
}
"""Roles that hold in an area: the map's level it begins with."""

NEIGHBOURHOOD = frozenset({Role.RT_HEAD, Role.RW_HEAD})
CITY_WIDE = frozenset({Role.DATA_STEWARD, Role.BKPSDM_ADMIN})
_OWN = (ComeBy.GRANT, ComeBy.POST)


@dataclass(frozen=True, slots=True)
class Gift:
    """What one grant lets its holder give: these roles, in this unit and below, in this area, or (neither) anywhere."""

    roles: frozenset[Role]
    organisation_id: UUID | None
    area: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a role is to hold; `units` are the organisation itself and everything above it."""

    organisation_id: UUID | None
    area: str
    units: frozenset[UUID] = frozenset()


EVERYTHING = Gift(frozenset(Role) - {Role.RESIDENT}, None, "")
"""What the command line gives."""


def gifts_of(actor: Actor) -> tuple[Gift, ...]:
    """Return what the actor may give. Whoever only stands in for the holder of a post appoints nobody."""
    return tuple(_gift(grant) for grant in actor.grants if grant.role in GIVES and grant.come_by in _OWN)


def _gift(grant: Grant) -> Gift:
    if grant.role in CITY_WIDE:
        return Gift(GIVES[grant.role], None, "")
    return Gift(GIVES[grant.role], None if grant.area else grant.organisation_id, grant.area)


def may_give(gifts: Iterable[Gift], role: Role, place: Place) -> bool:
    return any(role in gift.roles and _reaches(gift, place) for gift in gifts)


def roles_in(gifts: Iterable[Gift]) -> frozenset[Role]:
    return frozenset(role for gift in gifts for role in gift.roles)


def refusal(
    gifts: Collection[Gift], role: Role, place: Place, *, giver: UUID, person_id: UUID, today: date,
    valid_from: date, valid_to: date | None,
) -> str:  # fmt: skip
    """Return why this may not be given, as a code, or nothing."""
    if giver == person_id:
        return "to_oneself"
    if not may_give(gifts, role, place):
        return "too_far"
    if role in LEVELS and not place.area:
        return "needs_area"
    if valid_to is not None and valid_to <= max(valid_from, today):
        return "ends_too_soon"
    return ""


def _reaches(gift: Gift, place: Place) -> bool:
    if gift.area:
        return bool(place.area) and lies_in(place.area, gift.area)
    return gift.organisation_id is None or gift.organisation_id in place.units
