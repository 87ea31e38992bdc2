"""What a person holds on a day: roles that were given, posts, and posts one stands in for. One place says it.

The statement fragment is the same for a session that arrives and for a person asked for by id; a pure function makes
grants of its rows. What a post brings is the region's law, never code. `holders.py` asks from the other side.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from ayo.common.actor import ComeBy, Grant, Role
from ayo.region.data import PostRole, Reach

SPEAKING = frozenset({Role.OPD_OFFICER, Role.VERIFIER, Role.OPD_HEAD, Role.BKPSDM_ADMIN})
"""Roles that speak for an organisation, and so for the sources it answers for."""


def since(one: str) -> str:
    """Return since when the record of an employee has said what it says of post and unit."""
    return f"""coalesce((
              select max(said.valid_from) from registry_employeeassertion said
              where said.subject_id = {one}.id and said.valid_from <= %(day)s
                and said.values ?| array['post', 'organisation_id']
          ), {one}.started_on)"""  # noqa: S608  our own words


EMPLOYED = "EMPLOYED"
"""A row that brings no role: the city employs this person."""
STILL_COUNTS = """(acting.kind <> 'PLT' or not exists (
          select from registry_employee holder
          where holder.organisation_id = post.organisation_id and holder.post = post.title
            and holder.started_on <= %(day)s and (holder.ended_on is null or holder.ended_on >= %(day)s)
      ))"""
"""Standing in (`acting`) for a vacant post (`post`) ends by itself when somebody holds it."""
OF_PERSON = f"""
    select 'GRANT' as come_by, given.role as code, given.organisation_id, given.area, given.valid_to as until,
           '' as title, given.id
    from identity_rolegrant given
    where given.person_id = person.id
      and given.valid_from <= %(day)s and (given.valid_to is null or given.valid_to > %(day)s)
    union all
    select 'POST', post.rank, post.organisation_id, '', post.valid_to, post.title, post.id
    from registry_employee serving
    join registry_post post on post.organisation_id = serving.organisation_id and post.title = serving.post
    where serving.person_id = person.id
      and serving.started_on <= %(day)s and (serving.ended_on is null or serving.ended_on >= %(day)s)
      and post.valid_from <= %(day)s and (post.valid_to is null or post.valid_to > %(day)s)
      and not exists (
          select from registry_employee other
          where other.organisation_id = post.organisation_id and other.post = post.title and other.id <> serving.id
            and other.started_on <= %(day)s and (other.ended_on is null or other.ended_on >= %(day)s)
            and ({since("other")}, serving.id) > ({since("serving")}, other.id)
      )
    union all
    select acting.kind, post.rank, post.organisation_id, '', acting.valid_to, post.title, acting.id
    from registry_employee serving
    join registry_acting acting on acting.employee_id = serving.id and acting.cancelled_at is null
    join registry_post post on post.id = acting.post_id
    where serving.person_id = person.id
      and serving.started_on <= %(day)s and (serving.ended_on is null or serving.ended_on >= %(day)s)
      and acting.valid_from <= %(day)s and acting.valid_to > %(day)s
      and post.valid_from <= %(day)s and (post.valid_to is null or post.valid_to > %(day)s)
      and {STILL_COUNTS}
    union all
    select '{EMPLOYED}', '', serving.organisation_id, '', null, serving.post, serving.id
    from registry_employee serving
    where serving.person_id = person.id
      and serving.started_on <= %(day)s and (serving.ended_on is null or serving.ended_on >= %(day)s)
"""  # noqa: S608  our own words
"""Rows about `person.id`, for a lateral join.

A post has one holder. Where the records name two, it is who was put there last, of the same day who was recorded first
(`registry/posts/queries.py: holders_of` says it too).
"""

COLUMNS = (
    "held.come_by, held.code, held.organisation_id, held.area, held.until, held.title, "
    "unit.code, unit.kind, unit.area, unit.valid_to"
)
JOINS = f"""
left join lateral ({OF_PERSON}) held on true
left join registry_organisation unit on unit.id = held.organisation_id
"""


class Held(NamedTuple):
    """One row: a role that was given (`code` is the role), a post (`code` is its rank), or that one is employed."""

    come_by: str
    code: str
    organisation_id: UUID | None
    area: str
    until: date | None
    title: str
    unit_code: str | None
    unit_kind: str | None
    unit_area: str | None
    unit_until: date | None


def of_rows(rows: Iterable[Sequence[Any]]) -> list[Held]:
    """Return what is held; a person who holds nothing comes with one empty row."""
    return [Held(*row) for row in rows if row[0]]


def grants_of(held: Iterable[Held], brings: Sequence[PostRole], *, day: date) -> tuple[Grant, ...]:
    """Return the grants of a person on a day; everybody is a resident."""
    grants = [Grant(Role.RESIDENT)]
    for one in held:
        if one.come_by == ComeBy.GRANT:
            grants.append(Grant(Role(one.code), one.organisation_id, one.area, ComeBy.GRANT, one.until))
        elif one.come_by != EMPLOYED and (one.unit_until is None or one.unit_until > day):
            grants += _by_post(one, brings)
    return tuple(grants)


def is_employed(held: Iterable[Held]) -> bool:
    return any(one.come_by == EMPLOYED for one in held)


def _by_post(one: Held, brings: Sequence[PostRole]) -> Iterable[Grant]:
    for rule in brings:
        if one.unit_kind not in rule.kinds or one.code != rule.rank:
            continue
        area = one.unit_area or "" if rule.reach is Reach.AREA else ""
        # An empty area means the whole city: a unit without one brings no role that is bound to its area.
        if area or rule.reach is Reach.UNIT:
            yield Grant(rule.role, one.organisation_id, area, ComeBy(one.come_by), one.until, one.title)
