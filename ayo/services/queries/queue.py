"""The queue of an officer: open stages by their day, walked along one index per office and role."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ayo.common import sql
from ayo.common.actor import Actor
from ayo.services import access, versions
from ayo.services.data.lines import WorkFilter, WorkLine
from ayo.services.rules import risk

_MINE = "unnest(%(offices)s::uuid[], %(roles)s::text[], %(areas)s::text[]) as mine (office, role, area)"
_QUEUE = f"""
select t.id, t.case_id, c.number, c.version, c.service_version_id, t.stage, p.name, t.due_on, c.submitted_at, c.state,
       t.holder_id, coalesce(h.name, ''), t.is_waiting, c.applicant_id, c.subject_id, t.organisation_id
from {_MINE}
cross join lateral (
    select * from services_task t
    where t.organisation_id = mine.office and t.role = mine.role and t.state = 'OPEN'
      and (mine.area is null or t.area = mine.area)
      and (t.due_on, t.id) > (%(after_day)s, %(after_id)s)
      and (%(late_before)s::date is null or (t.due_on < %(late_before)s and not t.is_waiting))
      and (%(holding)s = '' or (%(holding)s = 'ME' and t.holder_id = %(me)s)
           or (%(holding)s = 'NOBODY' and t.holder_id is null))
      and (%(service)s = '' and %(text)s = '' or exists (
          select from services_case c join services_service s on s.id = c.service_id
          join registry_person p on p.id = c.applicant_id
          where c.id = t.case_id and (%(service)s = '' or s.code = %(service)s)
            and (%(text)s = '' or c.number ilike %(like)s or p.search_name like %(like)s or s.plain like %(like)s)))
    order by t.due_on, t.id limit %(limit)s
) t
join services_case c on c.id = t.case_id
join registry_person p on p.id = c.applicant_id
left join registry_person h on h.id = t.holder_id
order by t.due_on, t.id limit %(limit)s
"""  # noqa: S608  our own words
_COUNTS = f"""
select count(*), count(*) filter (where t.holder_id = %(me)s), count(*) filter (where t.holder_id is null),
       count(*) filter (where t.due_on < %(late_before)s and not t.is_waiting),
       count(*) filter (where t.due_on = %(today)s and not t.is_waiting)
from {_MINE}
join services_task t on t.organisation_id = mine.office and t.role = mine.role and t.state = 'OPEN'
 and (mine.area is null or t.area = mine.area)
"""  # noqa: S608  our own words
FIRST = (date.min, UUID(int=0))


@dataclass(frozen=True, slots=True)
class Counts:
    """Open stages: all, held by the actor, held by nobody, due before a day, due today."""

    all: int
    mine: int
    free: int
    due: int
    today: int


def queue(actor: Actor, narrowed: WorkFilter, *, after: tuple[date, UUID], limit: int) -> list[WorkLine]:
    """Return the open stages that are this actor's work, the most urgent first, after a place in that order."""
    places = _places(actor)
    if not places["offices"] or actor.person_id is None:
        return []
    text = narrowed.text.strip().casefold()
    found = sql.rows(
        _QUEUE,
        {
            **places, "after_day": after[0], "after_id": after[1], "limit": limit,
            "late_before": narrowed.late_before, "holding": narrowed.holding, "me": actor.person_id,
            "service": narrowed.service, "text": text, "like": f"%{_plain(text)}%",
        },
    )  # fmt: skip
    return [_line(row) for row in found]


def counts(actor: Actor, *, late_before: date, today: date) -> Counts:
    """Return how many open stages there are in each way of looking at the queue."""
    places = _places(actor)
    if not places["offices"]:
        return Counts(0, 0, 0, 0, 0)
    row = sql.row(_COUNTS, {**places, "me": actor.person_id, "late_before": late_before, "today": today})
    return Counts(*row) if row else Counts(0, 0, 0, 0, 0)


def _places(actor: Actor) -> dict[str, list[Any]]:
    desks = access.desks_of(actor)
    return {
        "offices": [desk.office for desk in desks],
        "roles": [str(desk.role) for desk in desks],
        "areas": [desk.area for desk in desks],
    }


def _line(row: tuple[Any, ...]) -> WorkLine:
    made = versions.definition_of(row[4])
    stage = made.stage(row[5])
    return WorkLine(
        task_id=row[0], case_id=row[1], number=row[2], version=row[3], service=made.name, stage=stage.title,
        applicant=row[6], due_on=row[7], submitted_at=row[8], state=row[9], holder_id=row[10], holder=row[11],
        is_waiting=row[12], applicant_id=row[13], subject_id=row[14], organisation_id=row[15],
        usual_days=risk.usual_days(made.days, stage.share),
    )  # fmt: skip


def _plain(text: str) -> str:
    """A sign of a pattern is meant as itself."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
