"""Handing in: a draft becomes a case, once; an application hands in for a person who is signed in, once per key."""

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import NotFound
from ayo.common.jsons import Json
from ayo.services import access, versions
from ayo.services.actions import helping, opening
from ayo.services.errors import NotOffered
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
    *, code: str, subject_id: UUID | None, answers: Mapping[str, Json], key: UUID, actor: Actor
) -> Case:  # fmt: skip
    """Hand in at once what was filled in elsewhere; the same `key` twice is one case.

    Raises NotOffered, NotFound, BadAnswers, NotEligible or NoOffice.
    """
    person_id = access.applicant_of(actor)
    version = versions.in_force(code, clock.today())
    if version is None or person_id is None or actor.is_helping:
        raise NotOffered("This service is not offered today.")
    if subject_id is not None and not access.may_be_subject(person_id, subject_id):
        raise NotFound("No such person.")
    request = opening.Request(
        draft_id=key, service_id=version.service_id, version_id=version.pk, applicant_id=person_id,
        subject_id=subject_id, answers=answers, documents={},
    )  # fmt: skip
    try:
        with transaction.atomic():
            return opening.open_case(request, actor=actor)
    except IntegrityError as error:
        if "draft_id" not in str(error):
            raise
        return case_of(key, actor)
