"""A letter from the claim to its end. The signing itself happens between two of these actions, outside of any
transaction (docs/adr/0011): `prepare_letter` claims, `issue_letter` keeps what was signed, `give_back_letter` lets go.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import NotFound
from ayo.events import facade as events
from ayo.files import facade as files
from ayo.registry import facade as registry
from ayo.services import access, versions
from ayo.services.actions import keeping, numbering, working
from ayo.services.data import Claim, Contents, Deed, Definition, LetterState, Signer
from ayo.services.errors import BeingSigned, OwnCase, WorkedOnAgain, WrongState
from ayo.services.events import LetterIssued, LetterRevoked
from ayo.services.models import Case, Letter, Task
from ayo.services.queries import letters

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 16
PURPOSE = "surat"


@transaction.atomic
def prepare_letter(*, task_id: UUID, expected: int | None, lasting: timedelta, actor: Actor) -> Claim:
    """Claim the letter of a stage for one attempt to have it signed, `lasting` so long at most.

    The number and the code are given here and stay when the attempt fails. Raises as `take_task` does, or BeingSigned.
    """
    case, task, made = working.opened(task_id, expected=expected, actor=actor)
    working.require_clock_running(case)
    if not made.is_signed_at(task.stage):
        raise WrongState("This stage signs no letter.")
    working.hold(task, actor)
    standing = Letter.objects.filter(case=case, state=LetterState.VALID).first()
    return _claim(case, made, task.organisation_id, task.role, task, standing, "", lasting, actor)


@transaction.atomic
def prepare_reissue(*, letter_id: UUID, reason: str, lasting: timedelta, actor: Actor) -> Claim:
    """Claim a new edition of a letter that stands, with the reason. Raises NotFound, OwnCase, WrongState, Invalid."""
    letter, case, made = _standing(letter_id, access.letters_signed_for_by(actor), actor)
    _require_not_worked_on(case)
    working.require_reason(reason)
    return _claim(case, made, letter.organisation_id, letter.role, None, letter, reason.strip(), lasting, actor)


@transaction.atomic
def give_back_letter(*, claim: Claim, code: str, actor: Actor) -> None:
    """Let go of a claim after an attempt that failed, so that the next may begin at once; `code` says why."""
    mine = Letter.objects.filter(pk=claim.letter_id, state=LetterState.PREPARED, attempt=claim.attempt)
    if mine.update(attempt=None, attempt_until=None):
        audit.record("services.signing_failed", actor=actor, subject_kind="letter", subject_id=claim.letter_id,
                     label=claim.number, after={"code": code})  # fmt: skip


@transaction.atomic
def issue_letter(
    *, claim: Claim, content: bytes, printed: Sequence[Mapping[str, str]], contents: Contents, signer: Signer,
    document_id: str, text: str, actor: Actor,
) -> Letter:  # fmt: skip
    """Keep a signed letter, and with it finish its stage; what it replaces stops being valid.

    Raises BeingSigned when the claim was lost to a later attempt, or as `take_task` and `prepare_reissue` do when the
    case has moved on while the letter was being signed: then it was signed in vain, and nobody gets it.
    """
    letter, case, task, made = _claimed(claim, actor)
    now = clock.now()
    if letter.replaces_id is not None:
        Letter.objects.filter(pk=letter.replaces_id).update(
            state=LetterState.REPLACED, ended_at=now, ended_by=actor.id, ended_label=actor.label[:200],
            reason=letter.reason,
        )  # fmt: skip
    name = f"{slugify(contents.title)}.pdf"
    card = files.store_made(content=content, content_type=files.PDF, name=name, purpose=PURPOSE, actor=actor)
    letter.state, letter.attempt, letter.attempt_until, letter.reason = LetterState.VALID, None, None, ""
    letter.signer_id, letter.signer_name, letter.signer_post = signer.person_id, signer.name[:200], signer.post[:200]
    letter.signed_at, letter.valid_until, letter.printed = now, contents.valid_until, [dict(one) for one in printed]
    letter.file_id, letter.sha256, letter.document_id = card.id, card.sha256, document_id[:100]
    letter.save()
    stage = task.stage if task else ""
    keeping.moved(case, Deed.LETTER, actor=actor, stage=stage, organisation_id=letter.organisation_id,
                  facts={"letter": str(letter.pk), "number": letter.number, "edition": letter.edition})  # fmt: skip
    audit.record("services.issue_letter", actor=actor, subject_kind="letter", subject_id=letter.pk,
                 label=letter.number, after={"edition": letter.edition, "sha256": letter.sha256})  # fmt: skip
    events.publish(_issued(letter, case, made, signer), actor=actor)
    if task is not None:
        working.finish(case, task, made, text=text, actor=actor)
    return letter


@transaction.atomic
def revoke_letter(*, letter_id: UUID, reason: str, actor: Actor) -> Letter:
    """Take a letter's validity, with the reason everybody may read. Raises NotFound, OwnCase, WrongState or Invalid."""
    letter, case, _made = _standing(letter_id, access.letters_kept_by(actor), actor)
    working.require_reason(reason)
    letter.state, letter.reason, letter.ended_at = LetterState.REVOKED, reason.strip()[:500], clock.now()
    letter.ended_by, letter.ended_label = actor.id, actor.label[:200]
    letter.save(update_fields=["state", "reason", "ended_at", "ended_by", "ended_label"])
    keeping.moved(case, Deed.LETTER_REVOKED, actor=actor, text=letter.reason, organisation_id=letter.organisation_id,
                  facts={"letter": str(letter.pk), "number": letter.number})  # fmt: skip
    audit.record("services.revoke_letter", actor=actor, subject_kind="letter", subject_id=letter.pk,
                 label=letter.number, after={"state": letter.state})  # fmt: skip
    event = LetterRevoked(
        letter_id=letter.pk, case_id=case.pk, number=letter.number, edition=letter.edition,
        applicant_id=case.applicant_id, reason=letter.reason, revoked_at=letter.ended_at,
    )  # fmt: skip
    events.publish(event, actor=actor)
    return letter


def _standing(letter_id: UUID, among: QuerySet[Letter], actor: Actor) -> tuple[Letter, Case, Definition]:
    """Return a valid letter that is among the actor's; the case is locked before the letter is read."""
    found = among.filter(pk=letter_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NotFound("No such letter.")
    case = keeping.locked_case(found, expected=None)
    if access.is_own(actor, case):
        raise OwnCase("Nobody works on a case of their own or of their family.")
    letter = Letter.objects.select_for_update().get(pk=letter_id)
    if letter.state != LetterState.VALID:
        raise WrongState("This letter is no longer valid.")
    return letter, case, versions.definition_of(case.service_version_id)


def _require_not_worked_on(case: Case) -> None:
    """Raise WorkedOnAgain while a reopened case has not come to its signing: the new edition is signed there."""
    if letters.is_worked_on(case):
        raise WorkedOnAgain("The case is being worked on again; its stage signs the new edition.")


def _claim(
    case: Case, made: Definition, office: UUID, role: str, task: Task | None, standing: Letter | None, reason: str,
    lasting: timedelta, actor: Actor,
) -> Claim:  # fmt: skip
    """Take over the claim that an earlier attempt left, or make one."""
    letter = Letter.objects.select_for_update().filter(case=case, state=LetterState.PREPARED).first()
    if letter is not None and letter.attempt_until is not None and letter.attempt_until > clock.now():
        raise BeingSigned("The letter is being signed.")
    if letter is None or letter.organisation_id != office:
        number, edition = _numbered(made, office, standing)
        letter = letter or Letter(case=case, code=new_code(), state=LetterState.PREPARED)
        letter.number, letter.edition, letter.organisation_id = number, edition, office
    letter.kind = made.letter.template if made.letter else ""
    letter.task, letter.role, letter.replaces, letter.reason = task, role, standing, reason[:500]
    letter.attempt, letter.attempt_until = uuid4(), clock.now() + lasting
    letter.save()
    audit.record("services.prepare_letter", actor=actor, subject_kind="letter", subject_id=letter.pk,
                 label=letter.number, after={"edition": letter.edition})  # fmt: skip
    return Claim(letter.pk, letter.attempt, letter.number, letter.edition, letter.code)


def _numbered(made: Definition, office: UUID, standing: Letter | None) -> tuple[str, int]:
    """A new edition keeps the number of the letter it replaces, while that is of the same office."""
    if standing is not None and standing.organisation_id == office:
        return standing.number, standing.edition + 1
    unit = registry.organisation_code(office)
    return numbering.next_number(archive_code=made.archive_code, unit=unit, kind="LETTER"), 1


def new_code() -> str:
    """Return what nobody can guess: eighty bits, without letters that look alike."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def _claimed(claim: Claim, actor: Actor) -> tuple[Letter, Case, Task | None, Definition]:
    """Return the letter of a claim that still holds, and that it may still be issued."""
    found = Letter.objects.get(pk=claim.letter_id)
    task: Task | None = None
    if found.task_id is not None:
        case, task, made = working.opened(found.task_id, expected=None, actor=actor)
        working.require_clock_running(case)
    elif found.replaces_id is not None:
        among = access.letters_signed_for_by(actor)
        _replaced, case, made = _standing(found.replaces_id, among, actor)
        _require_not_worked_on(case)
    else:
        raise WrongState("This claim belongs to no stage and to no letter.")
    letter = Letter.objects.select_for_update().get(pk=claim.letter_id)
    if letter.state != LetterState.PREPARED or letter.attempt != claim.attempt:
        raise BeingSigned("Another attempt has the letter now.")
    return letter, case, task, made


def _issued(letter: Letter, case: Case, made: Definition, signer: Signer) -> LetterIssued:
    return LetterIssued(
        letter_id=letter.pk,
        case_id=case.pk,
        service=made.code,
        number=letter.number,
        edition=letter.edition,
        applicant_id=case.applicant_id,
        subject_id=case.subject_id,
        organisation_id=letter.organisation_id,
        signer_id=signer.person_id,
        signed_at=letter.signed_at or clock.now(),
        valid_until=letter.valid_until,
        sha256=letter.sha256,
        replaces=letter.replaces_id,
    )
