"""How much work lies in which hands: open stages of offices by holder and by kind, and those that are late."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from ayo.common import sql
from ayo.common.actor import Role
from ayo.services.data.lines import Load, StageLoad, UrgentLine

_BY_HOLDER = """
select organisation_id, holder_id, count(*), count(*) filter (where due_on < %(today)s and not is_waiting),
       count(*) filter (where due_on = %(today)s and not is_waiting), count(*) filter (where is_waiting),
       min(opened_at)
from services_task where state = 'OPEN' and organisation_id = any(%(offices)s)
group by organisation_id, holder_id
order by 3 desc, 2
"""
# Gathered first, for else the database starts a second worker for it, which costs more than it saves.
_BY_STAGE = """
with open as materialized (
    select case_id, stage, due_on, is_waiting, holder_id, opened_at
    from services_task where state = 'OPEN' and organisation_id = any(%(offices)s)
)
select c.service_version_id, t.stage, count(*), count(*) filter (where t.due_on < %(today)s and not t.is_waiting),
       count(*) filter (where t.holder_id is null), min(t.opened_at)
from open t join services_case c on c.id = t.case_id
group by c.service_version_id, t.stage order by 3 desc, 1, 2 limit 60
"""
_BY_OFFICE = """
select organisation_id, null::uuid, count(*), count(*) filter (where due_on < %(today)s and not is_waiting),
       count(*) filter (where due_on = %(today)s and not is_waiting), count(*) filter (where is_waiting),
       min(opened_at)
from services_task where state = 'OPEN' group by organisation_id order by 4 desc, 3 desc, 1
"""
_URGENT = """
select t.id, t.case_id, c.number, c.version, c.service_version_id, t.role, t.organisation_id, t.stage, t.due_on,
       t.holder_id, c.applicant_id, c.subject_id, c.helper_id, t.area
from (
    select soon.* from unnest(%(offices)s::uuid[]) office cross join unnest(%(roles)s::text[]) role
    cross join lateral (
        select id, case_id, role, organisation_id, stage, due_on, holder_id, area from services_task
        where organisation_id = office and services_task.role = role.role and state = 'OPEN' and not is_waiting
        order by due_on, id limit %(first)s + %(limit)s
    ) soon
    order by soon.due_on, soon.id limit %(limit)s offset %(first)s
) t
join services_case c on c.id = t.case_id
order by t.due_on, t.id
"""


def by_holder(offices: Sequence[UUID], *, today: date) -> list[Load]:
    """Return the open stages of offices by who holds them, the fullest hands first."""
    return [Load(*row) for row in sql.rows(_BY_HOLDER, {"offices": list(offices), "today": today})]


def by_stage(offices: Sequence[UUID], *, today: date) -> list[StageLoad]:
    return [StageLoad(*row) for row in sql.rows(_BY_STAGE, {"offices": list(offices), "today": today})]


def by_office(*, today: date) -> list[Load]:
    """Return the open stages of every office of the city, the latest first; nobody is named."""
    return [Load(*row) for row in sql.rows(_BY_OFFICE, {"today": today})]


def urgent(offices: Sequence[UUID], *, first: int, limit: int) -> list[UrgentLine]:
    """Return the stages of offices that are due first, what waits for residents left out."""
    values = {"offices": list(offices), "roles": [str(one) for one in Role], "first": first, "limit": limit}
    return [UrgentLine(*row) for row in sql.rows(_URGENT, values)]
