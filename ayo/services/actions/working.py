"""What an officer does with a stage: take it, put it back, finish it, ask the resident, pass it on, refuse the case.

Each names the version of the case that the officer saw; if the case has moved on meanwhile nothing happens.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import Invalid, NotFound
from ayo.events import facade as events
from ayo.files import facade as files
from ayo.region.facade import pack
from ayo.registry import facade as registry
from ayo.services import access, versions
from ayo.services.actions import keeping
from ayo.services.data import Deed, Definition, State, TaskState, said
from ayo.services.errors import NeedsSignature, OwnCase, TakenByAnother, WrongState
from ayo.services.events import CaseEnded, CaseReturned, StageDone
from ayo.services.models import Case, Task
from ayo.services.rules import stages


@transaction.atomic
def take_task(*, task_id: UUID, expected: int | None, actor: Actor) -> Case:
    """Hold a stage. Raises NotFound, OwnCase, TakenByAnother, WrongState or ChangedMeanwhile."""
    case, task, made = opened(task_id, expected=expected, actor=actor)
    if task.holder_id == actor.person_id:
        return case
    hold(task, actor)
    keeping.settle_state(case, made)
    keeping.moved(case, Deed.TAKEN, actor=actor, stage=task.stage, organisation_id=task.organisation_id)
    return case


@transaction.atomic
def release_task(*, task_id: UUID, expected: int | None, actor: Actor) -> Case:
    """Put a stage back into the queue. Raises as `take_task` does."""
    case, task, _made = opened(task_id, expected=expected, actor=actor)
    if task.holder_id is None:
        return case
    task.holder_id = None
    task.save(update_fields=["holder"])
    keeping.moved(case, Deed.RELEASED, actor=actor, stage=task.stage, organisation_id=task.organisation_id,
                  is_internal=True)  # fmt: skip
    return case


@transaction.atomic
def finish_task(*, task_id: UUID, text: str, expected: int | None, actor: Actor, on_paper: bool = False) -> Case:
    """Finish a stage; the next ones open, or the case is done.

    Raises as `take_task` does, or NeedsSignature: a stage with a letter is finished by signing it, where letters can be
    signed at all. A city without a signing service signs on paper; `on_paper` brings in cases from before it had one.
    """
    case, task, made = opened(task_id, expected=expected, actor=actor)
    if made.is_signed_at(task.stage) and files.is_signing_connected() and not on_paper:
        raise NeedsSignature("This stage ends with the signature on the letter.")
    require_clock_running(case)
    finish(case, task, made, text=text, actor=actor)
    return case


@transaction.atomic
def reject_case(*, task_id: UUID, reason: str, expected: int | None, actor: Actor) -> Case:
    """Refuse the case with a reason the resident reads. Raises as `take_task` does, or Invalid without a reason."""
    case, task, made = opened(task_id, expected=expected, actor=actor)
    require_reason(reason)
    require_clock_running(case)
    hold(task, actor)
    task.state, task.done_at = TaskState.DONE, clock.now()
    task.save()
    keeping.end(case, State.REJECTED)
    keeping.moved(case, Deed.REJECTED, actor=actor, stage=task.stage, text=reason,
                  organisation_id=task.organisation_id)  # fmt: skip
    _count(case, task, made, outcome="REJECTED", is_last=True, actor=actor)
    _tell_end(case, made, reason, actor=actor)
    return case


@transaction.atomic
def return_case(*, task_id: UUID, fields: Sequence[str], text: str, expected: int | None, actor: Actor) -> Case:
    """Ask the resident to mend fields or papers; the clock stands still until the answer comes.

    Raises as `take_task` does, or Invalid when nothing is said or a field is not of the form.
    """
    case, task, made = opened(task_id, expected=expected, actor=actor)
    require_reason(text)
    require_clock_running(case)
    known = {field.name for field in made.fields} | {f"document:{need.kind}" for need in made.documents}
    if unknown := sorted(set(fields) - known):
        raise Invalid("These are no fields of the form.", fields=dict.fromkeys(unknown, "unknown"))
    hold(task, actor)
    case.state, case.stopped_on = State.NEEDS_FIX, clock.today()
    Task.objects.filter(case=case, state=TaskState.OPEN).update(is_waiting=True)
    keeping.moved(case, Deed.RETURNED, actor=actor, stage=task.stage, text=text, fields=fields,
                  organisation_id=task.organisation_id)  # fmt: skip
    events.publish(
        CaseReturned(case_id=case.pk, applicant_id=case.applicant_id, service=made.code, number=case.number, text=text),
        actor=actor,
    )
    return case


@transaction.atomic
def transfer_task(
    *, task_id: UUID, organisation_id: UUID, reason: str, expected: int | None, actor: Actor
) -> Case:  # fmt: skip
    """Pass a stage on to another office, with the reason. Raises as `take_task` does, or Invalid."""
    case, task, _made = opened(task_id, expected=expected, actor=actor)
    require_reason(reason)
    code = registry.organisation_code(organisation_id)
    if not code or organisation_id == task.organisation_id:
        raise Invalid("Choose another office.", fields={"organisation": "unknown"})
    before = task.organisation_id
    task.organisation_id, task.holder_id, task.taken_at = organisation_id, None, None
    task.save()
    keeping.reach(case, {organisation_id})
    keeping.moved(case, Deed.TRANSFERRED, actor=actor, stage=task.stage, text=reason, organisation_id=before,
                  facts={"to": str(organisation_id)})  # fmt: skip
    return case


def opened(task_id: UUID, *, expected: int | None, actor: Actor) -> tuple[Case, Task, Definition]:
    """Return case and stage for somebody whose work it is; the case is locked before the stage is read."""
    found = access.tasks_workable_by(actor).filter(pk=task_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NotFound("No such work.")
    case = keeping.locked_case(found, expected=expected)
    if access.is_own(actor, case):
        raise OwnCase("Nobody works on a case of their own or of their family.")
    task = Task.objects.select_for_update().get(pk=task_id)
    if task.state != TaskState.OPEN:
        raise WrongState("This stage is over.")
    if task.holder_id not in {None, actor.person_id}:
        raise TakenByAnother("Somebody else holds this stage.")
    return case, task, versions.definition_of(case.service_version_id)


def finish(case: Case, task: Task, made: Definition, *, text: str, actor: Actor) -> None:
    """Finish a stage that `opened` gave, inside the caller's transaction."""
    hold(task, actor)
    task.state, task.done_at = TaskState.DONE, clock.now()
    task.save()
    standing = dict(Task.objects.filter(case=case, round=case.reopened + 1).values_list("stage", "state"))
    done = {stage for stage, state in standing.items() if state == TaskState.DONE}
    opening = stages.opening(made.stages, done=done, begun=[*standing])
    keeping.open_stages(case, made, opening)
    is_last = not opening and not any(state == TaskState.OPEN for state in standing.values())
    if is_last:
        _close(case, made)
    else:
        keeping.settle_state(case, made)
    keeping.moved(case, Deed.STAGE_DONE, actor=actor, stage=task.stage, text=text,
                  organisation_id=task.organisation_id)  # fmt: skip
    _count(case, task, made, outcome="DONE", is_last=is_last, actor=actor)
    if is_last:
        _tell_end(case, made, "", actor=actor)


def hold(task: Task, actor: Actor) -> None:
    task.holder_id = actor.person_id
    task.taken_at = task.taken_at or clock.now()
    task.save(update_fields=["holder", "taken_at"])


def require_clock_running(case: Case) -> None:
    if case.state == State.NEEDS_FIX:
        raise WrongState("The resident has been asked for something first.")


def require_reason(text: str) -> None:
    if not text.strip():
        raise Invalid("Say why.", fields={"text": "required"})


def _close(case: Case, made: Definition) -> None:
    keeping.end(case, State.DONE)
    case.confirm_until = pack().calendar.add_working_days(clock.today(), made.confirm_days)


def _count(case: Case, task: Task, made: Definition, *, outcome: str, is_last: bool, actor: Actor) -> None:
    """Tell that an officer did a stage, for what it counts in the officer's day."""
    stage = made.stage(task.stage)
    event = StageDone(
        case_id=case.pk,
        task_id=task.pk,
        service=made.code,
        stage=stage.code,
        action=stage.action,
        outcome=outcome,
        officer_id=actor.id,
        organisation_id=task.organisation_id,
        applicant_id=case.applicant_id,
        subject_id=case.subject_id,
        title={language: f"{said(made.name, language)}: {said(stage.title, language)}" for language in made.name},
        work_code=stage.work_code,
        minutes=stage.minutes,
        on=clock.today(),
        is_last=is_last,
    )
    events.publish(event, actor=actor)


def _tell_end(case: Case, made: Definition, text: str, *, actor: Actor) -> None:
    event = CaseEnded(
        case_id=case.pk, applicant_id=case.applicant_id, service=made.code, number=case.number, state=case.state,
        text=text,
    )  # fmt: skip
    events.publish(event, actor=actor)
