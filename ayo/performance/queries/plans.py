"""Plans as pages and actions read them; a page costs the same however many people or results there are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ayo.common import clock
from ayo.performance.data.plan import Aspect, Indicator, PlanState, Result, ResultKind
from ayo.performance.models import Feedback, Plan, PlanResult, PlanStep, UnitResult
from ayo.performance.rules import plan as rules
from ayo.registry import facade as registry

STEPS = 50


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A result as a page shows it, with the result of the leader's unit that it serves."""

    id: UUID
    result: Result
    supports: str
    is_support_ended: bool


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the dialogue, with what it changed against the step before."""

    step: PlanStep
    changes: list[rules.Difference]


def standing_of(employee_id: UUID, *, since: date, until: date) -> list[Plan]:
    """Return the plans of an employee that cover any day of a span, the oldest first."""
    rows = Plan.objects.filter(employee_id=employee_id, since__lt=until, until__gt=since)
    return list(rows.exclude(state=PlanState.WITHDRAWN).order_by("since", "pk"))


def of_person(person_id: UUID, *, year: int) -> list[Plan]:
    """Return somebody's plans of a year, the newest first: more than one after a move."""
    rows = Plan.objects.filter(person_id=person_id, year=year).exclude(state=PlanState.WITHDRAWN)
    return list(rows.order_by("-since", "pk"))


def years_of(person_id: UUID) -> list[int]:
    """Return the years of which somebody has a plan, the newest first."""
    return list(Plan.objects.filter(person_id=person_id).order_by("-year").values_list("year", flat=True).distinct())


def plan(plan_id: UUID) -> Plan | None:
    return Plan.objects.filter(pk=plan_id).exclude(state=PlanState.WITHDRAWN).first()


def results_of(plan: Plan) -> list[Result]:
    return [line.result for line in lines_of(plan)]


def lines_of(plan: Plan) -> list[ResultLine]:
    """Return the results of a plan in their order; one query."""
    rows = PlanResult.objects.filter(plan=plan).select_related("supports").order_by("kind", "place", "pk")
    ordered = sorted(rows, key=lambda row: row.kind != ResultKind.MAIN)
    return [_line(row) for row in ordered]


def _line(row: PlanResult) -> ResultLine:
    if row.supports is None:
        return ResultLine(row.pk, _result(row), "", is_support_ended=False)
    return ResultLine(row.pk, _result(row), row.supports.text, is_support_ended=row.supports.dropped_at is not None)


def dialogue_of(plan: Plan) -> list[StepLine]:
    """Return the last steps of a dialogue, the newest first, each with what it changed."""
    rows = list(PlanStep.objects.filter(plan=plan).order_by("-version")[: STEPS + 1])
    found = [
        StepLine(row, rules.differences(rows[place + 1].content, row.content) if place + 1 < len(rows) else [])
        for place, row in enumerate(rows)
    ]
    return found[:STEPS]


def changed_since_answer(plan: Plan) -> list[rules.Difference]:
    """Return what changed since the superior last said something, nothing when they never did."""
    steps = PlanStep.objects.filter(plan=plan).order_by("-version")
    answer = steps.filter(act__in=("RETURNED", "AGREED"), version__lt=plan.version).first()
    last = steps.first()
    return rules.differences(answer.content, last.content) if answer and last else []


def feedback_of(plans: Collection[Plan]) -> list[Feedback]:
    """Return what was said on plans, the newest first."""
    return list(Feedback.objects.filter(plan__in=plans).order_by("-at", "-pk")[:STEPS])


def of_team(employee_ids: Collection[UUID], *, day: date) -> Mapping[UUID, Plan]:
    """Return the plan of each employee that covers a day; one query."""
    rows = Plan.objects.filter(employee_id__in=employee_ids, since__lte=day, until__gt=day)
    return {row.employee_id: row for row in rows.exclude(state=PlanState.WITHDRAWN).order_by("version")}


def supported_units(plan: Plan) -> list[UUID]:
    """Return whose results a plan may serve: those of the own unit and of the superior's."""
    superior = registry.superior_of(plan.employee_id, clock.today())
    service = registry.service_of(superior.employee_id) if superior else None
    return list(dict.fromkeys([plan.organisation_id, *([service.organisation_id] if service else [])]))


def support_choices(plan: Plan) -> list[UnitResult]:
    rows = UnitResult.objects.filter(organisation_id__in=supported_units(plan), year=plan.year, dropped_at__isnull=True)
    return list(rows.order_by("created_at", "pk"))


def _result(row: PlanResult) -> Result:
    return Result(ResultKind(row.kind), row.text, tuple(map(_indicator, row.indicators)), row.supports_id)


def _indicator(kept: Mapping[str, Any]) -> Indicator:
    aspect = kept.get("aspect")
    return Indicator(kept["text"], Aspect(aspect) if aspect else None, kept.get("target", ""), kept.get("unit", ""))
