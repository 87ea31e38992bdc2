"""How much work lies in which hands: open stages of offices by holder and by kind, and those that are late."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from ayo.common import sql
from ayo.services.data import TaskState
from ayo.services.data.lines import Load, StageLoad
from ayo.services.models import Task

_BY_HOLDER = """
select organisation_id, holder_id, count(*), count(*) filter (where due_on < %(today)s and not is_waiting),
       count(*) filter (where due_on = %(today)s and not is_waiting), count(*) filter (where is_waiting),
       min(opened_at)
from services_task where state = 'OPEN' and organisation_id = any(%(offices)s)
group by organisation_id, holder_id
order by 3 desc, 2
"""
_BY_STAGE = """
select c.service_version_id, t.stage, count(*), count(*) filter (where t.due_on < %(today)s and not t.is_waiting),
       count(*) filter (where t.holder_id is null), min(t.opened_at)
from services_task t join services_case c on c.id = t.case_id
where t.state = 'OPEN' and t.organisation_id = any(%(offices)s)
group by c.service_version_id, t.stage order by 3 desc, 1, 2 limit 60
"""
_BY_OFFICE = """
select organisation_id, null::uuid, count(*), count(*) filter (where due_on < %(today)s and not is_waiting),
       count(*) filter (where due_on = %(today)s and not is_waiting), count(*) filter (where is_waiting),
       min(opened_at)
from services_task where state = 'OPEN' group by organisation_id order by 4 desc, 3 desc, 1
"""


def by_holder(offices: Sequence[UUID], *, today: date) -> list[Load]:
    """Return the open stages of offices by who holds them, the fullest hands first."""
    return [Load(*row) for row in sql.rows(_BY_HOLDER, {"offices": list(offices), "today": today})]


def by_stage(offices: Sequence[UUID], *, today: date) -> list[StageLoad]:
    return [StageLoad(*row) for row in sql.rows(_BY_STAGE, {"offices": list(offices), "today": today})]


def by_office(*, today: date) -> list[Load]:
    """Return the open stages of every office of the city, the latest first; nobody is named."""
    return [Load(*row) for row in sql.rows(_BY_OFFICE, {"today": today})]


def urgent(offices: Sequence[UUID], *, limit: int) -> list[Task]:
    """Return the stages of offices that are due first, what waits for residents left out."""
    rows = Task.objects.filter(state=TaskState.OPEN, is_waiting=False, organisation_id__in=list(offices))
    return list(rows.select_related("case__applicant", "organisation").order_by("due_on", "pk")[:limit])
