"""Whom a run drafts plans for, who has moved since their plan was made, and runs whose worker is silent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ayo.common import clock, sql
from ayo.performance import law
from ayo.performance.data.plan import RunState
from ayo.performance.models import PlanRun
from ayo.performance.rules import plan as rules

FIRST, NEVER = UUID(int=0), date(9999, 1, 1)
_SERVING = """
status = any(%(statuses)s) and started_on < %(until)s and (ended_on is null or ended_on >= %(since)s)
"""
_AFTER = f"""
select e.id, e.person_id, e.organisation_id, e.post, e.started_on, e.ended_on, exists (
    select from performance_plan p where p.employee_id = e.id and p.state <> 'WITHDRAWN'
    and p.since < %(until)s and p.until > %(since)s
) from registry_employee e where e.id > %(after)s and {_SERVING} order by e.id limit %(limit)s
"""  # noqa: S608  both parts are constants
_COUNT = f"select count(*) from registry_employee where {_SERVING}"  # noqa: S608  a constant
_POSTS = f"select post, count(*) from registry_employee where {_SERVING} group by post"  # noqa: S608  a constant
# Where nobody has a plan of the present post, there was a move since.
_MOVED = """
select distinct e.id from performance_plan p join registry_employee e on e.id = p.employee_id
where p.since <= %(day)s and p.until > %(day)s and p.state <> 'WITHDRAWN'
  and (p.post <> e.post or p.organisation_id <> e.organisation_id)
  and not exists (
    select from performance_plan other where other.employee_id = e.id and other.since <= %(day)s
    and other.until > %(day)s and other.state <> 'WITHDRAWN' and other.post = e.post
    and other.organisation_id = e.organisation_id
  )
"""
_MOVED_ON = """
select max(valid_from) from registry_employeeassertion
where subject_id = %(employee)s and values ?| array['post', 'organisation_id'] and valid_from <= %(day)s
"""


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody in service, the days their plan would have, and whether they have one for any of them."""

    employee_id: UUID
    person_id: UUID
    organisation_id: UUID
    post: str
    since: date
    until: date
    has_plan: bool


def after(year: int, employee_id: UUID | None, *, limit: int) -> list[Due]:
    """Return the next people by id for whom there is a plan by the region's rules."""
    rows = sql.rows(_AFTER, _scope(year) | {"after": employee_id or FIRST, "limit": limit})
    return [
        Due(pk, person, unit, post, started, ended + timedelta(days=1) if ended else NEVER, has_plan)
        for pk, person, unit, post, started, ended, has_plan in rows
    ]


def everybody(year: int) -> int:
    found = sql.row(_COUNT, _scope(year))
    return int(found[0]) if found else 0


def without_own_template(year: int) -> list[tuple[str, int]]:
    """Return the posts whose plans begin with what is for everybody else, with how many hold each, the most first."""
    rows = sql.rows(_POSTS, _scope(year))
    found = [(str(post), int(count)) for post, count in rows if not law.plan_template(post).posts]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def moved(day: date) -> list[UUID]:
    """Return who holds another post by the records than their plan of this day is of."""
    return [row[0] for row in sql.rows(_MOVED, {"day": day})]


def moved_on(employee_id: UUID) -> date | None:
    """Return since when somebody holds the present post in the present unit."""
    found = sql.row(_MOVED_ON, {"employee": employee_id, "day": clock.today()})
    return found[0] if found else None


def run_of(year: int) -> PlanRun | None:
    return PlanRun.objects.filter(year=year).first()


def of_years(years: Collection[int]) -> dict[int, PlanRun]:
    return {run.year: run for run in PlanRun.objects.filter(year__in=years)}


def stalled(*, silent_for: timedelta) -> list[UUID]:
    """Return the runs whose worker says nothing any more."""
    rows = PlanRun.objects.filter(state=RunState.DRAFTING, touched_at__lt=clock.now() - silent_for)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:20])


def _scope(year: int) -> dict[str, object]:
    since, until = rules.year_of(year)
    return {"since": since, "until": until, "statuses": sorted(law.plan_rules(since).statuses)}
