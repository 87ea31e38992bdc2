"""Plans for everybody from the templates of their posts, a chunk in a transaction; and plans that follow a move.

A chunk and the place reached are committed together: a killed worker repeats nothing and leaves nothing out. Whoever
has a plan already is passed over.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django import app

from ayo.audit import facade as audit
from ayo.common import clock, ids
from ayo.common.actor import SYSTEM, Actor
from ayo.common.errors import Conflict, Invalid, NotAllowed
from ayo.events import facade as events
from ayo.performance import access, law
from ayo.performance.actions import plan_steps, planning
from ayo.performance.data.plan import PlanAct, PlanState, PostTemplate, RunState
from ayo.performance.models import Plan, PlanRun
from ayo.performance.queries import plan_runs
from ayo.performance.rules import plan as rules
from ayo.registry import facade as registry

AT_ONCE, MOST_STUMBLES = 1_000, 5
_PLANS = (
    "copy performance_plan (id, created_at, employee_id, person_id, organisation_id, year, post, since, until,"
    " approach, state, version, expectations) from stdin"
)
_RESULTS = "copy performance_planresult (id, created_at, plan_id, place, kind, text, indicators) from stdin"
_STEPS = "copy performance_planstep (id, created_at, plan_id, version, act, at, by, label, comment, content) from stdin"
Row = tuple[object, ...]


@transaction.atomic
def draft_for_everybody(*, year: int, actor: Actor) -> PlanRun:
    """Ask a worker for drafts of a year; a run that is over goes through everybody once more.

    Raises NotAllowed, Invalid for another year than this and the next, or Conflict while one is at work.
    """
    run = draft_here(year=year, actor=actor)
    app.configure_task("performance.draft_plans").defer(run_id=str(run.pk))
    return run


@transaction.atomic
def draft_here(*, year: int, actor: Actor) -> PlanRun:
    """Begin a run in this process, which then works it."""
    if not access.drafts_plans(actor):
        raise NotAllowed("Plans for everybody are drafted by the personnel agency.")
    if year - clock.today().year not in (0, 1):
        raise Invalid("Plans are drafted for this year and the next.", code="wrong_year")
    now = clock.now()
    begun = {
        "state": RunState.DRAFTING, "position": None, "everybody": plan_runs.everybody(year), "seen": 0, "drafted": 0,
        "touched_at": now, "stumbles": 0, "started_by": actor.id, "started_label": actor.label[:200],
    }  # fmt: skip
    run, is_new = PlanRun.objects.select_for_update().get_or_create(year=year, defaults=begun)
    if not is_new:
        if run.state == RunState.DRAFTING:
            raise Conflict("Drafts of this year are being made already.", code="run_exists")
        for name, value in begun.items():
            setattr(run, name, value)
        run.save()
    audit.record(
        "performance.draft_plans", actor=actor, subject_kind="plan_run", subject_id=run.pk, label=f"SKP {year}",
        after={"year": year},
    )  # fmt: skip
    return run


@transaction.atomic
def begin_drafting(*, run_id: UUID) -> bool:
    """Take up the work on a run; False when there is none, or when it has failed again and again."""
    run = PlanRun.objects.select_for_update().get(pk=run_id)
    if run.state != RunState.DRAFTING:
        return False
    run.stumbles += 1
    run.touched_at = clock.now()
    if run.stumbles > MOST_STUMBLES:
        run.state = RunState.FAILED
    run.save(update_fields=["stumbles", "touched_at", "state"])
    return run.state == RunState.DRAFTING


@transaction.atomic
def draft_chunk(*, run_id: UUID) -> bool:
    """Draft the plans of the next people; False when nobody is left. Raises IntegrityError when one was begun by hand
    in the same moment: nothing of the chunk is written then, and it can be asked for again."""
    run = PlanRun.objects.select_for_update().get(pk=run_id)
    if run.state != RunState.DRAFTING:
        return False
    found = plan_runs.after(run.year, run.position, limit=AT_ONCE)
    if not found:
        run.state, run.touched_at = RunState.DONE, clock.now()
        run.save(update_fields=["state", "touched_at"])
        audit.record(
            "performance.plans_drafted", actor=SYSTEM, subject_kind="plan_run", subject_id=run.pk,
            label=f"SKP {run.year}", after={"drafted": run.drafted},
        )  # fmt: skip
        return False
    drafts = [_plan(run.year, one) for one in found if not one.has_plan]
    _write(drafts)
    run.position, run.touched_at, run.stumbles = found[-1].employee_id, clock.now(), 0
    run.seen += len(found)
    run.drafted += len(drafts)
    run.save(update_fields=["position", "touched_at", "stumbles", "seen", "drafted"])
    return True


@transaction.atomic
def follow_move(*, employee_id: UUID) -> Plan | None:
    """End the plan of a post that somebody has left by the records, and draft the rest of the year for the new one.

    Return the new plan, or None when nobody moved. A plan whose post was left on its first day is withdrawn.
    """
    service, today = registry.service_of(employee_id), clock.today()
    rows = Plan.objects.select_for_update().filter(employee_id=employee_id, since__lte=today, until__gt=today)
    standing = list(rows.exclude(state=PlanState.WITHDRAWN).order_by("since"))
    if service is None or not standing or any(_is_of(row, service) for row in standing):
        return None
    moved_on = plan_runs.moved_on(employee_id) or today
    until = max(row.until for row in standing)
    for row in standing:
        begins = max(moved_on, row.since)
        row.until, row.state = (row.until, PlanState.WITHDRAWN) if begins <= row.since else (begins, row.state)
        plan_steps.write(row, PlanAct.SPLIT, actor=SYSTEM)
        plan_steps.finish_asking(row)
    begins = max(moved_on, min(row.since for row in standing))
    made = planning.make(service, year=standing[-1].year, since=begins, until=until)
    plan_steps.note(made, PlanAct.DRAFTED, actor=SYSTEM)
    plan_steps.tell_employee(made, "plan_split", service.post)
    return made


@transaction.atomic
def follow_plan_superiors() -> int:
    """Hand plans that wait to whoever is the employee's superior by now, or to nobody; return how many."""
    today, moved = clock.today(), 0
    for plan in Plan.objects.select_for_update(skip_locked=True).filter(state=PlanState.SUBMITTED).order_by("pk"):
        superior = registry.superior_of(plan.employee_id, today)
        superior_id = superior.employee_id if superior else None
        if superior_id != plan.superior_id:
            plan_steps.finish_asking(plan)
            plan.superior_id = superior_id
            plan.save(update_fields=["superior"])
            plan_steps.ask_superior(plan)
            moved += 1
    return moved


def follow_moves() -> int:
    """Split the plans of everybody who moved; each in a transaction of its own. Return how many."""
    moved = 0
    for employee_id in plan_runs.moved(clock.today()):
        try:
            moved += follow_move(employee_id=employee_id) is not None
        except IntegrityError:
            continue  # begun by hand in the same moment; tomorrow sees what stands then
    return moved


def _is_of(plan: Plan, service: registry.Employment) -> bool:
    return plan.post == service.post and plan.organisation_id == service.organisation_id


def _plan(year: int, one: plan_runs.Due) -> Plan:
    since, until = rules.year_of(year)
    return Plan(
        id=ids.uuid7(), employee_id=one.employee_id, person_id=one.person_id, organisation_id=one.organisation_id,
        year=year, post=one.post, since=max(since, one.since), until=min(until, one.until),
        approach=law.plan_template(one.post).approach, state=PlanState.DRAFT, version=1,
    )  # fmt: skip


def _write(plans: list[Plan]) -> None:
    """Write plans with their results, first step, audit entry and event: five statements, however many they are."""
    if not plans:
        return
    now = clock.now()
    written = [(plan, _results(law.plan_template(plan.post))) for plan in plans]
    _copy(_PLANS, (_plan_row(plan, now) for plan in plans))
    _copy(_RESULTS, (
        (row["id"], now, plan.pk, place, row["kind"], row["text"], orjson.dumps(row["indicators"]).decode())
        for plan, rows in written for place, row in enumerate(rows, start=1)
    ))  # fmt: skip
    _copy(_STEPS, (_step_row(plan, rows, now) for plan, rows in written))
    audit.record_many(plan_steps.entry(plan, PlanAct.DRAFTED, SYSTEM) for plan in plans)
    events.publish_many([plan_steps.changed(plan, PlanAct.DRAFTED) for plan in plans], actor=SYSTEM)


def _plan_row(plan: Plan, now: datetime) -> Row:
    return (
        plan.pk, now, plan.employee_id, plan.person_id, plan.organisation_id, plan.year, plan.post, plan.since,
        plan.until, plan.approach, plan.state, plan.version, "{}",
    )  # fmt: skip


def _step_row(plan: Plan, rows: list[dict[str, Any]], now: datetime) -> Row:
    content = {"approach": plan.approach, "expectations": {}, "results": rows}
    return (
        ids.uuid7(), now, plan.pk, 1, PlanAct.DRAFTED, now, SYSTEM.id, SYSTEM.label, "",
        orjson.dumps(content).decode(),
    )  # fmt: skip


def _results(template: PostTemplate) -> list[dict[str, Any]]:
    return [
        {"id": str(ids.uuid7()), "kind": one.kind.value, "text": one.text,
         "indicators": planning.written_indicators(one.indicators), "supports": None}
        for one in template.results
    ]  # fmt: skip


def _copy(statement: str, rows: Iterable[Row]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
