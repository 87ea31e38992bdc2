"""The brake on guessing, codes and keys that are used, ways in by a code. A failure is nobody's act: no audit entry."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.crypto import salted_hmac

from ayo.audit import facade as audit
from ayo.common import clock, sql
from ayo.common.actor import SYSTEM, Actor
from ayo.common.errors import NotFound
from ayo.events import facade as events
from ayo.identity import actions as identity
from ayo.identity import logins, queries
from ayo.identity.data import CodeFor, LoginKind
from ayo.identity.events import CodeWanted
from ayo.identity.joining import rules, ways
from ayo.identity.joining.actions import codes
from ayo.identity.models import Account, Brake, Session

_COUNT = """
insert into identity_brake (key, failures, last_at)
select unnest(%(keys)s::text[]), 1, %(now)s
on conflict (key) do update set last_at = excluded.last_at,
  failures = case when identity_brake.last_at < %(stale)s then 1 else identity_brake.failures + 1 end
"""
_ONCE = "insert into identity_brake (key, failures, last_at) values (%s, 0, %s) on conflict do nothing returning 1"


@transaction.atomic
def count_failure(*, keys: Collection[str], forgiven_after: timedelta) -> None:
    """Count one failure in each place; one that was forgiven begins anew."""
    # In one order, so that two who fail at once never wait for each other.
    now = clock.now()
    sql.rows(_COUNT + " returning 1", {"keys": sorted(keys), "now": now, "stale": now - forgiven_after})


def forget_failures(*, keys: Collection[str]) -> None:
    Brake.objects.filter(key__in=list(keys)).delete()


def forget_old_failures(*, before: datetime) -> int:
    """Drop what has been forgiven."""
    return Brake.objects.filter(last_at__lt=before).delete()[0]


def is_first_use(key: str) -> bool:
    """Note the use of something that works once, for all processes; tell whether it is the first use."""
    return sql.row(_ONCE, [key, clock.now()]) is not None


@transaction.atomic
def use_second_step(*, account: Account, code: str) -> Authenticator | None:
    """Take a code of the app or a spare one and return what it belongs to; a code that was taken before is none."""
    guards = Authenticator.objects.select_for_update().filter(user=account)
    for guard in guards.exclude(type=Authenticator.Type.WEBAUTHN).order_by("-type"):
        if not guard.wrap().validate_code(code):
            continue
        spent = salted_hmac("ayo.identity.spent", f"{account.pk}|{normalize_user_code(code)}", algorithm="sha256")
        return guard if is_first_use(spent.hexdigest()) else None
    return None


@transaction.atomic
def use_passkey(*, guard: Authenticator, counter: int, agent: str) -> bool:
    """Note how often a key says it was used; tell whether it may be used.

    One that says less than before is a copy, or has a copy (WebAuthn level 3, 6.1.1): it is refused, and its owner is
    told. Keys that are kept in step between devices do not count and always say zero.
    """
    row = Authenticator.objects.select_for_update().select_related("user").get(pk=guard.pk)
    before = int(row.data.get("counter", 0))
    if counter <= before and (counter or before):
        actor = queries.actor_of_account(row.user)
        identity.note_security("webauthn_copied", account=row.user, agent=agent, actor=actor)
        return False
    row.data["counter"] = counter
    row.save(update_fields=["data"])
    return True


@transaction.atomic
def ask_way_in(*, purpose: CodeFor, login: str, place: str, network: str, language: str) -> UUID:
    """Send a code to the owner of a login, to come in or to set another password; return the code's id.

    The same is done and answered for a login that nobody has and for one that was written to too often: a code is made,
    and where nobody may get it, nobody does.
    """
    account = queries.account_called(login)
    kind, address = _reached(account, login)
    whose = account.pk.hex if account else login.casefold()
    limits = [(rules.WAY_IN_HERE, place), (rules.WAY_IN_NETWORK, network), (rules.WAY_IN, whose)]
    if place.startswith("device|"):
        limits = limits[:1]
    room = [codes.take(limit, whom) for limit, whom in limits]
    made = codes.put_down(
        purpose, kind, address if all(room) else "", language, account if address else None, rules.CODE_LIVES
    )
    events.publish(CodeWanted(code_id=made.pk), actor=SYSTEM)
    return made.pk


def _reached(account: Account | None, login: str) -> tuple[LoginKind, str]:
    """Return where the owner of a login is written to: to that very login, or to what they proved first."""
    proved = queries.contacts_of(account) if account else {}
    kind, value = logins.written(login)
    if account and kind in ways.offered() and kind in {LoginKind.EMAIL, LoginKind.PHONE}:
        return kind, value
    for other in (LoginKind.EMAIL, LoginKind.PHONE):
        if other in ways.offered() and proved.get(other):
            return other, proved[other]
    return LoginKind.EMAIL, ""


@transaction.atomic
def come_in_by_code(*, code_id: UUID) -> Account | None:
    """Take a proved code and return whose it is, or None when it was used or is too old."""
    code = codes.spend(code_id, CodeFor.SIGN_IN)
    return code.account if code and code.account and code.account.is_active else None


@transaction.atomic
def reset_password(*, code_id: UUID, password: str, agent: str) -> Account | None:
    """Set another password by a proved code; every session ends, and a second step stays asked for."""
    code = codes.spend(code_id, CodeFor.RESET)
    if code is None or code.account is None or not code.account.is_active:
        return None
    account = code.account
    account.set_password(password)
    account.save(update_fields=["password"])
    Session.objects.filter(account_id=account.pk).delete()
    identity.note_security("reset_password", account=account, agent=agent, actor=queries.actor_of_account(account))
    return account


@transaction.atomic
def rename_passkey(*, account: Account, passkey_id: int, name: str, actor: Actor) -> None:
    """Call one of one's own keys something else. Raises NotFound."""
    mine = Authenticator.objects.select_for_update().filter(user=account, type=Authenticator.Type.WEBAUTHN)
    row = mine.filter(pk=passkey_id).first()
    if row is None:
        raise NotFound("No such passkey.")
    row.data["name"] = name
    row.save(update_fields=["data"])
    audit.record("identity.rename_passkey", actor=actor, **identity.about(actor))
