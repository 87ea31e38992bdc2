"""Binding an account to the person it belongs to: by the numbers on their cards, or by an officer who saw them."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor, Level
from ayo.events import facade as events
from ayo.identity import queries
from ayo.identity.actions import about
from ayo.identity.data import Binding, CheckState, LoginKind, Proof
from ayo.identity.events import AccountBound, BindingTried
from ayo.identity.joining import rules
from ayo.identity.joining.actions.codes import take
from ayo.identity.models import Account, Check
from ayo.registry import facade as registry


@transaction.atomic
def bind_by_cards(*, account: Account, nik: str, family_number: str, born: date, actor: Actor) -> Binding:
    """Bind one's account to the person with exactly these numbers; says nothing about what does not match."""
    # Both are counted each time, so that the answer to the one does not tell of the other.
    free = [take(rules.OF_ACCOUNT, str(account.pk)), take(rules.OF_NIK, nik)]
    if not free[0]:
        return Binding.TOO_OFTEN
    person_id = registry.person_with(nik=nik, family_number=family_number, born=born)
    if person_id is None or not free[1]:
        audit.record("identity.fail_to_bind", actor=actor, **about(actor))
        return Binding.NO
    outcome = bind(account=account, person_id=person_id, proof=Proof.NUMBERS, actor=actor)
    if outcome is Binding.BOUND:
        Check.objects.filter(account=account, state=CheckState.WAITING).update(state=CheckState.WITHDRAWN)
    return outcome


@transaction.atomic
def bind(*, account: Account, person_id: UUID, proof: Proof, actor: Actor) -> Binding:
    """Bind an account to a person who has none yet; an account of theirs that was closed gives way."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    if account.person_id is not None:
        return Binding.TAKEN
    known = Account.objects.select_for_update().filter(person_id=person_id).first()
    if known is not None and known.is_active:
        events.publish(BindingTried(person_id=person_id), actor=actor)
        return Binding.TAKEN
    if known is not None:
        known.person, known.level, known.proof = None, Level.UNVERIFIED, Proof.UNKNOWN
        known.save(update_fields=["person", "level", "proof"])
    try:
        with transaction.atomic():
            account.person_id, account.level, account.proof = person_id, Level.VERIFIED, proof
            account.save(update_fields=["person", "level", "proof"])
    except IntegrityError:
        # Somebody bound the same person in this very moment.
        return Binding.TAKEN
    audit.record(
        "identity.bind_account", actor=actor, subject_kind="person", subject_id=person_id, after={"proof": proof.value}
    )
    events.publish(AccountBound(account_id=account.pk, person_id=person_id), actor=actor)
    return Binding.BOUND


@transaction.atomic
def give_contact(*, account: Account, actor: Actor) -> tuple[str, ...]:
    """Let what was proved become the person's own contact in the registry; return the fields that were written."""
    proved = queries.contacts_of(account)
    values = {field: proved[kind] for kind, field in CONTACT.items() if kind in proved}
    if account.person_id is None or not values:
        return ()
    return registry.change_record(
        "person", account.person_id, values, valid_from=clock.today(), actor=actor, expected_version=None,
        note=gettext("Terbukti dengan kode saat membuat akun"),
    ).changed  # fmt: skip


CONTACT = {LoginKind.EMAIL: "email", LoginKind.PHONE: "phone"}
