"""What is known of employees' days, and how they stand."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from ayo.common import sql
from ayo.performance.data.attendance import Facts

_OF_DAYS = """
from unnest(%(employees)s::uuid[], %(days)s::date[]) as asked(employee_id, "on")
join registry_employee e on e.id = asked.employee_id
  and e.started_on <= asked."on" and (e.ended_on is null or e.ended_on >= asked."on")
"""
_OF_ALL = """
from (select id as employee_id, %(day)s::date as "on" from registry_employee) asked
join registry_employee e on e.id = asked.employee_id
  and e.started_on <= asked."on" and (e.ended_on is null or e.ended_on >= asked."on")
"""
_FACTS = """
select e.id, e.person_id, asked."on", office.code, seen.came, seen.went, coalesce(off.kind, ''), coalesce(off.cut, ''),
       coalesce(off.id, seen.first)
{asked}
join registry_organisation office on office.id = e.organisation_id
left join lateral (
    select min(at) filter (where direction = 'IN') as came, max(at) filter (where direction = 'OUT') as went,
           (array_agg(id order by at, id))[1] as first
    from performance_clockrecord
    where employee_id = e.id and "on" = asked."on" and withdrawn_at is null
) seen on true
left join performance_leave off on off.employee_id = e.id and off.cancelled_at is null
  and daterange(off.since, off.until) @> asked."on"
order by e.id, asked."on"
"""
FACTS_OF_DAYS, FACTS_OF_ALL = _FACTS.format(asked=_OF_DAYS), _FACTS.format(asked=_OF_ALL)
_ABSENCES = """
select employee_id, "on" from performance_attendanceday
where employee_id = any(%(employees)s) and "on" >= %(since)s and "on" < %(until)s and status = 'ABSENT'
order by employee_id, "on"
"""


def facts(days: Collection[tuple[UUID, date]]) -> list[Facts]:
    """Return what is known of days of employees who were in service then."""
    employees, dates = [employee for employee, _ in days], [on for _, on in days]
    return _facts(FACTS_OF_DAYS, {"employees": employees, "days": dates}) if days else []


def facts_of_all(day: date) -> list[Facts]:
    """Return what is known of a day of everybody who was in service."""
    return _facts(FACTS_OF_ALL, {"day": day})


def absences(employees: Sequence[UUID], *, since: date, until: date) -> dict[UUID, list[date]]:
    """Return the days on which each was absent without a valid reason, in order."""
    found: dict[UUID, list[date]] = {}
    for employee, on in sql.rows(_ABSENCES, {"employees": list(employees), "since": since, "until": until}):
        found.setdefault(employee, []).append(on)
    return found


def last_judged() -> date | None:
    """Return the last day that was judged of anybody."""
    row = sql.row('select "on" from performance_attendanceday order by "on" desc limit 1', [])
    return row[0] if row else None


def _facts(statement: str, values: dict[str, Any]) -> list[Facts]:
    return [Facts(*row) for row in sql.rows(statement, values)]
