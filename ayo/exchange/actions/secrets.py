"""Signing keys: the first one, and new ones while the old one still signs for a while."""

from datetime import timedelta

from django.db import transaction

from ayo.audit import facade as audit
from ayo.common import clock, vault
from ayo.common.actor import Actor
from ayo.common.errors import Invalid
from ayo.events import facade as events
from ayo.exchange import access, signing
from ayo.exchange.actions import revision
from ayo.exchange.events import SecretRotated
from ayo.exchange.models import App, Secret

OVERLAP = timedelta(hours=24)


@transaction.atomic
def rotate_secret(*, app: App, sort: str, overlap: timedelta, actor: Actor) -> str:
    """Make a new signing key; both sign until the overlap ends. Return the new secret, or the public key of a pair."""
    access.require(access.may_manage(actor, app))
    if sort not in Secret.Sort.values:
        raise Invalid(f"sort must be one of {', '.join(Secret.Sort.values)}", fields={"sort": "unknown"})
    row = App.objects.select_for_update().get(pk=app.pk)
    ends_at = clock.now() + overlap
    Secret.objects.filter(app=row, sort=sort, expires_at__isnull=True).update(expires_at=ends_at)
    shown = _make(row, Secret.Sort(sort))
    audit.record(
        "exchange.rotate_secret", actor=actor, subject_kind="app", subject_id=row.pk, label=row.slug,
        after={"sort": sort, "old_ends_at": ends_at},
    )  # fmt: skip
    events.publish(SecretRotated(app_id=row.pk, slug=row.slug, sort=sort), actor=actor)
    revision.bump()
    return shown


def make_first(app: App) -> str:
    return _make(app, Secret.Sort.HMAC)


def _make(app: App, sort: Secret.Sort) -> str:
    if sort is Secret.Sort.HMAC:
        secret, public, shown = (fresh := signing.new_secret()), "", fresh
    else:
        secret = signing.new_private_key()
        public = shown = signing.public_key(secret)
    Secret.objects.create(app=app, sort=sort, sealed=vault.seal(secret), public_key=public)
    return shown
