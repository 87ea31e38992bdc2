"""Codes: asked for, sent, proved and spent, each once."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from ayo.common import clock, ids, vault
from ayo.common.actor import SYSTEM
from ayo.events import facade as events
from ayo.identity.data import CodeFate, CodeFor, CodeLetter, LoginKind
from ayo.identity.events import CodeWanted
from ayo.identity.joining import counting, rules
from ayo.identity.models import Account, Attempt, Code, Login


@transaction.atomic
def ask_code(*, kind: LoginKind, address: str, network: str, language: str, account: Account | None) -> UUID | None:
    """Send a code to an address, to open an account or (given one) to add the address to it.

    Return the code's id, or None when this network asks too often. An address that is somebody's login gets a letter
    that says so, and one that was written to too often gets nothing: the answer is the same each time.
    """
    if not take(rules.FROM_NETWORK, network):
        return None
    is_known = Login.objects.filter(value=address).exists()
    purpose = CodeFor.KNOWN if is_known else CodeFor.ADD if account else CodeFor.REGISTER
    made = put_down(purpose, kind, address, language, account, rules.CODE_LIVES)
    if take(rules.TO_ADDRESS, address):
        events.publish(CodeWanted(code_id=made.pk), actor=SYSTEM)
    return made.pk


def put_down(
    purpose: CodeFor, kind: LoginKind, address: str, language: str, account: Account | None, lives: timedelta
) -> Code:
    code_id, digits = ids.uuid7(), f"{secrets.randbelow(10**rules.DIGITS):0{rules.DIGITS}}"
    is_bare = purpose is CodeFor.KNOWN
    return Code.objects.create(
        id=code_id, purpose=purpose, kind=kind, address=address, account=account, language=language,
        digest="" if is_bare else counting.keyed(f"{code_id}|{digits}"), sealed=vault.seal(digits),
        expires_at=clock.now() + lives,
    )  # fmt: skip


@transaction.atomic
def prove(*, code_id: UUID, typed: str) -> bool:
    """Tell whether these are the digits that were sent; each answer uses up a try, the right one the code."""
    row = Code.objects.select_for_update().filter(pk=code_id).first()
    if row is None or not row.is_open(clock.now()) or row.tries >= rules.TRIES:
        return False
    row.tries += 1
    is_right = secrets.compare_digest(row.digest, counting.keyed(f"{code_id}|{rules.digits(typed)}"))
    if is_right:
        row.proved_at, row.sealed = clock.now(), ""
    row.save(update_fields=["tries", "proved_at", "sealed"])
    return is_right


def spend(code_id: UUID, purpose: CodeFor) -> Code | None:
    """Take a proof, once and while it is fresh."""
    row = Code.objects.select_for_update().filter(pk=code_id, purpose=purpose, spent_at__isnull=True).first()
    if row is None or row.proved_at is None or row.proved_at + rules.PROOF_LIVES <= clock.now():
        return None
    row.spent_at = clock.now()
    row.save(update_fields=["spent_at"])
    return row


@transaction.atomic
def take_letter(*, code_id: UUID) -> CodeLetter | None:
    """Hand a letter to whoever sends it; None when it left already or has expired."""
    return _letter(Code.objects.select_for_update().filter(pk=code_id, sent_at__isnull=True).first())


@transaction.atomic
def take_letter_again(*, code_id: UUID) -> CodeLetter | None:
    """Hand over a letter whose first way failed, for the next one; None when it has gone, was proved or has expired."""
    failed = Code.objects.select_for_update().filter(pk=code_id, failed_at__isnull=False).exclude(sealed="")
    return _letter(failed.first())


def _letter(row: Code | None) -> CodeLetter | None:
    if row is None or not row.is_open(clock.now()) or not row.address:
        return None
    code = vault.unseal(row.sealed) if row.digest else ""
    return CodeLetter(row.pk, CodeFor(row.purpose), LoginKind(row.kind), row.address, row.language, code, row.facts)


def note_sent(*, code_id: UUID) -> None:
    """Write down that the letter has left, and keep no digits any longer than that."""
    Code.objects.filter(pk=code_id).update(sent_at=clock.now(), sealed="")


def note_on_its_way(*, code_id: UUID) -> None:
    """Write down that somebody took the letter who may find that it cannot be delivered; there is another way then."""
    Code.objects.filter(pk=code_id).update(sent_at=clock.now())


def note_arrived(*, code_id: UUID) -> bool:
    """Write down that the letter arrived, so no other way needs its digits; tell whether there is such a letter."""
    return bool(Code.objects.filter(pk=code_id).update(sealed=""))


@transaction.atomic
def note_failed(*, code_id: UUID) -> CodeFate:
    """Write down, once, that the letter did not arrive; tell whether it has another way to go."""
    row = Code.objects.select_for_update().filter(pk=code_id).first()
    if row is None:
        return CodeFate.UNKNOWN
    # The word of its failure may come before our own note that it has left.
    if row.failed_at is not None or not row.sealed or not row.is_open(clock.now()):
        return CodeFate.SETTLED
    row.failed_at = clock.now()
    row.save(update_fields=["failed_at"])
    return CodeFate.GOES_ON


def forget(*, before: datetime) -> int:
    """Drop codes and counts that matter no more."""
    ended = [
        Code.objects.filter(expires_at__lt=before).delete()[0],
        Attempt.objects.filter(at__lt=before).delete()[0],
    ]
    return sum(ended)


def take(limit: rules.Limit, whom: str) -> bool:
    """Count a try if there is room for one and tell so; two at once take turns, so that no burst slips through."""
    key = counting.keyed(whom)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"{limit.kind}|{key}"])
    tries = Attempt.objects.filter(kind=limit.kind, whom=key, at__gt=clock.now() - limit.within)
    if tries.count() >= limit.most:
        return False
    Attempt.objects.create(kind=limit.kind, whom=key, at=clock.now())
    return True
