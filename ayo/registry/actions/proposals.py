"""Deciding about proposals: the owner of the field, its source or a steward says yes or no, with a reason."""

from uuid import UUID

from django.db import IntegrityError, transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import NotFound
from ayo.events import facade as events
from ayo.registry import access, checks, kinds, models, single
from ayo.registry.actions import change, write
from ayo.registry.data import Kind, Outcome
from ayo.registry.errors import AlreadyDecided, BadValues, NotYours
from ayo.registry.events import ProposalDecided

State = models.Proposal.State


def accept_proposal(proposal_id: UUID, *, actor: Actor, reason: str) -> Outcome:
    """Write the proposed values with the authority of whoever decides.

    Raises NotFound, NotYours, AlreadyDecided, BadValues or AlreadyRegistered.
    """
    try:
        with transaction.atomic():
            return _accept(proposal_id, actor=actor, reason=reason)
    except IntegrityError as error:
        raise change.clear(error) from error


def _accept(proposal_id: UUID, *, actor: Actor, reason: str) -> Outcome:
    proposal = _mine_to_decide(proposal_id, actor)
    row = single.locked(proposal.kind, proposal.subject_id)
    if proposal.kind == Kind.EMPLOYEE and {"nip", "status"} & proposal.values.keys():
        # Whoever proposed it may not have been allowed to hear whether it fits; whoever decides is.
        checks.check_number({**kinds.SPECS[proposal.kind].values_of(row), **proposal.values})
    event_id = write.write(
        proposal.kind,
        row,
        proposal.values,
        source=proposal.authority,
        valid_from=proposal.valid_from,
        actor=actor,
        act="registry.accept_proposal",
        purpose=reason or proposal.note,
    )
    _decide(proposal, State.ACCEPTED, actor=actor, reason=reason)
    return Outcome(kinds.record_of(proposal.kind, row), tuple(proposal.values), event_id=event_id)


@transaction.atomic
def refuse_proposal(proposal_id: UUID, *, actor: Actor, reason: str) -> None:
    """Refuse with a reason that the proposer reads. Raises NotFound, NotYours, AlreadyDecided or BadValues."""
    if not reason.strip():
        raise BadValues("A refusal needs a reason.", fields={"reason": "missing"})
    proposal = _mine_to_decide(proposal_id, actor)
    audit.record(
        "registry.refuse_proposal",
        actor=actor,
        subject_kind=proposal.kind,
        subject_id=proposal.subject_id,
        purpose=reason,
    )
    _decide(proposal, State.REFUSED, actor=actor, reason=reason)


@transaction.atomic
def withdraw_proposal(proposal_id: UUID, *, actor: Actor) -> None:
    """Take back one's own proposal. Raises NotFound, NotYours or AlreadyDecided."""
    proposal = _pending(proposal_id, actor)
    if actor.id != proposal.proposed_by:
        raise NotYours("Only the proposer can withdraw a proposal.")
    audit.record("registry.withdraw_proposal", actor=actor, subject_kind=proposal.kind, subject_id=proposal.subject_id)
    _decide(proposal, State.WITHDRAWN, actor=actor, reason="")


def _mine_to_decide(proposal_id: UUID, actor: Actor) -> models.Proposal:
    proposal = _pending(proposal_id, actor)
    if not access.may_decide(actor, proposal):
        raise NotYours("Somebody else decides about this proposal.")
    return proposal


def _pending(proposal_id: UUID, actor: Actor) -> models.Proposal:
    visible = access.proposals_visible_to(actor).filter(pk=proposal_id).exists()
    proposal = models.Proposal.objects.select_for_update().filter(pk=proposal_id).first() if visible else None
    if proposal is None:
        raise NotFound("No such proposal.")
    if proposal.state != State.PENDING:
        raise AlreadyDecided("This proposal has been decided.")
    return proposal


def _decide(proposal: models.Proposal, state: str, *, actor: Actor, reason: str) -> None:
    proposal.state = state
    proposal.decided_by, proposal.decided_by_label = actor.id, actor.label
    proposal.decided_at, proposal.decision_reason = clock.now(), reason[:500]
    proposal.save()
    events.publish(
        ProposalDecided(
            proposal_id=proposal.pk,
            kind=proposal.kind,
            record_id=proposal.subject_id,
            person_id=proposal.person_id,
            state=state,
            reason=proposal.decision_reason,
            proposed_by=proposal.proposed_by,
            fields=tuple(proposal.values),
        ),
        actor=actor,
    )
