"""What units are to reach, and whose plans carry it; a page costs the same however many people there are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ayo.common import sql
from ayo.performance.models import UnitResult

_CARRIED = """
select result.supports_id, plan.employee_id, result.text, plan.state
from performance_planresult result join performance_plan plan on plan.id = result.plan_id
where result.supports_id = any(%(results)s) and plan.since <= %(day)s and plan.until > %(day)s
  and plan.state <> 'WITHDRAWN'
order by plan.employee_id, result.place, result.id
"""


@dataclass(frozen=True, slots=True)
class Carried:
    """One result of an employee's plan that carries a result of a unit; `state` is that of the plan."""

    unit_result_id: UUID
    employee_id: UUID
    text: str
    state: str


def of_unit(organisation_id: UUID, *, year: int) -> list[UnitResult]:
    """Return what a unit is to reach in a year, in the order it was written down."""
    rows = UnitResult.objects.filter(organisation_id=organisation_id, year=year, dropped_at__isnull=True)
    return list(rows.order_by("created_at", "pk"))


def one(organisation_id: UUID, unit_result_id: UUID) -> UnitResult | None:
    rows = UnitResult.objects.filter(pk=unit_result_id, organisation_id=organisation_id)
    return rows.filter(dropped_at__isnull=True).first()


def carried(unit_result_ids: Collection[UUID], *, day: date) -> list[Carried]:
    """Return the results that carry these in plans that cover a day; one query."""
    return [Carried(*row) for row in sql.rows(_CARRIED, {"results": list(unit_result_ids), "day": day})]
