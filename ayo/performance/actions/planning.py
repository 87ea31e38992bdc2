"""The employee's side of a plan: begin it from the post's template, change its results, send it, take it back."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import NotFound
from ayo.performance import law
from ayo.performance.actions import plan_steps
from ayo.performance.data.plan import Approach, Indicator, PlanAct, PlanState, PostTemplate, Result
from ayo.performance.errors import PlanRefused, WrongStep
from ayo.performance.models import Plan, PlanResult, UnitResult
from ayo.performance.queries import plans
from ayo.performance.rules import plan as rules
from ayo.registry import facade as registry


@transaction.atomic
def begin_plan(*, year: int, actor: Actor) -> Plan:
    """Begin one's own plan of a year from the template of one's post; asked twice, it is there once.

    Raises NotFound for whoever is not in service in that year.
    """
    service = _service(actor)
    first, after = rules.year_of(year)
    since, until = max(first, service.started_on), after
    if not service.covers(since) or since >= until:
        raise NotFound("Not in service in that year.")
    known = plans.standing_of(service.employee_id, since=since, until=until)
    if known:
        return known[-1]
    try:
        with transaction.atomic():
            plan = make(service, year=year, since=since, until=until)
    except IntegrityError:
        return plans.standing_of(service.employee_id, since=since, until=until)[-1]
    plan_steps.note(plan, PlanAct.DRAFTED, actor=actor)
    return plan


@transaction.atomic
def put_result(*, plan_id: UUID, version: int, result_id: UUID | None, result: Result, actor: Actor) -> Plan:
    """Write a result of one's own draft, a new one without `result_id`. Raises NotFound, conflicts, PlanRefused."""
    plan = _own_draft(plan_id, version, actor)
    if not result.text.strip():
        raise PlanRefused("Say what the result is.", code="no_text", fields={"text": "no_text"})
    if result.supports is not None and not _may_support(plan, result.supports):
        raise PlanRefused("The leader has no such result.", code="no_such_support", fields={"supports": "gone"})
    rows = PlanResult.objects.filter(plan=plan)
    if result_id is None:
        if rows.count() >= rules.MOST_RESULTS:
            raise PlanRefused("There are too many results.", code="too_many", fields={"text": "too_many"})
        last = rows.order_by("-place").values_list("place", flat=True).first() or 0
        PlanResult.objects.create(plan=plan, place=last + 1, **_values(result))
    elif not rows.filter(pk=result_id).update(**_values(result)):
        raise NotFound("No such result.")
    return plan_steps.write(plan, PlanAct.CHANGED, actor=actor)


@transaction.atomic
def drop_result(*, plan_id: UUID, version: int, result_id: UUID, actor: Actor) -> Plan:
    """Take a result out of one's own draft; the dialogue still knows it. Raises NotFound, conflicts."""
    plan = _own_draft(plan_id, version, actor)
    gone, _ = PlanResult.objects.filter(plan=plan, pk=result_id).delete()
    if not gone:
        raise NotFound("No such result.")
    return plan_steps.write(plan, PlanAct.CHANGED, actor=actor)


@transaction.atomic
def choose_approach(*, plan_id: UUID, version: int, approach: Approach, actor: Actor) -> Plan:
    """Choose how one's own draft is measured; what indicators say stays. Raises NotFound, conflicts."""
    plan = _own_draft(plan_id, version, actor)
    if plan.approach == approach:
        return plan
    plan.approach = approach
    return plan_steps.write(plan, PlanAct.CHANGED, actor=actor)


@transaction.atomic
def submit_plan(*, plan_id: UUID, version: int, actor: Actor) -> Plan:
    """Send one's own draft to the superior of today; clicked twice it is sent once.

    Raises NotFound, conflicts, PlanRefused (no_main_result, not_measured, no_superior).
    """
    sent = Plan.objects.filter(pk=plan_id, person_id=_person(actor), version=version + 1, state=PlanState.SUBMITTED)
    if (plan := sent.first()) is not None:
        return plan
    plan = _own_draft(plan_id, version, actor)
    reason = rules.refusal(plans.results_of(plan), approach=Approach(plan.approach))
    superior = registry.superior_of(plan.employee_id, clock.today())
    if reason or superior is None:
        raise PlanRefused("The plan cannot be sent.", code=reason or "no_superior")
    plan.state, plan.superior_id = PlanState.SUBMITTED, superior.employee_id
    plan_steps.write(plan, PlanAct.SUBMITTED, actor=actor)
    plan_steps.ask_superior(plan)
    return plan


@transaction.atomic
def take_back_plan(*, plan_id: UUID, version: int, actor: Actor) -> Plan:
    """Take back what was sent and nobody answered. Raises NotFound, conflicts."""
    plan = _own(plan_id, version, actor)
    if plan.state != PlanState.SUBMITTED:
        raise WrongStep("It does not wait for the superior.")
    plan.state = PlanState.DRAFT
    plan_steps.write(plan, PlanAct.TAKEN_BACK, actor=actor)
    plan_steps.finish_asking(plan)
    return plan


def make(service: registry.Employment, *, year: int, since: date, until: date) -> Plan:
    """Write a draft from the template of the post; the caller keeps the step."""
    template = law.plan_template(service.post)
    plan = Plan.objects.create(
        employee_id=service.employee_id, person_id=service.person_id, organisation_id=service.organisation_id,
        year=year, post=service.post, since=since, until=until, approach=template.approach, state=PlanState.DRAFT,
    )  # fmt: skip
    PlanResult.objects.bulk_create(_rows(plan, template))
    return plan


def written_indicators(indicators: tuple[Indicator, ...]) -> list[dict[str, Any]]:
    """Return indicators as they are kept."""
    return [
        {"aspect": one.aspect.value if one.aspect else None, "text": one.text, "target": one.target, "unit": one.unit}
        for one in indicators
    ]


def _rows(plan: Plan, template: PostTemplate) -> list[PlanResult]:
    return [PlanResult(plan=plan, place=place, **_values(one)) for place, one in enumerate(template.results, start=1)]


def _values(result: Result) -> dict[str, Any]:
    return {
        "kind": result.kind, "text": result.text.strip(), "supports_id": result.supports,
        "indicators": written_indicators(result.indicators),
    }  # fmt: skip


def _may_support(plan: Plan, unit_result_id: UUID) -> bool:
    units = plans.supported_units(plan)
    return UnitResult.objects.filter(
        pk=unit_result_id, organisation_id__in=units, year=plan.year, dropped_at__isnull=True
    ).exists()


def _service(actor: Actor) -> registry.Employment:
    service = registry.employment_of(_person(actor))
    if service is None:
        raise NotFound("Only employees have a plan.")
    return service


def _person(actor: Actor) -> UUID:
    if actor.person_id is None or actor.on_behalf_of is not None:
        raise NotFound("Only employees have a plan.")
    return actor.person_id


def _own(plan_id: UUID, version: int, actor: Actor) -> Plan:
    if not Plan.objects.filter(pk=plan_id, person_id=_person(actor)).exists():
        raise NotFound("No such plan.")
    return plan_steps.locked(plan_id, version)


def _own_draft(plan_id: UUID, version: int, actor: Actor) -> Plan:
    plan = _own(plan_id, version, actor)
    if plan.state != PlanState.DRAFT:
        raise WrongStep("It was sent or agreed already.")
    return plan
