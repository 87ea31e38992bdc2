"""Open needs an employee may take: near them, where their office serves, its work; never those of their family."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from ayo.common import clock, sql
from ayo.common.actor import Actor, Grant, Role
from ayo.identity import facade as identity
from ayo.identity.data import HELPERS
from ayo.services import access, desks
from ayo.services.data.helping import How, NeedLine
from ayo.services.models import HelpRequest

_NEAR = "(need.area || '.') like any(%(areas)s)"
_SKILL = "need.desks && %(desks)s::varchar[]"
_SERVED = """exists (select from registry_organisation office where office.id = any(%(offices)s::uuid[])
  and (office.area = '' or (need.area || '.') like office.area || '.%%'))"""
_REACHED = f"""
from services_helprequest need
join registry_person asks on asks.id = need.person_id
where (%(all)s or {_NEAR} or {_SKILL} or {_SERVED}) and need.person_id <> %(me)s
  and not exists (select from registry_person mine where mine.id = %(me)s and mine.family_id = asks.family_id)
"""
_MAY = f"{_REACHED} and need.state = 'OPEN'"
_LIST = f"""
select need.id, service.code, version.id, need.area, need.rw, need.how, need.asked_at, {_NEAR}, {_SKILL}
from (select need.* {_MAY}) need
join services_service service on service.id = need.service_id
left join services_serviceversion version on version.service_id = service.id
  and version.valid_from <= %(day)s and (version.valid_to is null or version.valid_to > %(day)s)
where (%(near)s = false or {_NEAR}) and (%(skill)s = false or {_SKILL})
  and (%(service)s = '' or service.code = %(service)s)
  and (need.asked_at, need.id) > (%(after_at)s, %(after_id)s)
order by need.asked_at, need.id limit %(limit)s
"""  # noqa: S608  our own words
_HOME = f"""
select held.total, waiting.total, first.*
from (select count(*) total from services_helprequest need
      where need.state = 'TAKEN' and need.taken_by_id = %(me)s) held
cross join (select count(*) total {_MAY}) waiting
left join ({_LIST}) first on true
"""  # noqa: S608  our own words
_ONE = f"select need.id {_REACHED} and need.id = %(need)s"
OF_OFFICES = tuple(role for role in access.UNIT_ROLES if role in HELPERS)
FIRST = (datetime.min.replace(tzinfo=UTC), UUID(int=0))


@dataclass(frozen=True, slots=True)
class NeedFilter:
    near: bool = False
    skill: bool = False
    service: str = ""


def needs(
    actor: Actor, narrowed: NeedFilter, *, after: tuple[datetime, UUID], limit: int
) -> list[NeedLine]:  # fmt: skip
    """Return open needs, the oldest first, after a place in that order."""
    if not identity.may_help(actor):
        return []
    return [_line(row) for row in sql.rows(_LIST, _asked(actor, narrowed, after=after, limit=limit))]


def at_home(actor: Actor, *, limit: int) -> tuple[list[NeedLine], int, int]:
    """Return the needs that have waited longest, how many there are, and how many this employee holds: one query."""
    found = sql.rows(_HOME, _asked(actor, NeedFilter(), after=FIRST, limit=limit))
    held, waiting = found[0][:2]
    return [_line(row[2:]) for row in found if row[2]], waiting, held


def _asked(
    actor: Actor, narrowed: NeedFilter, *, after: tuple[datetime, UUID], limit: int
) -> dict[str, Any]:  # fmt: skip
    return {
        **_reach(actor), "near": narrowed.near, "skill": narrowed.skill, "service": narrowed.service,
        "after_at": after[0], "after_id": after[1], "limit": limit, "day": clock.today(),
    }  # fmt: skip


def _line(row: tuple[Any, ...]) -> NeedLine:
    return NeedLine(row[0], row[1], row[2], row[3], row[4], How(row[5]), row[6], bool(row[7]), bool(row[8]))


def is_within_reach(actor: Actor, need_id: UUID) -> bool:
    """Tell whether a need is one that this employee might take, or might have taken."""
    return identity.may_help(actor) and sql.row(_ONE, {**_reach(actor), "need": need_id}) is not None


def taken_by(person_id: UUID) -> list[HelpRequest]:
    """Return what an employee has taken and not settled, the oldest first."""
    rows = HelpRequest.objects.filter(state="TAKEN", taken_by_id=person_id).select_related("service", "person")
    return list(rows.order_by("taken_at", "pk"))


def asked_by(person_id: UUID, *, limit: int) -> list[HelpRequest]:
    """Return what a resident has asked for, the newest first."""
    rows = HelpRequest.objects.filter(person_id=person_id).select_related("service", "taken_by")
    return list(rows.order_by("-asked_at", "-pk")[:limit])


def _reach(actor: Actor) -> dict[str, Any]:
    areas = [area for area in actor.areas(*access.AREA_ROLES) if area]
    return {
        "me": actor.person_id,
        "all": actor.has(Role.TLR_OPERATOR),
        "areas": [f"{area}.%" for area in areas],
        "offices": [grant.organisation_id for grant in actor.grants if _is_of_office(grant)],
        "desks": list(_desks(actor)),
    }


def _is_of_office(grant: Grant) -> bool:
    """Whoever works in an office without an area of their own serves where the office does: mostly the whole city."""
    return grant.role in OF_OFFICES and grant.organisation_id is not None and not grant.area


def _desks(actor: Actor) -> set[str]:
    """Return where the actor works, by role and area, or role and office, as needs name it; no query."""
    return {
        f"{role}|{place}"
        for grant in actor.grants
        for role in (grant.role, *desks.STANDS_IN.get(grant.role, ()))
        for place in (grant.area, grant.organisation_id)
        if place and grant.role not in desks.NEIGHBOURHOOD_ROLES
    }
