"""What every step of a plan leaves: a line of the dialogue with the content, an audit entry, an event, notices."""

from typing import Any
from uuid import UUID

from ayo.audit import facade as audit
from ayo.audit.data import Entry
from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import NotFound
from ayo.events import facade as events
from ayo.notices import facade as notices
from ayo.performance.data.plan import PlanAct
from ayo.performance.errors import PlanChangedSince
from ayo.performance.events import PlanChanged
from ayo.performance.models import Plan, PlanResult, PlanStep
from ayo.registry import facade as registry

MINE, TEAM = "/kinerja/skp/", "/kinerja/tim/skp/"


def locked(plan_id: UUID, version: int) -> Plan:
    """Return a plan for writing. Raises NotFound, or PlanChangedSince when it is not the version that was seen."""
    plan = Plan.objects.select_for_update().filter(pk=plan_id).first()
    if plan is None:
        raise NotFound("No such plan.")
    if plan.version != version:
        raise PlanChangedSince("The plan was changed since you opened it.")
    return plan


def write(plan: Plan, act: PlanAct, *, actor: Actor, comment: str = "") -> Plan:
    """Write the plan as its next version, with everything that a step leaves; the caller holds the row."""
    plan.version += 1
    plan.save()
    note(plan, act, actor=actor, comment=comment)
    return plan


def note(plan: Plan, act: PlanAct, *, actor: Actor, comment: str = "") -> None:
    """Keep the step of a version that is written already."""
    PlanStep.objects.create(
        plan=plan, version=plan.version, act=act, at=clock.now(), by=actor.id, label=actor.label[:200],
        comment=comment, content=content(plan),
    )  # fmt: skip
    audit.record_many([entry(plan, act, actor)])
    events.publish(changed(plan, act), actor=actor)


def entry(plan: Plan, act: PlanAct, actor: Actor) -> Entry:
    return audit.entry(
        f"performance.plan_{act.lower()}", actor=actor, subject_kind="plan", subject_id=plan.pk,
        label=f"SKP {plan.year}", after={"state": plan.state, "version": plan.version},
    )  # fmt: skip


def changed(plan: Plan, act: PlanAct) -> PlanChanged:
    return PlanChanged(
        plan_id=plan.pk, employee_id=plan.employee_id, person_id=plan.person_id, organisation_id=plan.organisation_id,
        year=plan.year, since=plan.since, until=plan.until, act=act, state=plan.state, version=plan.version,
    )  # fmt: skip


def content(plan: Plan) -> dict[str, Any]:
    """Return what a plan says now, as the dialogue keeps it."""
    rows = PlanResult.objects.filter(plan=plan).order_by("place", "pk")
    return {
        "approach": plan.approach,
        "expectations": plan.expectations,
        "results": [
            {"id": str(row.pk), "kind": row.kind, "text": row.text, "indicators": row.indicators,
             "supports": str(row.supports_id) if row.supports_id else None}
            for row in rows
        ],
    }  # fmt: skip


def ask_superior(plan: Plan) -> None:
    """Ask whoever it lies before, if there is anybody; the same plan is asked for once."""
    service = registry.service_of(plan.superior_id) if plan.superior_id else None
    if service is not None:
        notices.ask(
            person_id=service.person_id, code="plan_to_agree", facts={"who": registry.name_of(plan.person_id)},
            url=f"{TEAM}{plan.pk}/", about=f"plan/{plan.pk}",
        )  # fmt: skip


def finish_asking(plan: Plan) -> None:
    notices.finish(about=f"plan/{plan.pk}")


def tell_employee(plan: Plan, code: str, text: str) -> None:
    notices.tell(
        person_id=plan.person_id, code=code, facts={"year": plan.year, "text": text}, url=MINE,
        about=f"plan/{plan.pk}/{plan.version}",
    )  # fmt: skip
