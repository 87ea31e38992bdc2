"""What an officer says of the papers of a case: accepted, then known to the city for a while; or refused, and why."""

from datetime import date
from uuid import UUID

from django.db import transaction

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import Invalid, NotFound
from ayo.services import papers
from ayo.services.actions import keeping, working
from ayo.services.data import Deed
from ayo.services.models import Case, CaseDocument, HeldDocument


@transaction.atomic
def accept_document(
    *, task_id: UUID, document_id: UUID, valid_until: date | None, expected: int | None, actor: Actor
) -> Case:  # fmt: skip
    """Accept a paper; from now on no service asks the applicant for it while it is valid.

    What answers a question of this form only, was held already, or is a letter of the city, which may be revoked, is
    accepted for this case alone. Raises as `take_task` does, or Invalid when it would not be valid any more.
    """
    case, task, made = working.opened(task_id, expected=expected, actor=actor)
    paper = _standing(case, document_id)
    if valid_until is not None and valid_until < clock.today():
        raise Invalid("A paper that has run out is not accepted.", fields={"valid_until": "past"})
    now = clock.now()
    paper.accepted_at, paper.refused_why = now, ""
    if paper.held_id is None and paper.letter_id is None and not paper.kind.startswith(papers.BY_FIELD):
        paper.held = HeldDocument.objects.create(
            person_id=case.applicant_id, kind=paper.kind, file_id=paper.file_id, accepted_at=now,
            accepted_by=actor.id, valid_until=valid_until,
        )  # fmt: skip
    paper.save(update_fields=["accepted_at", "refused_why", "held"])
    working.hold(task, actor)
    keeping.settle_state(case, made)
    keeping.moved(case, Deed.PAPER_ACCEPTED, actor=actor, stage=task.stage, fields=[papers.name_of(paper.kind)],
                  organisation_id=task.organisation_id, is_internal=True)  # fmt: skip
    return case


@transaction.atomic
def refuse_document(*, task_id: UUID, document_id: UUID, reason: str, expected: int | None, actor: Actor) -> Case:
    """Say why a paper will not do; the city does not keep it as known. Raises as `take_task` does, or Invalid."""
    case, task, made = working.opened(task_id, expected=expected, actor=actor)
    paper = _standing(case, document_id)
    working.require_reason(reason)
    _forget_held(paper, case)
    paper.accepted_at, paper.refused_why = None, reason.strip()[:500]
    paper.save(update_fields=["accepted_at", "refused_why", "held"])
    working.hold(task, actor)
    keeping.settle_state(case, made)
    keeping.moved(
        case,
        Deed.PAPER_REFUSED,
        actor=actor,
        stage=task.stage,
        text=reason.strip(),
        fields=[papers.name_of(paper.kind)],
        organisation_id=task.organisation_id,
        is_internal=True,
    )
    return case


def _standing(case: Case, document_id: UUID) -> CaseDocument:
    paper = CaseDocument.objects.select_for_update(of=("self",)).filter(
        pk=document_id, case=case, replaced_at__isnull=True
    ).first()  # fmt: skip
    if paper is None:
        raise NotFound("No such paper.")
    return paper


def _forget_held(paper: CaseDocument, case: Case) -> None:
    """What this case had made known is known no more, unless another case has used it meanwhile."""
    if paper.held_id is None:
        return
    is_used = CaseDocument.objects.filter(held_id=paper.held_id).exclude(case=case).exists()
    held_id, paper.held = paper.held_id, None
    CaseDocument.objects.filter(pk=paper.pk).update(held=None)
    if not is_used:
        HeldDocument.objects.filter(pk=held_id, file_id=paper.file_id).delete()
