"""Inviting an employee, taking that back, and opening the account that somebody was invited to.

A link alone opens nothing: whoever follows it names the NIK of the person, which neither letter nor officer shows.
"""

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from ayo.audit import facade as audit
from ayo.common import clock, vault
from ayo.common.actor import Actor, Level
from ayo.common.errors import NotAllowed, NotFound
from ayo.events import facade as events
from ayo.identity import logins
from ayo.identity.data import Binding, CodeFor, LoginKind, Proof
from ayo.identity.errors import InvitationRefused
from ayo.identity.events import CodeWanted
from ayo.identity.inviting import queries
from ayo.identity.joining import counting, ways
from ayo.identity.joining.actions.binding import bind
from ayo.identity.joining.actions.codes import take
from ayo.identity.joining.rules import Limit
from ayo.identity.models import Account, Code, Invitation, Login
from ayo.identity.queries import actor_of_account
from ayo.registry import facade as registry

LIVES = timedelta(days=7)
TO_PERSON = Limit("invite_person", 3, timedelta(hours=24))
BY_OFFICER = Limit("invite_by", 200, timedelta(hours=24))
OF_LINK = Limit("invite_open", 5, timedelta(hours=24))


@transaction.atomic
def invite(*, person_id: UUID, to: str, language: str, actor: Actor) -> str:
    """Send a link to an address, or where the registry says; one sent before ends. Return the hidden address.

    Whether the address signs in somewhere already is not for the officer to learn; whoever opens the link is told.
    Raises NotAllowed, NotFound, InvitationRefused.
    """
    line = _within_reach(person_id, actor)
    kind, address = _address(to.strip() or line.contact)
    if not take(BY_OFFICER, str(actor.id)) or not take(TO_PERSON, str(person_id)):
        raise InvitationRefused("Invited too often today.", code="too_often")
    _end_open(person_id)
    token = secrets.token_urlsafe(24)
    digest = counting.keyed(f"invitation|{token}")
    letter = Code.objects.create(
        purpose=CodeFor.INVITE, kind=kind, address=address, language=language, digest=digest,
        sealed=vault.seal(token), expires_at=clock.now() + LIVES,
    )  # fmt: skip
    Invitation.objects.create(
        person_id=person_id, kind=kind, address=address, digest=digest, letter_id=letter.pk, made_by=actor.id,
        expires_at=letter.expires_at,
    )  # fmt: skip
    audit.record("identity.invite", actor=actor, subject_kind="person", subject_id=person_id, label=kind)
    events.publish(CodeWanted(code_id=letter.pk), actor=actor)
    return logins.hidden(kind, address)


@transaction.atomic
def withdraw(*, person_id: UUID, actor: Actor) -> None:
    """Let the link open nothing any more. Raises NotAllowed, NotFound."""
    _within_reach(person_id, actor)
    if not _end_open(person_id):
        raise NotFound("Nobody is invited there.")
    audit.record("identity.withdraw_invitation", actor=actor, subject_kind="person", subject_id=person_id)


@transaction.atomic
def accept(*, token: str, nik: str, password: str, language: str) -> Account | None:
    """Open the account that somebody was invited to; None when this NIK is not theirs, or was tried too often.

    Raises NotFound for a link that is dead, InvitationRefused when the address or the person has an account by now.
    """
    invited = queries.open_by(token)
    if invited is None:
        raise NotFound("This link opens nothing.")
    found = registry.record("person", invited.person_id)
    if not take(OF_LINK, invited.digest) or found is None or found.fields["nik"] != nik:
        return None
    invited = Invitation.objects.select_for_update().get(pk=invited.pk)
    if invited.ended_at is not None:
        raise NotFound("Somebody was faster.")
    account = Account(login=invited.address, level=Level.UNVERIFIED, language=language)
    account.set_password(password)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
            Login.objects.create(account=account, kind=invited.kind, value=account.login)
    except IntegrityError as error:
        raise InvitationRefused("This address signs in somewhere already.", code="address_taken") from error
    actor = actor_of_account(account)
    outcome = bind(account=account, person_id=invited.person_id, proof=Proof.INVITED, actor=actor)
    if outcome is not Binding.BOUND:
        raise InvitationRefused("This person has an account.", code="has_account")
    invited.ended_at, invited.account_id = clock.now(), account.pk
    invited.save(update_fields=["ended_at", "account_id"])
    audit.record(
        "identity.accept_invitation", actor=actor, subject_kind="person", subject_id=invited.person_id,
        after={"invited_by": str(invited.made_by)},
    )  # fmt: skip
    account.refresh_from_db()
    return account


def _within_reach(person_id: UUID, actor: Actor) -> queries.Uninvited:
    if not queries.may_invite(actor):
        raise NotAllowed("Employees are invited by the personnel office.")
    line = queries.one(actor, person_id)
    if line is None:
        raise NotFound("No such employee without an account.")
    if person_id == actor.person_id:
        raise NotAllowed("Nobody invites themselves.", code="to_oneself")
    return line


def _address(written: str) -> tuple[LoginKind, str]:
    found = logins.contact(written) if written else None
    if found is None:
        raise InvitationRefused("There is no address to write to.", code="no_address")
    if found[0] not in ways.offered():
        raise InvitationRefused("Nothing can be sent that way here.", code="no_way")
    return found


def _end_open(person_id: UUID) -> bool:
    row = Invitation.objects.select_for_update().filter(person_id=person_id, ended_at__isnull=True).first()
    if row is None:
        return False
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    # A letter that has not left stays here.
    Code.objects.filter(pk=row.letter_id).update(expires_at=clock.now(), sealed="")
    return True
