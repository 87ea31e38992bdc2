"""The brake on guessing, and codes and keys that are used. A failure is nobody's act, so it has no audit entry."""

from collections.abc import Collection
from datetime import datetime, timedelta

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.crypto import salted_hmac

from ayo.common import clock, sql
from ayo.identity import actions as identity
from ayo.identity import queries
from ayo.identity.models import Account, Brake

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
