"""The queue of an officer: open stages by their day, walked along one index per office and role."""

from datetime import date
from typing import Any
from uuid import UUID

from ayo.common import sql
from ayo.common.actor import Actor
from ayo.services import access, versions
from ayo.services.data.lines import WorkFilter, WorkLine

_QUEUE = """
select t.id, t.case_id, c.number, c.version, c.service_version_id, t.stage, p.name, t.due_on, c.submitted_at, c.state,
       t.holder_id, coalesce(h.name, ''), t.is_waiting
from unnest(%(offices)s::uuid[], %(roles)s::text[]) as mine (office, role)
cross join lateral (
    select * from services_task t
    where t.organisation_id = mine.office and t.role = mine.role and t.state = 'OPEN'
      and (t.due_on, t.id) > (%(after_day)s, %(after_id)s)
      and (%(late_before)s::date is null or t.due_on < %(late_before)s)
      and (%(holding)s = '' or (%(holding)s = 'ME' and t.holder_id = %(me)s)
           or (%(holding)s = 'NOBODY' and t.holder_id is null))
      and (%(service)s = '' and %(text)s = '' or exists (
          select from services_case c join services_service s on s.id = c.service_id
          join registry_person p on p.id = c.applicant_id
          where c.id = t.case_id and (%(service)s = '' or s.code = %(service)s)
            and (%(text)s = '' or c.number ilike %(like)s or p.search_name like %(name)s)))
    order by t.due_on, t.id limit %(limit)s
) t
join services_case c on c.id = t.case_id
join registry_person p on p.id = c.applicant_id
left join registry_person h on h.id = t.holder_id
order by t.due_on, t.id limit %(limit)s
"""
_COUNTS = """
select count(*), count(*) filter (where t.holder_id = %(me)s), count(*) filter (where t.holder_id is null),
       count(*) filter (where t.due_on < %(today)s and not t.is_waiting)
from unnest(%(offices)s::uuid[], %(roles)s::text[]) as mine (office, role)
join services_task t on t.organisation_id = mine.office and t.role = mine.role and t.state = 'OPEN'
"""
FIRST = (date.min, UUID(int=0))


def queue(actor: Actor, narrowed: WorkFilter, *, after: tuple[date, UUID], limit: int) -> list[WorkLine]:
    """Return the open stages that are this actor's work, the most urgent first, after a place in that order."""
    offices, roles = _places(actor)
    if not offices or actor.person_id is None:
        return []
    text = narrowed.text.strip().casefold()
    found = sql.rows(
        _QUEUE,
        {
            "offices": offices, "roles": roles, "after_day": after[0], "after_id": after[1], "limit": limit,
            "late_before": narrowed.late_before, "holding": narrowed.holding, "me": actor.person_id,
            "service": narrowed.service, "text": text, "like": f"%{_plain(text)}%", "name": f"{_plain(text)}%",
        },
    )  # fmt: skip
    return [_line(row) for row in found]


def counts(actor: Actor, *, today: date) -> tuple[int, int, int, int]:
    """Return how many open stages there are: all, held by the actor, held by nobody, late."""
    offices, roles = _places(actor)
    if not offices:
        return 0, 0, 0, 0
    row = sql.row(_COUNTS, {"offices": offices, "roles": roles, "me": actor.person_id, "today": today})
    return (row[0], row[1], row[2], row[3]) if row else (0, 0, 0, 0)


def _places(actor: Actor) -> tuple[list[UUID], list[str]]:
    pairs = [(office, role) for role, offices in access.roles_by_office(actor).items() for office in offices]
    return [office for office, _role in pairs], [str(role) for _office, role in pairs]


def _line(row: tuple[Any, ...]) -> WorkLine:
    made = versions.definition_of(row[4])
    return WorkLine(
        task_id=row[0], case_id=row[1], number=row[2], version=row[3], service=made.name,
        stage=made.stage(row[5]).title, applicant=row[6], due_on=row[7], submitted_at=row[8], state=row[9],
        holder_id=row[10], holder=row[11], is_waiting=row[12],
    )  # fmt: skip


def _plain(text: str) -> str:
    """A sign of a pattern is meant as itself."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
