"""A case comes into being: judged, numbered, given to its offices, told to everybody entitled, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from ayo.audit import facade as audit
from ayo.common import clock, sql
from ayo.common.actor import Actor
from ayo.common.errors import DomainError, Invalid
from ayo.common.jsons import Json
from ayo.region.facade import pack
from ayo.registry import facade as registry
from ayo.registry.data import Record
from ayo.services import access, eligible, held, issued, offices, papers, storage, versions
from ayo.services.actions import keeping, numbering
from ayo.services.data import Deed, Definition, DocumentNeed, Field, State
from ayo.services.errors import BadAnswers, NotEligible, NotOffered
from ayo.services.models import Case, Draft, Line
from ayo.services.rules import clock as days
from ayo.services.rules import concepts, forms, stages


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What somebody hands in. `draft_id` is the key by which the same request is known when it comes twice.

    `applicant` is the record of whoever it is for, where judging who may hand it in has read it already.
    """

    draft_id: UUID
    service_id: UUID
    version_id: UUID
    applicant_id: UUID
    subject_id: UUID | None
    answers: Mapping[str, Json]
    documents: papers.Given
    applicant: Record | None


def open_case(request: Request, *, actor: Actor) -> Case:
    """Make the case, inside the caller's transaction.

    Raises NotOffered, BadAnswers (field or document: code), NotEligible (rule: rule) or NoOffice.
    """
    made = versions.definition_of(request.version_id)
    _require_in_force(made)
    records = _records(made, request)
    known = held.held(made, records, speaker=request.applicant_id, answers=request.answers)
    _require_eligible(made, records)
    asked = forms.asked(made, held=held.values_of(known), answers=request.answers)
    needed = forms.needed(made, held=held.values_of(known), answers=request.answers)
    request = _with_letters(request, made, needed)
    answers = _judged(asked, needed, request)
    _give_back(asked, answers, records, actor)
    area = eligible.area_of(records)
    where = offices.Offices(made, area=area)
    case = _case(request, made, area, answers, known, actor, where.of(made.stages[-1])[0])
    _write(case, made, request, actor, where, counted={"known": len(known), "asked": len(answers)})
    return case


def _records(made: Definition, request: Request) -> held.Records:
    if request.applicant is None:
        return held.records_of(made, request.applicant_id, request.subject_id)
    return held.records_with(request.applicant, made, request.applicant_id, request.subject_id)


def _require_in_force(made: Definition) -> None:
    today = clock.today()
    if today < made.valid_from or (made.valid_to is not None and today >= made.valid_to):
        raise NotOffered("This service is not offered today.")


def _require_eligible(made: Definition, records: held.Records) -> None:
    if refused := eligible.refusals(made, records):
        raise NotEligible("A condition of this service is not met.", fields={one.rule: one.rule for one in refused})


def _with_letters(request: Request, made: Definition, needed: Sequence[DocumentNeed]) -> Request:
    """Add what the city wrote itself, as it stands at this moment."""
    letters = issued.letters_for(made, applicant=request.applicant_id, subject=request.subject_id)
    given = issued.given(request.documents, letters, needed={need.kind for need in needed})
    return replace(request, documents=given)


def _judged(asked: Sequence[Field], needed: Sequence[DocumentNeed], request: Request) -> dict[str, Json]:
    answers, wrong = forms.judged(asked, papers.with_files(request.answers, request.documents))
    wrong |= {
        f"document:{need.kind}": "required"
        for need in papers.missing(papers.needs((), needed), request.documents)
    }  # fmt: skip
    if wrong:
        raise BadAnswers("Some answers are missing or not well formed.", fields=wrong)
    return answers


def _give_back(asked: Sequence[Field], answers: Mapping[str, Json], records: held.Records, actor: Actor) -> None:
    """What the registry lacked and somebody has told now goes to the registry, so that nobody asks it again.

    Where another source has the last word it becomes a proposal; what the registry cannot take, or an
    application may not tell it, stays in the case.
    """
    told: dict[str, dict[str, Json]] = {}
    places: dict[str, dict[str, str]] = {}
    for field in asked:
        if field.concept and not concepts.is_answer(field.concept) and field.name in answers:
            whose, kind, name = concepts.field_of(field.concept)
            if whose in records.ids:
                told.setdefault(whose, {})[name] = answers[field.name]
                places.setdefault(whose, {"kind": kind})[name] = field.name
    for whose, values in told.items():
        kind = places[whose]["kind"]
        if not access.may_tell_registry(actor, kind, values):
            continue
        try:
            registry.change_record(
                kind, records.ids[whose], values, valid_from=clock.today(), actor=actor, expected_version=None, note=""
            )
        except Invalid as error:
            faults = {places[whose].get(name.partition(".")[0], name): code for name, code in error.fields.items()}
            raise BadAnswers("Some answers are not well formed.", fields=faults) from error
        except DomainError:
            continue


def _case(
    request: Request, made: Definition, area: str, answers: dict[str, Json], known: Mapping[str, held.Held],
    actor: Actor, office: UUID,
) -> Case:  # fmt: skip
    now = clock.now()
    return Case(
        service_id=request.service_id,
        service_version_id=request.version_id,
        draft_id=request.draft_id,
        applicant_id=request.applicant_id,
        subject_id=request.subject_id,
        helper_id=actor.person_id if actor.on_behalf_of else None,
        organisation_id=office,
        area=area,
        state=State.SUBMITTED,
        answers=answers,
        known=held.as_json(known),
        submitted_at=now,
        changed_at=now,
        due_on=days.due(clock.today(), made.days, pack().calendar),
    )


def _write(
    case: Case, made: Definition, request: Request, actor: Actor, where: offices.Offices, *,
    counted: Mapping[str, Json],
) -> None:  # fmt: skip
    """Write everything in two steps: the number, for which cases of one office queue, and all the rest at once."""
    tasks = keeping.tasks_for(case, made, stages.opening(made.stages, done=(), begun=()), offices=where)
    _office, unit = where.of(made.stages[-1])
    case.number = numbering.next_number(archive_code=made.archive_code, unit=unit, kind="CASE")
    with sql.together():
        storage.put([case])
        storage.put(tasks)
        storage.put(keeping.reach_of(case, {task.organisation_id for task in tasks}))
        storage.put(papers.rows(case, request.documents, now=clock.now()))
        event_id = keeping.announce(case, made, changed=keeping.EVERYTHING, actor=actor)
        storage.put([_first_line(case, event_id, counted, actor)])
        audit.record("services.submitted", actor=actor, subject_kind="case", subject_id=case.pk, label=case.number,
                     after={"service": made.code, "version": made.number})  # fmt: skip
        storage.drop(Draft, request.draft_id)


def _first_line(case: Case, event_id: UUID, counted: Mapping[str, Json], actor: Actor) -> Line:
    return Line(
        case=case, at=case.submitted_at, deed=Deed.SUBMITTED, actor_id=actor.id, actor_label=actor.label[:200],
        on_behalf_of=actor.on_behalf_of, event_id=event_id, facts=dict(counted) | keeping.as_helper(actor),
    )  # fmt: skip
