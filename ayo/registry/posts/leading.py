"""Which units somebody leads, which lie directly below, and who carries what a unit is to reach."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from ayo.common import sql
from ayo.registry.posts.queries import PLACES, STILL_COUNTS, Subordinate

_SERVES = "{0}.started_on <= %(day)s and ({0}.ended_on is null or {0}.ended_on >= %(day)s)"
_STANDS = "{0}.valid_from <= %(day)s and ({0}.valid_to is null or {0}.valid_to > %(day)s)"
_HEAD_POST = f"""
select from registry_post post
where post.organisation_id = head.organisation_id and post.rank = 'HEAD' and {_STANDS.format("post")}
"""
# A unit is led by whoever bears the title of its leading post; one without such a post, by those in it to whom others
# in it answer and who answer to nobody in it themselves.
_IS_HEAD = f"""(
    exists ({_HEAD_POST} and post.title = head.post)
    or not exists ({_HEAD_POST})
    and exists (
        select from registry_employee team where team.superior_id = head.id
        and team.organisation_id = head.organisation_id and {_SERVES.format("team")}
    ) and not exists (
        select from registry_employee above where above.id = head.superior_id
        and above.organisation_id = head.organisation_id
    )
)"""  # noqa: S608  constants
_LED = f"""
with places as ({PLACES})
select head.organisation_id from registry_employee head join places on places.id = head.id where {_IS_HEAD}
union
select post.organisation_id from registry_acting acting join registry_post post on post.id = acting.post_id
where acting.employee_id = %(me)s and acting.cancelled_at is null and acting.valid_from <= %(day)s
  and acting.valid_to > %(day)s and post.rank = 'HEAD' and {_STANDS.format("post")} and {STILL_COUNTS}
"""  # noqa: S608  constants
_MEMBERS = f"""
select e.id, e.person_id, e.post from registry_employee e
where e.id in (
    select own.id from registry_employee own where own.organisation_id = %(unit)s
    union
    select below.id from registry_employee superior join registry_employee below on below.superior_id = superior.id
    where superior.organisation_id = %(unit)s
) and {_SERVES.format("e")}
  and e.id not in (select head.id from registry_employee head where head.organisation_id = %(unit)s and {_IS_HEAD})
order by e.search_name, e.id
"""  # noqa: S608  constants
_UNDER = f"""
select unit.id, unit.name from registry_organisation unit
where unit.parent_id = any(%(units)s) and {_STANDS.format("unit")} order by unit.name, unit.id
"""  # noqa: S608  constants
# Who leads units on a day: heads in whose place nobody stands, and those who stand in for a head.
_HEADS = f"""
select head.organisation_id as unit, head.id as employee from registry_employee head
where head.organisation_id = any(%(units)s) and {_SERVES.format("head")} and {_IS_HEAD} and not exists (
    select from registry_acting acting join registry_post post on post.id = acting.post_id
    where post.organisation_id = head.organisation_id and post.title = head.post and acting.cancelled_at is null
      and acting.valid_from <= %(day)s and acting.valid_to > %(day)s and acting.kind = 'PLH'
)
union
select post.organisation_id, acting.employee_id from registry_acting acting
join registry_post post on post.id = acting.post_id
where post.organisation_id = any(%(units)s) and post.rank = 'HEAD' and {_STANDS.format("post")}
  and acting.cancelled_at is null and acting.valid_from <= %(day)s and acting.valid_to > %(day)s and {STILL_COUNTS}
"""  # noqa: S608  constants
_LED_TOGETHER = f"""
with heads as ({_HEADS})
select distinct below.id, below.name from registry_organisation below
join heads above on above.unit = below.parent_id
join heads same on same.unit = below.id and same.employee = above.employee
where below.parent_id = any(%(uppers)s) and {_STANDS.format("below")} order by below.name, below.id
"""  # noqa: S608  constants
_TOP = f"select unit.id from registry_organisation unit where unit.parent_id is null and {_STANDS.format('unit')}"  # noqa: S608


def led_by(employee_id: UUID, day: date) -> frozenset[UUID]:
    """Return the units somebody leads on a day: by the post, standing in for its holder, or by who answers to them."""
    return frozenset(row[0] for row in sql.rows(_LED, {"me": employee_id, "day": day}))


def top_units(day: date) -> frozenset[UUID]:
    """Return the units that no other is above of: the city itself."""
    return frozenset(row[0] for row in sql.rows(_TOP, {"day": day}))


def directly_under(unit_ids: Collection[UUID], day: date) -> list[tuple[UUID, str]]:
    """Return id and name of the units whose parent is one of these, by name."""
    return [(row[0], row[1]) for row in sql.rows(_UNDER, {"units": list(unit_ids), "day": day})]


def led_together(unit_ids: Collection[UUID], day: date) -> list[tuple[UUID, str]]:
    """Return id and name of the units directly below these that whoever leads the one above leads as well."""
    below = [unit for unit, _name in directly_under(unit_ids, day)]
    if not below:
        return []
    asked = {"units": [*unit_ids, *below], "uppers": list(unit_ids), "day": day}
    return [(row[0], row[1]) for row in sql.rows(_LED_TOGETHER, asked)]


def members_of(unit_id: UUID, day: date) -> list[Subordinate]:
    """Return who carries what a unit is to reach, by name: who serves in it or answers to somebody there.

    Whoever leads it is not among them: what the unit is to reach is what they are to reach.
    """
    return [Subordinate(*row) for row in sql.rows(_MEMBERS, {"unit": unit_id, "day": day})]
