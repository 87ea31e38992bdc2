"""Having a letter signed: claim it, print it, have it signed, keep it. Between the claim and the keeping no transaction
is open (docs/adr/0011). The passphrase passes through and stays nowhere.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import DomainError
from ayo.files import facade as files
from ayo.files.data import Printed
from ayo.region.facade import pack
from ayo.services import actions
from ayo.services.data import Claim, Contents, Signer
from ayo.services.errors import LetterChanged, UnsoundSignature
from ayo.services.letters import contents as letter
from ayo.services.models import Case, Letter, Task

FOLDER = "letters"
MARGIN = timedelta(seconds=60)
"""How much longer than the signing service may take a claim holds: for printing before and keeping after."""
UNNUMBERED = "…"
NO_CODE = "0" * 16
SHARPNESS = 120.0


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be signed now, and by whom."""

    contents: Contents
    signer: Signer


def draft_of_task(case: Case, task: Task, actor: Actor) -> Draft:
    """Return the letter of a stage as it would be signed now."""
    return _draft(case, task.role, task.organisation_id, actor)


def draft_of_letter(row: Letter, actor: Actor) -> Draft:
    """Return the letter as it would be issued again now."""
    return _draft(row.case, row.role, row.organisation_id, actor)


def _draft(case: Case, role: str, office: UUID, actor: Actor) -> Draft:
    signer = letter.signer_of(actor, role=role, office=office)
    return Draft(letter.contents_of(case, signer, office=office, on=clock.today()), signer)


def pictured(draft: Draft) -> tuple[bytes, ...]:
    """Draw the pages for whoever is about to sign; across them stands that it is no letter yet."""
    facts = letter.numbered(draft.contents, number=UNNUMBERED, edition=1, code=NO_CODE, is_preview=True)
    return files.drawn(
        _template(draft.contents), root=pack().folder, facts=facts, pictures=_pictures(facts), ppi=SHARPNESS
    )


def printed_again(row: Letter, draft: Draft) -> list[dict[str, str]]:
    """Return what a new edition would say but for being one, line by line, read off the print as for a real letter."""
    facts = letter.numbered(draft.contents, number=row.number, edition=row.edition, code=NO_CODE, is_preview=True)
    paper = files.printed(_template(draft.contents), root=pack().folder, facts=facts, pictures=_pictures(facts))
    return [asdict(fact) for fact in paper.facts]


def sign_stage(
    *, task: Task, draft: Draft, seen: str, passphrase: str, text: str, expected: int, actor: Actor
) -> Letter:  # fmt: skip
    """Sign the letter of a stage and finish the stage.

    Raises LetterChanged when it would not say what was `seen`, what the actions raise, or what the signing service
    answers (codes no_signer, wrong_passphrase, signing_failed, signing_timeout, unsound_signature); nothing is lost.
    """
    _require_seen(draft, seen)
    return _signed(
        draft,
        lambda: actions.prepare_letter(task_id=task.pk, expected=expected, lasting=_lasting(), actor=actor),
        passphrase=passphrase,
        text=text,
        actor=actor,
    )


def sign_again(*, row: Letter, draft: Draft, seen: str, passphrase: str, reason: str, actor: Actor) -> Letter:
    """Issue a letter again with what holds today. Raises as `sign_stage` does."""
    _require_seen(draft, seen)
    return _signed(
        draft,
        lambda: actions.prepare_reissue(letter_id=row.pk, reason=reason, lasting=_lasting(), actor=actor),
        passphrase=passphrase,
        text="",
        actor=actor,
    )


def _require_seen(draft: Draft, seen: str) -> None:
    if draft.contents.stamp != seen:
        raise LetterChanged("The letter would say something else than what was seen.")


def _lasting() -> timedelta:
    return timedelta(seconds=settings.AYO_SIGNING_TIMEOUT_S) + MARGIN


def _signed(draft: Draft, claim_it: Callable[[], Claim], *, passphrase: str, text: str, actor: Actor) -> Letter:
    claim = claim_it()
    try:
        paper = _printed(draft.contents, claim)
        signed = files.sign(paper.content, nik=draft.signer.nik, passphrase=passphrase)
        _require_sound(signed.content, paper.content)
        return actions.issue_letter(
            claim=claim,
            content=signed.content,
            printed=[asdict(fact) for fact in paper.facts],
            contents=draft.contents,
            signer=draft.signer,
            document_id=signed.document_id,
            text=text,
            actor=actor,
        )
    except BaseException as error:
        # Whatever happened, the next attempt need not wait until this one's claim runs out.
        code = error.code if isinstance(error, DomainError) else type(error).__name__
        actions.give_back_letter(claim=claim, code=code, actor=actor)
        raise


def _printed(contents: Contents, claim: Claim) -> Printed:
    facts = letter.numbered(contents, number=claim.number, edition=claim.edition, code=claim.code, is_preview=False)
    return files.printed(_template(contents), root=pack().folder, facts=facts, pictures=_pictures(facts))


def _template(contents: Contents) -> Path:
    return pack().folder / FOLDER / f"{contents.kind}.typ"


def _pictures(facts: dict[str, object]) -> dict[str, str]:
    return {"qr": files.qr(str(facts["url"]))}


def _require_sound(signed: bytes, printed: bytes) -> None:
    """A service that gives back another paper, or a signature nobody would believe, has signed nothing for us."""
    found = files.signatures_on(signed)
    if not signed.startswith(printed) or not found or not all(one.is_good for one in found):
        raise UnsoundSignature("What came back from the signing service is not this letter with a good signature.")
