"""Accounts, roles and keys: every change audited."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.idp.oidc.models import Client
from django.db import transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor, Level, Role
from ayo.common.errors import NotFound
from ayo.events import facade as events
from ayo.identity import keys, logins, queries
from ayo.identity.data import GUARDS, SCOPES, KeyCard, Proof
from ayo.identity.errors import UnknownScope
from ayo.identity.events import GuardChanged
from ayo.identity.models import Account, ApiKey, IdempotentReply, Login, RoleGrant, Session


@transaction.atomic
def create_key(
    *, app_id: UUID, app_name: str, label: str, scopes: Collection[str], sources: Collection[str],
    limits: Mapping[str, Any], per_minute: int, actor: Actor,
) -> tuple[str, KeyCard]:  # fmt: skip
    """Make a key and return it with its card; it cannot be shown again. Raises UnknownScope."""
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown:
        raise UnknownScope(f"Unknown scope: {', '.join(unknown)}", fields={"scopes": "unknown_scope"})
    plain, prefix, digest = keys.made()
    key = ApiKey.objects.create(
        app_id=app_id,
        app_name=app_name,
        label=label,
        prefix=prefix,
        digest=digest,
        scopes=sorted(scopes),
        sources=sorted(sources),
        limits=dict(limits),
        per_minute=per_minute,
    )
    audit.record(
        "identity.create_key", actor=actor, subject_kind="app", subject_id=app_id, label=prefix,
        after={"scopes": sorted(scopes)},
    )  # fmt: skip
    return plain, _card(key)


@transaction.atomic
def retire_keys(*, app_id: UUID, overlap: timedelta, keep: UUID | None, actor: Actor) -> int:
    """Let the keys of an application, but for one, end after the overlap; return how many end."""
    ends_at = clock.now() + overlap
    usable = ApiKey.objects.select_for_update().filter(app_id=app_id, revoked_at__isnull=True)
    count = 0
    for key in usable.order_by("pk"):
        if key.pk == keep or (key.expires_at is not None and key.expires_at <= ends_at):
            continue
        key.expires_at = ends_at
        key.save(update_fields=["expires_at"])
        audit.record(
            "identity.retire_key", actor=actor, subject_kind="app", subject_id=app_id, label=key.prefix,
            after={"expires_at": ends_at},
        )  # fmt: skip
        count += 1
    return count


@transaction.atomic
def revoke_key(*, key_id: UUID, actor: Actor) -> None:
    """End a key at once. Raises NotFound."""
    key = ApiKey.objects.select_for_update().filter(pk=key_id).first()
    if key is None:
        raise NotFound("No such key.")
    key.revoked_at = key.revoked_at or clock.now()
    key.save(update_fields=["revoked_at"])
    audit.record("identity.revoke_key", actor=actor, subject_kind="app", subject_id=key.app_id, label=key.prefix)


def set_limits(*, app_id: UUID, limits: Mapping[str, Any]) -> None:
    """Mirror the contract in force into the application's keys and sign-ins; part of the action that changes it."""
    ApiKey.objects.filter(app_id=app_id).update(limits=dict(limits))
    for client in Client.objects.select_for_update().filter(data__app_id=str(app_id)):
        client.data = {**(client.data or {}), "limits": dict(limits)}
        client.save(update_fields=["data"])


@transaction.atomic
def open_account(*, login: str, person_id: UUID, password: str, is_demo: bool, actor: Actor) -> Account:
    """Give a person something to sign in with; an empty password means that only the demo's click works."""
    kind, value = logins.written(login)
    account = Account(login=value, person_id=person_id, level=Level.VERIFIED, proof=Proof.OFFICE, is_demo=is_demo)
    if password:
        account.set_password(password)
    else:
        account.set_unusable_password()
    account.save(force_insert=True)
    Login.objects.create(account=account, kind=kind, value=value)
    audit.record("identity.open_account", actor=actor, subject_kind="person", subject_id=person_id)
    return account


@transaction.atomic
def grant_role(
    *, person_id: UUID, role: Role, organisation_id: UUID | None, area: str, valid_from: date,
    valid_to: date | None, actor: Actor,
) -> RoleGrant:  # fmt: skip
    """Give a person a role in an organisation, an area or the whole city."""
    grant = RoleGrant.objects.create(
        person_id=person_id,
        role=role,
        organisation_id=organisation_id,
        area=area,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    audit.record(
        "identity.grant_role", actor=actor, subject_kind="person", subject_id=person_id,
        after={"role": role.value, "organisation": str(organisation_id or ""), "area": area},
    )  # fmt: skip
    return grant


def note_sign_in(*, device: str, actor: Actor) -> None:
    """Write down that somebody came in, and with what."""
    audit.record("identity.sign_in", actor=actor, label=device, **about(actor))


def note_sign_out(*, actor: Actor) -> None:
    audit.record("identity.sign_out", actor=actor, **about(actor))


def about(actor: Actor) -> dict[str, Any]:
    """Name who acts on their own account as the subject of it: the person, or the account while there is none."""
    return {"subject_kind": "person" if actor.person_id else "account", "subject_id": actor.id}


def _card(key: ApiKey) -> KeyCard:
    return KeyCard(key.pk, key.prefix, key.label, tuple(key.scopes), key.created_at, key.expires_at, key.revoked_at)


def forget_replies(*, before: datetime) -> int:
    """Drop answers that nobody will ask for again (kept for a day)."""
    return IdempotentReply.objects.filter(created_at__lt=before).delete()[0]


@transaction.atomic
def note_security(act: str, *, account: Account, agent: str, actor: Actor) -> None:
    """Write down a change of somebody's way in, by the word django-allauth has for it, and let its owner be told."""
    audit.record(f"identity.{act}", actor=actor, **about(actor))
    if act in GUARDS:
        told = GuardChanged(
            account_id=account.pk, person_id=account.person_id, what=act, agent=agent[:300], at=clock.now()
        )
        events.publish(told, actor=actor)


@transaction.atomic
def change_password(*, account: Account, password: str, agent: str, actor: Actor) -> None:
    """Set another password; every session from before it ends, for it knows the old one."""
    account.set_password(password)
    account.save(update_fields=["password"])
    note_security("change_password", account=account, agent=agent, actor=actor)


@transaction.atomic
def end_sessions(*, mark: str, keep: str | None, actor: Actor) -> int:
    """End one's session with this mark, or (no mark) all but the one to keep; return how many ended."""
    accounts = queries.accounts_of(actor.id).values("pk")
    rows = Session.objects.select_for_update().filter(account_id__in=accounts).exclude(session_key=keep)
    ending = [row.pk for row in rows if not mark or row.mark == mark]
    if ending:
        Session.objects.filter(pk__in=ending).delete()
        audit.record("identity.end_session", actor=actor, after={"ended": len(ending)}, **about(actor))
    return len(ending)


def forget_sessions(*, before: datetime) -> int:
    """Drop sessions that have ended by themselves."""
    return Session.objects.filter(expire_date__lt=before).delete()[0]
