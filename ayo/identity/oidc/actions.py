"""Clients and what was given to them: every change audited."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from allauth.idp.oidc import app_settings
from allauth.idp.oidc.adapter import get_adapter
from allauth.idp.oidc.models import Client, Token
from django.db import connection, transaction

from ayo.audit import facade as audit
from ayo.common import clock, ids, vault
from ayo.common.actor import SYSTEM, Actor
from ayo.common.errors import Invalid, NotFound
from ayo.identity.data import ClientMade, ClientRotated
from ayo.identity.models import Account, AuthorizationCode, SigningKey, SpentRefreshToken
from ayo.identity.oidc import claims, keys

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@transaction.atomic
def create_client(
    *, app_id: UUID, name: str, redirect_uris: Collection[str], logout_uris: Collection[str], scopes: Collection[str],
    is_public: bool, asks_consent: bool, limits: Mapping[str, Any], actor: Actor,
) -> ClientMade:  # fmt: skip
    """Let an application sign people in. Raises Invalid for an address or a scope that cannot be used.

    `limits` is the mirror of the application's contract: what it grants bounds what the client learns of anybody.
    """
    _check(redirect_uris, logout_uris, scopes)
    secret = "" if is_public else get_adapter().generate_client_secret()
    client = Client(
        name=name[:100],
        type=Client.Type.PUBLIC if is_public else Client.Type.CONFIDENTIAL,
        skip_consent=not asks_consent,
        data={"app_id": str(app_id), "limits": dict(limits)},
    )
    client.set_secret(secret or get_adapter().generate_client_secret())
    client.set_redirect_uris(list(redirect_uris))
    client.set_scopes(list(scopes))
    client.set_default_scopes(["openid"])
    grants = [Client.GrantType.AUTHORIZATION_CODE, Client.GrantType.REFRESH_TOKEN]
    client.set_grant_types(grants if is_public else [*grants, Client.GrantType.CLIENT_CREDENTIALS])
    client.set_response_types(["code"])
    client.set_post_logout_redirect_uris(list(logout_uris))
    client.save()
    audit.record(
        "identity.create_client", actor=actor, subject_kind="app", subject_id=app_id, label=client.pk,
        after={"redirect_uris": list(redirect_uris), "scopes": list(scopes)},
    )  # fmt: skip
    return ClientMade(client.pk, secret, tuple(redirect_uris), tuple(scopes))


@transaction.atomic
def remove_client(client_id: str, *, actor: Actor) -> None:
    """Take the sign-in away from an application, with every token given to it. Raises NotFound."""
    client = Client.objects.select_for_update().filter(pk=client_id).first()
    if client is None:
        raise NotFound("No such client.")
    audit.record("identity.remove_client", actor=actor, subject_kind="app", subject_id=app_of(client), label=client.pk)
    client.delete()


@transaction.atomic
def rotate_client(client_id: str, *, overlap: timedelta, actor: Actor) -> ClientRotated:
    """Make the next secret of a client; the present one is good until the overlap ends, one from before it no more.

    Raises NotFound, or Invalid for a public client, which has none.
    """
    client = Client.objects.select_for_update().filter(pk=client_id).first()
    if client is None:
        raise NotFound("No such client.")
    if client.type == Client.Type.PUBLIC:
        raise Invalid("A public client keeps no secret.", fields={"client_id": "public_client"})
    ends_at, secret = clock.now() + overlap, get_adapter().generate_client_secret()
    client.data = {**(client.data or {}), "older": {"secret": client.secret, "ends_at": ends_at.isoformat()}}
    client.set_secret(secret)
    client.save(update_fields=["secret", "data"])
    audit.record(
        "identity.rotate_client", actor=actor, subject_kind="app", subject_id=app_of(client), label=client.pk,
        after={"older_ends_at": ends_at},
    )  # fmt: skip
    return ClientRotated(client.pk, secret, ends_at)


@transaction.atomic
def end_family(family: UUID | None, *, account_id: UUID | None, client_id: str, why: str) -> int:
    """Revoke every token that descends from one sign-in; return how many there were."""
    ended, _by_model = Token.objects.filter(data__family=str(family)).delete() if family else (0, {})
    audit.record(
        "identity.end_tokens", actor=SYSTEM, subject_kind="account", subject_id=account_id or "", label=client_id,
        after={"why": why},
    )  # fmt: skip
    return ended


@transaction.atomic
def rotate_keys(*, actor: Actor) -> datetime:
    """Make the next signing key and return when it begins to sign; it is published from now on."""
    signs_from = clock.now() + keys.AHEAD
    SigningKey.objects.filter(gone_at__isnull=True).update(gone_at=signs_from + keys.AFTER)
    _make_key(signs_from, actor=actor)
    return signs_from


@transaction.atomic
def make_first_key() -> SigningKey:
    """Make the key of a house that has none yet; of two who try at once, the second finds the first one's."""
    with connection.cursor() as cursor:
        cursor.execute("lock table identity_signingkey in share row exclusive mode")
    return SigningKey.objects.published_at(clock.now()).first() or _make_key(clock.now(), actor=SYSTEM)


def _make_key(signs_from: datetime, *, actor: Actor) -> SigningKey:
    made = SigningKey.objects.create(sealed=vault.seal(keys.new_pem()), signs_from=signs_from)
    audit.record("identity.make_signing_key", actor=actor, subject_kind="key", subject_id=made.pk)
    return made


def keep_code(code: str, *, client: Client, account: Account, asked: Mapping[str, Any]) -> None:
    """Note what a code was given for; `asked` are the columns that say it."""
    AuthorizationCode.objects.create(
        digest=digest(code), client_id=client.pk, account=account, family=ids.uuid7(),
        expires_at=clock.now() + timedelta(seconds=app_settings.AUTHORIZATION_CODE_EXPIRES_IN), **asked,
    )  # fmt: skip


def use_code(code: str) -> None:
    AuthorizationCode.objects.filter(digest=digest(code), used_at__isnull=True).update(used_at=clock.now())


def spend(token: Token) -> None:
    """Remember a refresh token that is exchanged for the next one of its family."""
    SpentRefreshToken.objects.create(
        digest=token.hash, client_id=token.client_id, account_id=token.user_id, family=family_of(token),
        expires_at=clock.now() + timedelta(seconds=app_settings.REFRESH_TOKEN_EXPIRES_IN),
    )  # fmt: skip


def revoke(token: Token) -> None:
    """End a token; a refresh token takes along what descends from the same sign-in."""
    family = family_of(token)
    if token.type == Token.Type.REFRESH_TOKEN and family:
        Token.objects.filter(data__family=str(family)).delete()
    else:
        token.delete()


def family_of(token: Token) -> UUID | None:
    """Return the sign-in a token descends from."""
    family = (token.data or {}).get("family")
    return UUID(family) if family else None


def methods_of(token: Token) -> list[str]:
    """Return what was shown at the sign-in a token descends from."""
    return list((token.data or {}).get("methods", ()))


def digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


def forget(*, before: datetime) -> int:
    """Drop codes and tokens that have ended by themselves; return how many."""
    ended = [
        AuthorizationCode.objects.filter(expires_at__lt=before).delete()[0],
        SpentRefreshToken.objects.filter(expires_at__lt=before).delete()[0],
        Token.objects.filter(expires_at__lt=before).delete()[0],
    ]
    return sum(ended)


def app_of(client: Client) -> UUID:
    return UUID((client.data or {})["app_id"])


def _check(redirect_uris: Collection[str], logout_uris: Collection[str], scopes: Collection[str]) -> None:
    faults = {}
    if not redirect_uris:
        faults["redirect_uris"] = "missing"
    if not all(_is_fit(uri) for uri in redirect_uris):
        faults["redirect_uris"] = "bad_uri"
    if not all(_is_fit(uri) for uri in logout_uris):
        faults["logout_uris"] = "bad_uri"
    if "openid" not in scopes or not set(scopes) <= set(claims.SCOPES):
        faults["scopes"] = "unknown_scope"
    if faults:
        raise Invalid("This client cannot be made.", fields=faults)


def _is_fit(uri: str) -> bool:
    """An address of its own, encrypted unless it stays on the machine, without fragment or wildcard (RFC 9700, 2.1)."""
    if "*" in uri or "#" in uri or any(letter.isspace() for letter in uri):
        return False
    parts = urlsplit(uri)
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK))
