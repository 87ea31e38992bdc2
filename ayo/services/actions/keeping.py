"""What every deed on a case shares: lock it, open its stages, write its history, tell the others."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from ayo.audit import facade as audit
from ayo.common import clock, sql
from ayo.common.actor import Actor
from ayo.common.errors import NotFound
from ayo.common.jsons import Json
from ayo.events import facade as events
from ayo.region.facade import pack
from ayo.services import storage, versions
from ayo.services.data import ENDED, Deed, Definition, Stage, State, TaskState
from ayo.services.errors import ChangedMeanwhile, WrongState
from ayo.services.events import CaseChanged
from ayo.services.models import Case, CaseReach, Line, Task
from ayo.services.offices import Offices, neighbourhood_for
from ayo.services.rules import clock as days
from ayo.services.rules import stages


def locked_case(case_id: UUID, *, expected: int | None) -> Case:
    """Return the case, locked until the transaction ends; officers of one case queue here.

    Raises NotFound, or ChangedMeanwhile when it is not at the version the caller has seen.
    """
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None:
        raise NotFound("No such case.")
    if expected is not None and case.version != expected:
        raise ChangedMeanwhile("The case has moved on since you opened it.")
    return case


def require_running(case: Case) -> None:
    """Raise WrongState when the case has ended."""
    if case.state in ENDED:
        raise WrongState("The case has ended.")


def open_stages(case: Case, made: Definition, opening: Sequence[Stage]) -> list[Task]:
    """Give stages to their offices. Raises NoOffice."""
    tasks = tasks_for(case, made, opening, offices=Offices(made, area=case.area))
    Task.objects.bulk_create(tasks)
    reach(case, {task.organisation_id for task in tasks})
    return tasks


def tasks_for(case: Case, made: Definition, opening: Sequence[Stage], *, offices: Offices) -> list[Task]:
    """Return the stages as work of their offices, not written yet. Raises NoOffice."""
    begun = clock.today()
    return [
        Task(
            case=case,
            stage=stage.code,
            round=case.reopened + 1,
            role=stage.role,
            organisation_id=offices.of(stage)[0],
            area=neighbourhood_for(stage, applicant_id=case.applicant_id, area=case.area),
            opened_at=clock.now(),
            due_on=_due(case, made, stage, begun),
        )
        for stage in opening
    ]


def _due(case: Case, made: Definition, stage: Stage, begun: date) -> date:
    """A stage is due when its part of the promise has passed, never after the promise itself unless it is over."""
    share = stages.share_until(made.stages, stage.code)
    planned = days.stage_due(clock.day_of(case.submitted_at), made.days, share, pack().calendar)
    return max(begun, min(planned, case.due_on))


def reach(case: Case, organisations: set[UUID]) -> None:
    CaseReach.objects.bulk_create(reach_of(case, organisations), ignore_conflicts=True)


def reach_of(case: Case, organisations: set[UUID]) -> list[CaseReach]:
    return [
        CaseReach(
            case=case, organisation_id=one, submitted_at=case.submitted_at, state=case.state,
            service_id=case.service_id,
        )
        for one in sorted(organisations)
    ]  # fmt: skip


def settle_state(case: Case, made: Definition) -> None:
    """Set the state that the open stages give the case."""
    tasks = list(Task.objects.filter(case=case, round=case.reopened + 1))
    still_open = [made.stage(task.stage) for task in tasks if task.state == TaskState.OPEN]
    case.state = stages.state_of(still_open, is_taken=any(task.taken_at for task in tasks))


def moved(
    case: Case, deed: Deed, *, actor: Actor, text: str = "", stage: str = "", fields: Sequence[str] = (),
    facts: Mapping[str, Json] | None = None, organisation_id: UUID | None = None, is_internal: bool = False,
) -> Line:  # fmt: skip
    """Write what may move of the case with a new version, a line of its history, the audit entry and the event."""
    made = versions.definition_of(case.service_version_id)
    case.version += 1
    case.changed_at = clock.now()
    Case.objects.filter(pk=case.pk).update(**{name: getattr(case, name) for name in MOVING})
    CaseReach.objects.filter(case=case).exclude(state=case.state).update(state=case.state)
    with sql.together():
        event_id = announce(case, made, changed=CHANGING, actor=actor)
        line = Line(
            case=case,
            at=clock.now(),
            deed=deed,
            stage=stage,
            actor_id=actor.id,
            actor_label=actor.label[:200],
            on_behalf_of=actor.on_behalf_of,
            organisation_id=organisation_id,
            text=text,
            fields=list(fields),
            facts=dict(facts or {}) | as_helper(actor),
            event_id=event_id,
            is_internal=is_internal,
        )
        storage.put([line])
        audit.record(
            f"services.{deed.lower()}", actor=actor, subject_kind="case", subject_id=case.pk, label=case.number,
            after={"state": case.state, "stage": stage},
        )  # fmt: skip
    return line


def as_helper(actor: Actor) -> dict[str, Json]:
    """Return what a line keeps when an employee helped: people read that as something else than a delegation."""
    return {"helped": True} if actor.is_helping else {}


MOVING = (
    "state", "answers", "known", "due_on", "stopped_on", "ended_at", "confirmed_at", "confirm_until", "reopened",
    "changed_at", "version",
)  # fmt: skip
"""What a deed may change of a case; the rest is as it was handed in."""
CHANGING = ("state", "due_on", "ended_at", "answers")
EVERYTHING = ("number", "service", "organisation_id", "area", "applicant_id", "subject_id", "submitted_at", *CHANGING)


def announce(case: Case, made: Definition, *, changed: tuple[str, ...], actor: Actor) -> UUID:
    """Publish the case as it stands; an application gets what its contract names."""
    event = CaseChanged(
        record_id=case.pk,
        version=case.version,
        changed=changed,
        record=record_of(case, made),
        area=case.area,
        groups=(made.code,),
        before_area=case.area if case.version > 1 else "",
        before_groups=(made.code,) if case.version > 1 else (),
    )
    return events.publish(event, actor=actor)


def record_of(case: Case, made: Definition) -> dict[str, Any]:
    """Return the case as other applications may see it: where it stands, and the answers that were given for it."""
    return {
        "number": case.number,
        "service": made.code,
        "state": case.state,
        "organisation_id": str(case.organisation_id),
        "area": case.area,
        "applicant_id": str(case.applicant_id),
        "subject_id": str(case.subject_id) if case.subject_id else None,
        "submitted_at": case.submitted_at.isoformat(),
        "due_on": case.due_on.isoformat(),
        "ended_at": case.ended_at.isoformat() if case.ended_at else None,
        "answers": dict(case.answers),
    }


def end(case: Case, state: State) -> None:
    """Close the case; whatever stage is still open is dropped."""
    case.state = state
    case.stopped_on = None
    case.ended_at = clock.now()
    Task.objects.filter(case=case, state=TaskState.OPEN).update(state=TaskState.DROPPED, done_at=case.ended_at)
