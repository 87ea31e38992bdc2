"""The superior's side of a plan: agree, return with a comment, expect more of a value, give feedback."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import NotFound
from ayo.events import facade as events
from ayo.performance import access, law
from ayo.performance.actions import plan_steps
from ayo.performance.data.plan import PlanAct, PlanState
from ayo.performance.errors import PlanRefused, WrongStep
from ayo.performance.events import FeedbackGiven
from ayo.performance.models import Feedback, Plan
from ayo.registry import facade as registry


@transaction.atomic
def agree_plan(*, plan_id: UUID, version: int, expectations: Mapping[str, str], actor: Actor) -> Plan:
    """Agree on what was sent; clicked twice it is agreed once. Raises NotFound, conflicts."""
    if (agreed := _just_now(plan_id, version, PlanState.AGREED, actor)) is not None:
        return agreed
    plan, me = _judged(plan_id, version, actor)
    if plan.state != PlanState.SUBMITTED:
        raise WrongStep("It does not wait for the superior.")
    plan.state, plan.superior_id, plan.expectations = PlanState.AGREED, me, _expected(expectations)
    plan_steps.write(plan, PlanAct.AGREED, actor=actor)
    plan_steps.finish_asking(plan)
    plan_steps.tell_employee(plan, "plan_agreed", "")
    return plan


@transaction.atomic
def return_plan(*, plan_id: UUID, version: int, comment: str, expectations: Mapping[str, str], actor: Actor) -> Plan:
    """Return what was sent, or reopen what was agreed, with a comment. Raises NotFound, conflicts, PlanRefused."""
    said = comment.strip()[:500]
    if not said:
        raise PlanRefused("Say what should change.", code="no_comment", fields={"comment": "no_comment"})
    if (returned := _just_now(plan_id, version, PlanState.DRAFT, actor)) is not None:
        return returned
    plan, _me = _judged(plan_id, version, actor)
    if plan.state not in (PlanState.SUBMITTED, PlanState.AGREED):
        raise WrongStep("It is with the employee already.")
    plan.state, plan.expectations = PlanState.DRAFT, _expected(expectations)
    plan_steps.write(plan, PlanAct.RETURNED, actor=actor, comment=said)
    plan_steps.finish_asking(plan)
    plan_steps.tell_employee(plan, "plan_returned", said)
    return plan


@transaction.atomic
def give_feedback(*, plan_id: UUID, key: UUID, text: str, actor: Actor) -> Feedback:
    """Say something on work that goes on; sent twice with one key it is said once. Raises NotFound, PlanRefused."""
    plan = Plan.objects.filter(pk=plan_id).first()
    if plan is None or not access.judges_plans_of(actor, plan.employee_id):
        raise NotFound("No such plan.")
    said = text.strip()[:500]
    if not said:
        raise PlanRefused("Say something.", code="no_text", fields={"text": "no_text"})
    made, is_new = Feedback.objects.get_or_create(
        key=key,
        defaults={"employee_id": plan.employee_id, "plan": plan, "at": clock.now(), "by": actor.id,
                  "label": actor.label[:200], "text": said},
    )  # fmt: skip
    if is_new:
        audit.record(
            "performance.give_feedback", actor=actor, subject_kind="plan", subject_id=plan.pk,
            label=f"SKP {plan.year}", after={"feedback": made.pk},
        )  # fmt: skip
        events.publish(
            FeedbackGiven(feedback_id=made.pk, plan_id=plan.pk, employee_id=plan.employee_id), actor=actor
        )  # fmt: skip
        plan_steps.tell_employee(plan, "feedback_given", said)
    return made


def _judged(plan_id: UUID, version: int, actor: Actor) -> tuple[Plan, UUID]:
    """Return a plan the actor decides on, locked, and the employee the actor is."""
    employee_id = Plan.objects.filter(pk=plan_id).values_list("employee_id", flat=True).first()
    if employee_id is None or not access.judges_plans_of(actor, employee_id):
        raise NotFound("No such plan.")
    me = registry.employment_of(actor.person_id) if actor.person_id else None
    if me is None:
        raise NotFound("No such plan.")
    return plan_steps.locked(plan_id, version), me.employee_id


def _just_now(plan_id: UUID, version: int, state: PlanState, actor: Actor) -> Plan | None:
    """Return the plan when the same person has taken this very step already."""
    act = PlanAct.AGREED if state is PlanState.AGREED else PlanAct.RETURNED
    return Plan.objects.filter(
        pk=plan_id, version=version + 1, state=state, steps__version=version + 1, steps__by=actor.id, steps__act=act
    ).first()


def _expected(given: Mapping[str, str]) -> dict[str, str]:
    known = {one.code for one in law.plans().behaviours}
    return {code: said.strip()[:300] for code, said in given.items() if code in known and said.strip()}
