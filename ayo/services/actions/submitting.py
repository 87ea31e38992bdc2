"""Handing in: a draft becomes a case, once."""

from uuid import UUID

from django.db import transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import NotFound
from ayo.region.facade import pack
from ayo.services import access, held, offices, versions
from ayo.services.actions import keeping, numbering
from ayo.services.data import Deed, Definition, State
from ayo.services.errors import BadAnswers, NotEligible
from ayo.services.models import Case, Line
from ayo.services.rules import clock as days
from ayo.services.rules import eligibility, forms, stages


@transaction.atomic
def submit_case(*, draft_id: UUID, actor: Actor) -> Case:
    """Make a case of a draft, or return the case it became already.

    Raises NotFound, BadAnswers (field: code), NotEligible (fields: rule = reason code) or NoOffice.
    """
    draft = access.drafts_of(actor).select_for_update().filter(pk=draft_id).first()
    if draft is None:
        return _made_before(draft_id, actor)
    made = versions.definition_of(draft.service_version_id)
    records = held.records_of(draft.person_id, draft.subject_id)
    known = held.held(made, records)
    area = _area(records)
    _require_eligible(made, records, area)
    values = {name: one.value for name, one in known.items()}
    answers, wrong = forms.judged(forms.asked(made, held=values, answers=draft.answers), draft.answers)
    if wrong:
        raise BadAnswers("Some answers are missing or not well formed.", fields=wrong)

    opening = stages.opening(made.stages, done=(), begun=())
    now = clock.now()
    case = Case(
        number=numbering.next_number(archive_code=made.archive_code, unit=_unit(made, area), kind="CASE"),
        service_id=draft.service_id,
        service_version_id=draft.service_version_id,
        draft_id=draft.pk,
        applicant_id=draft.person_id,
        subject_id=draft.subject_id,
        area=area,
        state=State.SUBMITTED,
        answers=answers,
        known=held.as_json(known),
        submitted_at=now,
        due_on=days.due(clock.today(), made.days, pack().calendar),
    )
    case.save(force_insert=True)
    keeping.open_stages(case, made, opening)
    event_id = keeping.announce(case, changed=("state",), actor=actor)
    Line.objects.create(
        case=case, at=now, deed=Deed.SUBMITTED, actor_id=actor.id, actor_label=actor.label[:200],
        on_behalf_of=actor.on_behalf_of, event_id=event_id,
        facts={"known": len(known), "asked": len(answers)},
    )  # fmt: skip
    audit.record("services.submitted", actor=actor, subject_kind="case", subject_id=case.pk, label=case.number,
                 after={"service": made.code, "version": made.number})  # fmt: skip
    draft.delete()
    return case


def _made_before(draft_id: UUID, actor: Actor) -> Case:
    case = access.own_cases(actor).filter(draft_id=draft_id).first()
    if case is None:
        raise NotFound("No such draft.")
    return case


def _require_eligible(made: Definition, records: held.Records, area: str) -> None:
    facts = eligibility.Facts(records.values, clock.today(), is_resident=bool(area) and area in pack().areas)
    refused = eligibility.refusals(made, facts)
    if refused:
        raise NotEligible("A condition of this service is not met.", fields={one.rule: one.rule for one in refused})


def _area(records: held.Records) -> str:
    home = records.values.get("person", {}).get("domicile")
    return str(home.get("kelurahan") or "") if isinstance(home, dict) else ""


def _unit(made: Definition, area: str) -> str:
    """Return the code of the office under which the case is numbered: that of its last stage."""
    return offices.code_for(made, made.stages[-1], area=area)
