"""A month of TPP over everybody: begun by a person, worked by a job chunk by chunk, then checked, approved, paid."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Sum
from procrastinate.contrib.django import app

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import SYSTEM, Actor
from ayo.common.errors import Conflict, Invalid, NotAllowed, NotFound
from ayo.events import facade as events
from ayo.performance import access
from ayo.performance.data.pay import AT_WORK, SHOWN, RunState
from ayo.performance.events import AllowanceRunMoved
from ayo.performance.models import AllowanceRun
from ayo.performance.queries import month_facts, tables
from ayo.performance.rules import steps

MOST_STUMBLES = 5
_STEPS = {RunState.CHECKED: "checked", RunState.APPROVED: "approved", RunState.PAID: "paid"}


@transaction.atomic
def start_run(*, month: date, actor: Actor) -> AllowanceRun:
    """Ask a worker for a month that is over. Raises NotAllowed, Invalid, or Conflict when there is a run already."""
    return _send(start_here(month=month, actor=actor))


@transaction.atomic
def start_here(*, month: date, actor: Actor) -> AllowanceRun:
    """Begin a run in this process, which then works it."""
    _require(access.may_run_allowance(actor))
    if month.day != 1 or not month < clock.today().replace(day=1):
        raise Invalid("Only a month that is over can be run.", code="month_not_over")
    return _create(month=month, corrects=None, actor=actor)


@transaction.atomic
def start_correction(*, run_id: UUID, actor: Actor) -> AllowanceRun:
    """Run an approved month once more with what is known today. Raises NotAllowed, NotFound or Conflict."""
    return _send(correct_here(run_id=run_id, actor=actor))


@transaction.atomic
def correct_here(*, run_id: UUID, actor: Actor) -> AllowanceRun:
    """Begin a correction in this process, which then works it."""
    _require(access.may_run_allowance(actor))
    before = _locked(run_id)
    if before.state not in SHOWN:
        raise Conflict("Only a month that was approved is corrected.", code="wrong_step")
    return _create(month=before.month, corrects=before, actor=actor)


@transaction.atomic
def move_run(*, run_id: UUID, to: RunState, actor: Actor) -> AllowanceRun:
    """Check, approve, note as paid, or cancel. Raises NotAllowed, NotFound or Conflict (wrong_step, four_eyes)."""
    _require(access.may_move_allowance(actor, to))
    run = _locked(run_id)
    reason = steps.refusal(
        to, RunState(run.state), by=actor.id, started_by=run.started_by, checked_by=run.checked_by,
        approved_by=run.approved_by,
    )  # fmt: skip
    if reason:
        raise Conflict("The run cannot take this step.", code=reason.lower())
    changes: dict[str, Any] = {}
    if to in _STEPS:
        name = _STEPS[to]
        changes = {f"{name}_by": actor.id, f"{name}_label": actor.label, f"{name}_at": clock.now()}
    return move(run, to, f"performance.allowance_{to.lower()}", actor, **changes)


@transaction.atomic
def ask_to_verify(*, run_id: UUID, actor: Actor) -> None:
    """Let a worker calculate every slip once more from its frozen inputs. Raises NotAllowed, NotFound or Conflict."""
    _require(access.sees_allowance_runs(actor))
    run = _locked(run_id)
    if not run.output_digest:
        raise Conflict("There is nothing to compare yet.", code="wrong_step")
    audit.record(
        "performance.verify_allowance", actor=actor, subject_kind="allowance_run", subject_id=run.pk, label=_label(run)
    )
    app.configure_task("performance.verify_allowance").defer(run_id=str(run.pk))


@transaction.atomic
def note_verified(*, run_id: UUID, digest: str) -> None:
    """Write down what the slips came to when they were calculated once more."""
    run = _locked(run_id)
    run.verified_at, run.verified_digest = clock.now(), digest
    run.save(update_fields=["verified_at", "verified_digest"])
    audit.record(
        "performance.allowance_verified", actor=SYSTEM, subject_kind="allowance_run", subject_id=run.pk,
        label=_label(run), after={"digest": digest},
    )  # fmt: skip


@transaction.atomic
def begin_leg(*, run_id: UUID) -> bool:
    """Take up the work on a run; False when there is none, or when it has failed again and again."""
    run = _locked(run_id)
    if run.state not in AT_WORK:
        return False
    if run.stumbles >= MOST_STUMBLES:
        move(run, RunState.FAILED, "performance.allowance_failed", SYSTEM)
        return False
    run.stumbles += 1
    run.touched_at = clock.now()
    run.save(update_fields=["stumbles", "touched_at"])
    return True


def move(run: AllowanceRun, state: RunState, act: str, actor: Actor, **changes: Any) -> AllowanceRun:
    """Write the state and what changes with it, with audit entry and event; the caller holds the row."""
    was, run.state, run.touched_at = run.state, state, clock.now()
    for name, value in changes.items():
        setattr(run, name, value)
    run.save()
    audit.record(
        act, actor=actor, subject_kind="allowance_run", subject_id=run.pk, label=_label(run), before={"state": was},
        after={"state": state},
    )  # fmt: skip
    _tell(run, actor)
    return run


def _create(*, month: date, corrects: AllowanceRun | None, actor: Actor) -> AllowanceRun:
    version = tables.in_force(month)
    try:
        with transaction.atomic():
            run = AllowanceRun.objects.create(
                month=month, corrects=corrects, state=RunState.FREEZING, version=version.tariff.version,
                written=version.written, everybody=month_facts.everybody(month_facts.month(month)),
                touched_at=clock.now(), started_by=actor.id, started_label=actor.label,
            )  # fmt: skip
    except IntegrityError as error:
        raise Conflict("There is a run of this month already.", code="run_exists") from error
    audit.record(
        "performance.allowance_started", actor=actor, subject_kind="allowance_run", subject_id=run.pk,
        label=_label(run), after={"month": month, "version": run.version},
    )  # fmt: skip
    _tell(run, actor)
    return run


def _tell(run: AllowanceRun, actor: Actor) -> None:
    net = run.slips.aggregate(net=Sum("net"))["net"] or 0 if run.output_digest else 0
    events.publish(
        AllowanceRunMoved(
            run_id=run.pk, month=run.month, corrects=run.corrects_id, state=run.state, slips=run.calculated, net=net
        ),
        actor=actor,
    )


def _send(run: AllowanceRun) -> AllowanceRun:
    """Put the work down for a worker: a row in this transaction, so that no run waits for a job nobody wrote."""
    app.configure_task("performance.work_allowance").defer(run_id=str(run.pk))
    return run


def _locked(run_id: UUID) -> AllowanceRun:
    run = AllowanceRun.objects.select_for_update().filter(pk=run_id).first()
    if run is None:
        raise NotFound("No such run.")
    return run


def _label(run: AllowanceRun) -> str:
    return f"TPP {run.month:%Y-%m}"


def _require(may: bool) -> None:  # noqa: FBT001  said at the call
    if not may:
        raise NotAllowed("Allowance runs are not yours.")
