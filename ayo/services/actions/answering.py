"""What the applicant does with a case: answer, take it back, say that it is well or that it is not; write a message."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import Invalid, NotFound
from ayo.common.jsons import Json
from ayo.events import facade as events
from ayo.region.facade import pack
from ayo.services import access, held, issued, papers, versions
from ayo.services.actions import helping, keeping
from ayo.services.data import Deed, State, TaskState
from ayo.services.errors import BadAnswers, WrongState
from ayo.services.events import CaseConfirmed, CaseEnded, CaseReopened, MessageWritten
from ayo.services.models import Case, CaseDocument, Line, Task
from ayo.services.rules import clock as days
from ayo.services.rules import forms, stages


@transaction.atomic
def resubmit_case(
    *, case_id: UUID, answers: Mapping[str, Json], documents: papers.Given, text: str, actor: Actor
) -> Case:
    """Answer what an officer asked, and nothing else; the clock goes on.

    Raises NotFound, WrongState, BadAnswers, or Invalid when nothing was said at all.
    """
    case = _own(case_id, actor)
    if case.state != State.NEEDS_FIX or case.stopped_on is None:
        raise WrongState("Nothing was asked of you.")
    asked_for = set(asked_fields(case))
    made = versions.definition_of(case.service_version_id)
    records = held.records_of(made, case.applicant_id, case.subject_id)
    known = held.held(made, records, speaker=case.applicant_id, answers=case.answers)
    said = _merged(case, answers, documents, asked_for)
    kept, wrong = forms.judged(forms.asked(made, held=held.values_of(known), answers=said), said)
    if wrong:
        raise BadAnswers("Some answers are missing or not well formed.", fields=wrong)
    changed = [name for name in kept if kept[name] != case.answers.get(name)]
    needed = {need.kind for need in papers.asked_for(made, list(asked_for))}
    given = issued.given(documents, issued.letters_for_case(case, made), needed=needed)
    papers_given = {kind: paper for kind, paper in given.items() if papers.name_of(kind) in asked_for}
    if not (asked_for or text.strip() or changed or papers_given):
        raise Invalid("Say something.", fields={"text": "required"})
    _replace_documents(case, papers_given)
    case.answers, case.known = kept, held.as_json(known)
    _resume(case)
    keeping.settle_state(case, made)
    told = [*changed, *(papers.name_of(kind) for kind in papers_given if papers.name_of(kind) not in changed)]
    keeping.moved(case, Deed.RESUBMITTED, actor=actor, text=text.strip(), fields=told)
    if actor.is_helping:
        helping.note_handed_in(case, actor)
    return case


def asked_fields(case: Case) -> list[str]:
    """Return what the office asked to mend: names of fields, and `document:<kind>` for papers."""
    asked = Line.objects.filter(case=case, deed=Deed.RETURNED).order_by("-at", "-id").values_list("fields", flat=True)
    return list(asked.first() or ())


def _merged(case: Case, answers: Mapping[str, Json], documents: papers.Given, asked_for: set[str]) -> dict[str, Json]:
    """Only what was asked may change, and what those answers open: a question nobody had answered before."""
    free = {name: value for name, value in answers.items() if name in asked_for or name not in case.answers}
    return papers.with_files({**case.answers, **free}, documents)


def _replace_documents(case: Case, documents: papers.Given) -> None:
    now = clock.now()
    CaseDocument.objects.filter(case=case, kind__in=list(documents), replaced_at__isnull=True).update(replaced_at=now)
    CaseDocument.objects.bulk_create(papers.rows(case, documents, now=now))


@transaction.atomic
def cancel_case(*, case_id: UUID, reason: str, actor: Actor) -> Case:
    """Take a case back. Raises NotFound or WrongState."""
    access.require_own_word(actor)
    case = _own(case_id, actor)
    keeping.require_running(case)
    keeping.end(case, State.CANCELLED)
    keeping.moved(case, Deed.CANCELLED, actor=actor, text=reason)
    _tell_end(case, reason, actor=actor)
    return case


@transaction.atomic
def confirm_case(*, case_id: UUID, actor: Actor) -> Case:
    """Say that the result is right. Raises NotFound or WrongState."""
    access.require_own_word(actor)
    case = _own(case_id, actor)
    _require_unconfirmed(case)
    case.confirmed_at = clock.now()
    keeping.moved(case, Deed.CONFIRMED, actor=actor)
    events.publish(CaseConfirmed(case_id=case.pk, applicant_id=case.applicant_id, by_resident=True), actor=actor)
    return case


@transaction.atomic
def reopen_case(*, case_id: UUID, reason: str, actor: Actor) -> Case:
    """Say that the result is not right, within the days to say so: the last stages are worked on again.

    Raises NotFound, WrongState, or Invalid without a reason.
    """
    access.require_own_word(actor)
    case = _own(case_id, actor)
    _require_unconfirmed(case)
    if not reason.strip():
        raise Invalid("Say what is not right.", fields={"text": "required"})
    made = versions.definition_of(case.service_version_id)
    first = stages.opening(made.stages, done=(), begun=())
    case.ended_at, case.confirm_until = None, None
    case.reopened += 1
    case.due_on = days.due(clock.today(), made.days, pack().calendar)
    keeping.open_stages(case, made, first)
    keeping.settle_state(case, made)
    keeping.moved(case, Deed.REOPENED, actor=actor, text=reason)
    events.publish(CaseReopened(case_id=case.pk, applicant_id=case.applicant_id, reason=reason), actor=actor)
    return case


@transaction.atomic
def write_message(*, case_id: UUID, text: str, actor: Actor) -> Line:
    """Write to the other side: the resident to the office, an officer to the resident. Raises NotFound or Invalid."""
    case = _visible(case_id, actor)
    is_own = access.applicant_of(actor) == case.applicant_id
    line = keeping.moved(case, Deed.MESSAGE, actor=actor, text=_said(text))
    holders = Task.objects.filter(case=case, state=TaskState.OPEN, holder__isnull=False)
    readers = tuple(holders.values_list("holder_id", flat=True)) if is_own else (case.applicant_id,)
    event = MessageWritten(
        case_id=case.pk, line_id=line.pk, number=case.number, from_applicant=is_own, to=readers
    )  # fmt: skip
    events.publish(event, actor=actor)
    return line


@transaction.atomic
def write_note(*, case_id: UUID, text: str, actor: Actor) -> Line:
    """Leave a word for the offices only. Raises NotFound (also for the applicant) or Invalid."""
    case = _visible(case_id, actor)
    if access.is_own(actor, case) or not access.offices_of(actor):
        raise NotFound("No such case.")
    return keeping.moved(case, Deed.NOTE, actor=actor, text=_said(text), is_internal=True)


def _resume(case: Case) -> None:
    if case.stopped_on is not None:
        case.due_on = days.resumed(case.due_on, case.stopped_on, clock.today(), pack().calendar)
    for task in Task.objects.filter(case=case, state=TaskState.OPEN):
        if case.stopped_on is not None:
            task.due_on = days.resumed(task.due_on, case.stopped_on, clock.today(), pack().calendar)
        task.is_waiting = False
        task.save(update_fields=["due_on", "is_waiting"])
    case.stopped_on = None


def _own(case_id: UUID, actor: Actor) -> Case:
    case = keeping.locked_case(case_id, expected=None)
    if not access.own_cases(actor).filter(pk=case.pk).exists():
        raise NotFound("No such case.")
    return case


def _visible(case_id: UUID, actor: Actor) -> Case:
    if not access.cases_visible_to(actor).filter(pk=case_id).exists():
        raise NotFound("No such case.")
    return keeping.locked_case(case_id, expected=None)


def _require_unconfirmed(case: Case) -> None:
    if case.state != State.DONE or case.confirmed_at is not None:
        raise WrongState("There is nothing to confirm.")


def _said(text: str) -> str:
    if not text.strip():
        raise Invalid("Write something.", fields={"text": "required"})
    return text.strip()


def _tell_end(case: Case, text: str, *, actor: Actor) -> None:
    made = versions.definition_of(case.service_version_id)
    event = CaseEnded(
        case_id=case.pk, applicant_id=case.applicant_id, service=made.code, number=case.number, state=case.state,
        text=text,
    )  # fmt: skip
    events.publish(event, actor=actor)
