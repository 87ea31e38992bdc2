"""Handing in: a draft becomes a case, once; what was filled in elsewhere becomes one at once, once per key."""

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction

from ayo.common import clock
from ayo.common.actor import Actor, ActorKind
from ayo.common.errors import NotAllowed, NotFound
from ayo.common.jsons import Json
from ayo.registry import facade as registry
from ayo.registry.data import Kind, Record
from ayo.services import access, versions
from ayo.services.actions import helping, opening
from ayo.services.errors import NotOffered, OutsideContract
from ayo.services.models import Case


@transaction.atomic
def submit_case(*, draft_id: UUID, actor: Actor) -> Case:
    """Make a case of a draft, or return the case it became already.

    Raises NotFound, NotOffered, BadAnswers (field: code), NotEligible (fields: rule = rule) or NoOffice.
    """
    draft = access.drafts_of(actor).select_for_update().filter(pk=draft_id).first()
    if draft is None:
        return case_of(draft_id, actor)
    request = opening.Request(
        draft_id=draft.pk,
        service_id=draft.service_id,
        version_id=draft.service_version_id,
        applicant_id=draft.person_id,
        subject_id=draft.subject_id,
        answers=draft.answers,
        documents=draft.documents,
        applicant=None,
    )
    case = opening.open_case(request, actor=actor)
    if actor.is_helping:
        helping.note_handed_in(case, actor)
    return case


def case_of(draft_id: UUID, actor: Actor) -> Case:
    """Return the case a draft became. Raises NotFound."""
    case = access.own_cases(actor).filter(draft_id=draft_id).first()
    if case is None:
        raise NotFound("No such draft.")
    return case


def file_case(
    *, code: str, applicant_id: UUID | None, subject_id: UUID | None, answers: Mapping[str, Json], key: UUID,
    actor: Actor,
) -> Case:  # fmt: skip
    """Hand in at once what was filled in elsewhere: by a person for themselves, by an application for a person.

    The same `key` twice is one case; a key belongs to who made it. Raises NotOffered, NotFound (applicant or subject),
    NotAllowed, OutsideContract, BadAnswers, NotEligible or NoOffice.
    """
    applicant = None
    if actor.kind is ActorKind.APP:
        applicant = _require_contract(code, applicant_id, subject_id, answers, actor)
    person_id = access.applicant_for(actor, applicant_id)
    if person_id is None:
        raise NotFound("No such person.")
    standing = versions.standing(code, clock.today())
    if standing is None or actor.is_helping:
        raise NotOffered("This service is not offered today.")
    if subject_id is not None and not access.may_be_subject(person_id, subject_id):
        raise NotFound("No such person.")
    request = opening.Request(
        draft_id=key, service_id=standing[0], version_id=standing[1], applicant_id=person_id,
        subject_id=subject_id, answers=answers, documents={}, applicant=applicant,
    )  # fmt: skip
    try:
        with transaction.atomic():
            return opening.open_case(request, actor=actor)
    except IntegrityError as error:
        if "draft_id" not in str(error):
            raise
    return Case.objects.get(draft_id=key)


def _require_contract(
    code: str, applicant_id: UUID | None, subject_id: UUID | None, answers: Mapping[str, Json], actor: Actor
) -> Record:  # fmt: skip
    """Refuse whole what the contract does not let an application say, before anything is looked up.

    It hands in what it may read: these fields, of services and of people of places that the contract names. Return the
    record of the applicant.
    """
    limit = actor.limits.get(access.KIND)
    if limit is None or access.WRITE_SCOPE not in actor.scopes:
        raise NotAllowed("The contract grants nothing of this kind.", code="no_contract")
    if limit.groups and code not in limit.groups:
        raise NotAllowed("The contract does not name this service.", code="service_not_granted")
    named = {"applicant_id", *(("subject_id",) if subject_id else ())} - limit.fields
    if "answers" not in limit.fields:
        named |= {f"answers.{name}" for name in answers} - limit.fields
    if named:
        raise OutsideContract(
            "The contract does not grant these fields.", fields=dict.fromkeys(named, OutsideContract.code)
        )
    found = registry.record_for(actor, Kind.PERSON, applicant_id) if applicant_id else None
    home = found.fields.get("domicile") if found else None
    area = str(home.get("kelurahan") or "") if isinstance(home, dict) else ""
    if found is None or (limit.areas and not any(area == one or area.startswith(f"{one}.") for one in limit.areas)):
        raise NotFound("No such person.")
    return found
