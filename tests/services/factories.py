"""Drafts and cases as people make them, for tests here and for those of access and pages."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.files import facade as files
from ayo.identity.facade import actor_of
from ayo.services import actions
from ayo.services.actions.letters import new_code
from ayo.services.data import LetterState, TaskState
from ayo.services.data.helping import How
from ayo.services.models import Case, CaseDocument, Draft, Help, Letter, Task
from tests.cast import Cast

SERVICE = "surat-domisili"
ANSWERS = {"purpose": "BANK", "birth_place": "Tangerang", "religion": "Islam", "occupation": "Guru"}
OFFICERS = ("budi", "sari")


def begun(actor: Actor, answers: Mapping[str, Any] | None = None, *, code: str = SERVICE) -> Draft:
    draft = actions.begin_draft(code=code, subject_id=None, actor=actor)
    return actions.save_draft(draft_id=draft.pk, answers=answers or {}, expected=None, page="", actor=actor)


def handed_in(actor: Actor, answers: Mapping[str, Any] | None = None, *, code: str = SERVICE) -> Case:
    return actions.submit_case(draft_id=begun(actor, ANSWERS | dict(answers or {}), code=code).pk, actor=actor)


def only_task(case: Case) -> Task:
    return Task.objects.get(case=case, state=TaskState.OPEN)


def returned(cast: Cast, case: Case, *fields: str, text: str = "Untuk bank mana?") -> Case:
    return actions.return_case(
        task_id=only_task(case).pk, fields=list(fields), text=text, expected=None, actor=cast.actor("budi")
    )


def done(cast: Cast, case: Case) -> Case:
    """Let the officers of the kelurahan finish both stages."""
    for name in OFFICERS:
        case = actions.finish_task(task_id=only_task(case).pk, text="", expected=None, actor=cast.actor(name))
    return case


def helped(case: Case, officer: Actor, *, judges: list[UUID]) -> Help:
    """Let an officer hold a need of the applicant and ask to help; something was handed in, and objected to."""
    need = actions.ask_for_help(code=SERVICE, how=How.HOME, note="", actor=actor_of(case.applicant_id))
    actions.take_need(need_id=need.pk, actor=officer)
    made = actions.begin_help(code=SERVICE, person_id=case.applicant_id, actor=officer)
    Help.objects.filter(pk=made.pk).update(
        case=case, handed_in_at=clock.now(), objected_at=clock.now(), objection="Bukan saya", judges=judges
    )
    return made


def letter_of(case: Case, signer: Actor) -> Letter:
    """Put a letter into a case that names its applicant, as if it had been signed."""
    name = case.applicant.name
    card = files.store_made(
        content=f"%PDF-1.7 {name} {case.applicant.nik}".encode(), content_type=files.PDF, name="surat.pdf",
        purpose="surat", actor=signer,
    )  # fmt: skip
    return Letter.objects.create(
        case=case, kind="domisili", number=f"400.12.2/{case.number.split('/')[1]}", code=new_code(),
        state=LetterState.VALID, organisation_id=case.organisation_id, role="LURAH", signer_id=signer.id,
        signer_name="Lurah", signer_post="Lurah", signed_at=clock.now(), file_id=card.id, sha256=card.sha256,
        printed=[{"label": "Keperluan", "value": "Bank"}],
    )  # fmt: skip


def paper_of(case: Case, actor: Actor) -> UUID:
    """Put a paper into a case, as if it had been handed in with it."""
    card = files.store_made(
        content=b"%PDF-1.7", content_type=files.PDF, name="kk.pdf", purpose="urusan", actor=actor
    )  # fmt: skip
    return CaseDocument.objects.create(case=case, kind="kk", file_id=card.id, accepted_at=clock.now()).pk
