"""Drafts: begun, saved by themselves, thrown away. A draft is nobody's business but its owner's."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import NotFound
from ayo.common.jsons import Json
from ayo.services import access, versions
from ayo.services.errors import ChangedMeanwhile, NotOffered
from ayo.services.models import Draft


@transaction.atomic
def begin_draft(*, code: str, subject_id: UUID | None, actor: Actor) -> Draft:
    """Begin, or go on with what the person has begun of this service. Raises NotOffered."""
    version = versions.in_force(code, clock.today())
    if version is None or actor.person_id is None:
        raise NotOffered("This service is not offered today.")
    begun = Draft.objects.filter(person_id=actor.person_id, service=version.service, subject_id=subject_id)
    draft = begun.order_by("-saved_at").first()
    if draft is not None:
        return draft
    draft = Draft.objects.create(
        person_id=actor.person_id, service=version.service, service_version=version, subject_id=subject_id,
        saved_at=clock.now(),
    )  # fmt: skip
    audit.record("services.begin_draft", actor=actor, subject_kind="draft", subject_id=draft.pk, label=code)
    return draft


@transaction.atomic
def save_draft(*, draft_id: UUID, answers: Mapping[str, Json], expected: int | None, actor: Actor) -> Draft:
    """Keep answers as they are, also half ones. Raises NotFound, or ChangedMeanwhile (another device was faster)."""
    draft = _own(draft_id, actor)
    if expected is not None and draft.version != expected:
        raise ChangedMeanwhile("This form was saved from another device meanwhile.")
    made = versions.definition_of(draft.service_version_id)
    names = {field.name for field in made.fields}
    draft.answers = {**draft.answers, **{name: value for name, value in answers.items() if name in names}}
    draft.version += 1
    draft.saved_at = clock.now()
    draft.save()
    return draft


@transaction.atomic
def discard_draft(*, draft_id: UUID, actor: Actor) -> None:
    """Throw a draft away. Raises NotFound."""
    draft = _own(draft_id, actor)
    audit.record("services.discard_draft", actor=actor, subject_kind="draft", subject_id=draft.pk)
    draft.delete()


def _own(draft_id: UUID, actor: Actor) -> Draft:
    draft = access.drafts_of(actor).select_for_update().filter(pk=draft_id).first()
    if draft is None:
        raise NotFound("No such draft.")
    return draft
