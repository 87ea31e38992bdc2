"""Drafts: begun, saved by themselves, thrown away and had back. A draft is nobody's business but its owner's."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import NotFound
from ayo.common.jsons import Json
from ayo.files import facade as files
from ayo.services import access, issued, papers, versions
from ayo.services.errors import NotOffered, SavedElsewhere, WrongState
from ayo.services.models import Draft, ServiceVersion


def begin_draft(*, code: str, subject_id: UUID | None, actor: Actor) -> Draft:
    """Begin, or go on with what the person has begun of this service.

    Raises NotOffered, or NotFound when the service cannot be asked for on behalf of `subject_id`.
    """
    person_id = access.applicant_of(actor)
    version = versions.in_force(code, clock.today())
    if version is None or person_id is None:
        raise NotOffered("This service is not offered today.")
    if not access.may_begin(actor, code):
        raise NotFound("No such service.")
    if subject_id is not None and not access.may_be_subject(person_id, subject_id):
        raise NotFound("No such person.")
    begun = _begun(person_id, version, subject_id) or _begin(person_id, version, subject_id, code=code, actor=actor)
    return _brought_up(begun, version)


def _begun(person_id: UUID, version: ServiceVersion, subject_id: UUID | None) -> Draft | None:
    return Draft.objects.filter(
        person_id=person_id, service_id=version.service_id, subject_id=subject_id, discarded_at__isnull=True
    ).first()


def _begin(person_id: UUID, version: ServiceVersion, subject_id: UUID | None, *, code: str, actor: Actor) -> Draft:
    try:
        with transaction.atomic():
            draft = Draft.objects.create(
                person_id=person_id, service_id=version.service_id, service_version=version, subject_id=subject_id,
                saved_at=clock.now(),
            )  # fmt: skip
            audit.record("services.begin_draft", actor=actor, subject_kind="draft", subject_id=draft.pk, label=code)
            return draft
    except IntegrityError:
        # Another tab of the same person was faster by a moment.
        begun = _begun(person_id, version, subject_id)
        if begun is None:
            raise
        return begun


def _brought_up(draft: Draft, version: ServiceVersion) -> Draft:
    """A draft follows its service to the version in force; only what is still asked stays an answer."""
    if draft.service_version_id != version.pk:
        Draft.objects.filter(pk=draft.pk).update(service_version=version)
        draft.service_version = version
    return draft


@transaction.atomic
def save_draft(*, draft_id: UUID, answers: Mapping[str, Json], expected: int | None, page: str, actor: Actor) -> Draft:
    """Keep answers as they are, also half ones; None is a question left empty knowingly.

    `page` names the open page that saves: what it saved itself while somebody typed is no news to it. Raises NotFound,
    or SavedElsewhere when another page answered one of these questions differently since the version `expected`; then
    nothing is kept, so that the person decides.
    """
    draft = locked(draft_id, actor)
    made = versions.definition_of(draft.service_version_id)
    names = {field.name for field in made.fields}
    before = draft.answers
    changed = {
        name: value
        for name, value in answers.items()
        if name in names and (name not in before or before[name] != value)
    }
    if expected is not None and (lost := _answered_elsewhere(draft, changed, expected, page)):
        raise SavedElsewhere("These answers were given on another device.", fields=dict.fromkeys(lost, "changed"))
    if not changed:
        return draft
    draft.version += 1
    draft.answers = {**before, **changed}
    draft.stamps = {**draft.stamps, **{name: [draft.version, page] for name in changed}}
    draft.saved_at = clock.now()
    draft.save(update_fields=["answers", "stamps", "version", "saved_at"])
    return draft


def _answered_elsewhere(draft: Draft, changed: Iterable[str], expected: int, page: str) -> list[str]:
    stamps = {name: draft.stamps.get(name, [0, page]) for name in changed}
    return [name for name, (version, by) in stamps.items() if version > expected and by != page]


@transaction.atomic
def put_document(*, draft_id: UUID, kind: str, file_id: UUID, held_id: UUID | None, actor: Actor) -> Draft:
    """Keep a paper with the draft in place of the one before: a new file, or one the city holds. Raises NotFound."""
    draft = locked(draft_id, actor)
    before = draft.documents.get(kind)
    draft.documents = {
        **draft.documents,
        kind: {"file": str(file_id), "held": str(held_id) if held_id else "", "at": clock.now().isoformat()},
    }
    _keep_documents(draft)
    _forget_files([before] if before else [], actor=actor)
    return draft


@transaction.atomic
def use_letter(*, draft_id: UUID, kind: str, letter_id: UUID, actor: Actor) -> Draft:
    """Have a letter that the city wrote stand for a paper, chosen among several. Raises NotFound for any other."""
    draft = locked(draft_id, actor)
    made = versions.definition_of(draft.service_version_id)
    letters = issued.letters_for(made, applicant=draft.person_id, subject=draft.subject_id)
    letter = next((one for one in letters.get(kind, ()) if one.id == letter_id), None)
    if letter is None:
        raise NotFound("No such letter.")
    before = draft.documents.get(kind)
    draft.documents = {**draft.documents, kind: letter.as_paper() | {"at": clock.now().isoformat()}}
    _keep_documents(draft)
    _forget_files([before] if before else [], actor=actor)
    return draft


@transaction.atomic
def drop_document(*, draft_id: UUID, kind: str, actor: Actor) -> Draft:
    """Take a paper out of the draft; one that only the draft knew is gone. Raises NotFound."""
    draft = locked(draft_id, actor)
    before = draft.documents.get(kind)
    draft.documents = {one: paper for one, paper in draft.documents.items() if one != kind}
    _keep_documents(draft)
    _forget_files([before] if before else [], actor=actor)
    return draft


@transaction.atomic
def discard_draft(*, draft_id: UUID, actor: Actor) -> Draft:
    """Throw a draft away; for a while it can be had back. Raises NotFound."""
    draft = locked(draft_id, actor)
    draft.discarded_at = clock.now()
    draft.save(update_fields=["discarded_at"])
    audit.record("services.discard_draft", actor=actor, subject_kind="draft", subject_id=draft.pk)
    return draft


@transaction.atomic
def restore_draft(*, draft_id: UUID, actor: Actor) -> Draft:
    """Have a draft back. Raises NotFound, or WrongState when the same service was begun anew meanwhile."""
    draft = access.all_drafts_of(actor).select_for_update().filter(pk=draft_id).first()
    if draft is None:
        raise NotFound("No such draft.")
    if draft.discarded_at is None:
        return draft
    draft.discarded_at = None
    try:
        with transaction.atomic():
            draft.save(update_fields=["discarded_at"])
    except IntegrityError as error:
        raise WrongState("The same service was begun anew meanwhile.") from error
    audit.record("services.restore_draft", actor=actor, subject_kind="draft", subject_id=draft.pk)
    return draft


def forget_drafts(*, discarded_before: datetime, saved_before: datetime, at_once: int, actor: Actor) -> int:
    """Forget what was thrown away or left alone for long, with its files, a portion at a time; return how many."""
    old = Draft.objects.filter(discarded_at__lt=discarded_before) | Draft.objects.filter(saved_at__lt=saved_before)
    found = list(old.order_by("saved_at", "pk").values_list("pk", flat=True)[:at_once])
    for draft_id in found:
        _forget(draft_id, actor=actor)
    return len(found)


@transaction.atomic
def _forget(draft_id: UUID, *, actor: Actor) -> None:
    draft = Draft.objects.select_for_update().filter(pk=draft_id).first()
    if draft is None:
        return
    _forget_files(list(draft.documents.values()), actor=actor)
    draft.delete()


def locked(draft_id: UUID, actor: Actor) -> Draft:
    """Return somebody's draft, locked until the transaction ends. Raises NotFound."""
    draft = access.drafts_of(actor).select_for_update().filter(pk=draft_id).first()
    if draft is None:
        raise NotFound("No such draft.")
    return draft


def _keep_documents(draft: Draft) -> None:
    draft.version += 1
    draft.saved_at = clock.now()
    draft.save(update_fields=["documents", "version", "saved_at"])


def _forget_files(given: Sequence[Mapping[str, str]], *, actor: Actor) -> None:
    """Remove files that were given for this draft alone; what the city holds stays."""
    for paper in given:
        if papers.is_new(paper):
            files.remove_file(file_id=UUID(paper["file"]), actor=actor)
