"""Being verified in person: asked for by whom the cards did not match, decided by an officer who saw them."""

from uuid import UUID

from django.db import IntegrityError, transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import Conflict, NotAllowed, NotFound
from ayo.events import facade as events
from ayo.identity.actions import about
from ayo.identity.data import Binding, CheckState, Proof
from ayo.identity.events import CheckAsked, CheckDecided
from ayo.identity.joining import access, rules
from ayo.identity.joining.actions.binding import bind
from ayo.identity.joining.actions.codes import take
from ayo.identity.models import Account, Check
from ayo.registry import facade as registry


@transaction.atomic
def ask_check(*, account: Account, name: str, area: str, actor: Actor) -> bool:
    """Ask to be verified by an officer of an area, once at a time; False when it was asked too often."""
    if not take(rules.OF_CHECKS, str(account.pk)):
        return False
    account.name = name
    account.save(update_fields=["name"])
    try:
        with transaction.atomic():
            check = Check.objects.create(account=account, area=area, state=CheckState.WAITING)
    except IntegrityError:
        return True
    audit.record("identity.ask_check", actor=actor, **about(actor))
    events.publish(CheckAsked(check_id=check.pk, area=area), actor=actor)
    return True


@transaction.atomic
def bind_by_check(*, check_id: UUID, person_id: UUID, actor: Actor) -> None:
    """Bind the account of a request to a person whom the officer has before them.

    Raises NotFound for a request or a person out of the officer's reach, NotAllowed for the officer's own, Conflict
    when the person has an account.
    """
    check = _waiting(check_id, actor)
    if not registry.may_see(actor, "person", person_id):
        raise NotFound("No such person.")
    if person_id == actor.person_id:
        raise NotAllowed("Nobody verifies an account as their own.")
    outcome = bind(account=check.account, person_id=person_id, proof=Proof.IN_PERSON, actor=actor)
    if outcome is not Binding.BOUND:
        raise Conflict("This person has an account.", code="has_account")
    _decide(check, CheckState.BOUND, "", actor)


@transaction.atomic
def refuse_check(*, check_id: UUID, reason: str, actor: Actor) -> None:
    """Refuse a request with a reason that its owner is told. Raises NotFound."""
    check = _waiting(check_id, actor)
    audit.record("identity.refuse_check", actor=actor, subject_kind="account", subject_id=check.account_id)
    _decide(check, CheckState.REFUSED, reason, actor)


def _waiting(check_id: UUID, actor: Actor) -> Check:
    check = access.checks_for(actor).select_for_update(of=("self",)).filter(pk=check_id).first()
    if check is None:
        raise NotFound("No such request.")
    return check


def _decide(check: Check, state: CheckState, reason: str, actor: Actor) -> None:
    check.state, check.reason = state, reason
    check.decided_by_id, check.decided_at = actor.person_id, clock.now()
    check.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    events.publish(
        CheckDecided(check_id=check.pk, account_id=check.account_id, state=state, reason=reason), actor=actor
    )
