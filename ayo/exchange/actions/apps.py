"""Connecting, changing and stopping applications."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from ayo.audit import facade as audit
from ayo.common.actor import Actor
from ayo.common.errors import Invalid, NotFound
from ayo.events import facade as events
from ayo.exchange import access, guard
from ayo.exchange.actions import contracts, revision, secrets
from ayo.exchange.data import TAKEN_BY_PAGES, Mode, Registered
from ayo.exchange.errors import BadAddress, NothingToDo, SlugTaken
from ayo.exchange.events import AppAdded, AppChanged, AppPaused, AppResumed, KeyMade, KeyRevoked
from ayo.exchange.models import App
from ayo.identity import facade as identity
from ayo.registry import facade as registry

CHANGEABLE = (
    "name", "owner_code", "description", "mode", "endpoint", "digest_url", "schedule_seconds", "timeout_ms",
    "largest_batch",
)  # fmt: skip
PER_MINUTE = 6000


@transaction.atomic
def add_app(
    *,
    slug: str,
    name: str,
    owner_code: str,
    description: str,
    mode: str,
    endpoint: str,
    digest_url: str,
    schedule_seconds: int,
    scopes: Collection[str],
    contract: Mapping[str, Any] | None,
    actor: Actor,
) -> Registered:
    """Connect an application from the present end of the log on. Its secrets are in the answer and nowhere else."""
    access.require(access.may_add(actor))
    if slug in TAKEN_BY_PAGES:
        raise SlugTaken(f"{slug!r} is the address of a page.", fields={"slug": "taken"})
    if App.objects.filter(slug=slug).exists():
        raise SlugTaken(f"There is an application {slug!r} already.", fields={"slug": "taken"})
    app = App(slug=slug, started_after=events.head())
    _put(app, {
        "name": name, "owner_code": owner_code, "description": description, "mode": mode, "endpoint": endpoint,
        "digest_url": digest_url, "schedule_seconds": schedule_seconds,
    })  # fmt: skip
    app.save(force_insert=True)
    secret = secrets.make_first(app)
    audit.record("exchange.add_app", actor=actor, subject_kind="app", subject_id=app.pk, label=slug, after=_facts(app))
    events.publish(AppAdded(app_id=app.pk, slug=slug), actor=actor)
    if contract is not None:
        contracts.set_contract(app=app, terms=contract, actor=actor)
    key = create_key(app=app, label="", scopes=scopes, actor=actor) if scopes else None
    revision.bump()
    return Registered(slug, app.pk, secret, None, key)


@transaction.atomic
def update_app(*, app: App, values: Mapping[str, Any], actor: Actor) -> tuple[str, ...]:
    """Change what is given; return the names of what really changed."""
    access.require(access.may_manage(actor, app))
    unknown = sorted(set(values) - set(CHANGEABLE))
    if unknown:
        raise Invalid(f"unknown: {', '.join(unknown)}", fields=dict.fromkeys(unknown, "unknown"))
    row = App.objects.select_for_update().get(pk=app.pk)
    before = _facts(row)
    _put(row, values)
    after = _facts(row)
    changed = tuple(name for name in after if after[name] != before[name])
    if not changed:
        return ()
    row.save()
    audit.record(
        "exchange.update_app", actor=actor, subject_kind="app", subject_id=row.pk, label=row.slug,
        before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
    )  # fmt: skip
    events.publish(AppChanged(app_id=row.pk, slug=row.slug, fields=changed), actor=actor)
    revision.bump()
    return changed


@transaction.atomic
def create_key(*, app: App, label: str, scopes: Collection[str], actor: Actor) -> str:
    """Make an API key for the application and return it, this once."""
    access.require(access.may_manage(actor, app))
    plain, card = identity.create_key(
        app_id=app.pk,
        app_name=app.name,
        label=label,
        scopes=scopes,
        sources=(),
        limits=contracts.limits_of(app),
        per_minute=PER_MINUTE,
        actor=actor,
    )
    events.publish(KeyMade(app_id=app.pk, slug=app.slug, scopes=card.scopes), actor=actor)
    return plain


@transaction.atomic
def replace_keys(*, app: App, label: str, scopes: Collection[str], overlap: timedelta, actor: Actor) -> str:
    """Make a new API key and let the older ones end after the overlap."""
    access.require(access.may_manage(actor, app))
    identity.retire_keys(app_id=app.pk, overlap=overlap, keep=None, actor=actor)
    return create_key(app=app, label=label, scopes=scopes, actor=actor)


@transaction.atomic
def revoke_key(*, app: App, key_id: UUID, actor: Actor) -> None:
    """End one of the application's API keys at once."""
    access.require(access.may_manage(actor, app))
    card = next((card for card in identity.cards_of(app.pk) if card.id == key_id), None)
    if card is None:
        raise NotFound("The application has no such key.")
    if card.revoked_at is not None:
        raise NothingToDo("This key was revoked already.")
    identity.revoke_key(key_id=key_id, actor=actor)
    events.publish(KeyRevoked(app_id=app.pk, slug=app.slug, prefix=card.prefix), actor=actor)


@transaction.atomic
def pause(*, app: App, reason: str, actor: Actor) -> None:
    access.require(access.may_manage(actor, app))
    if not reason.strip():
        raise Invalid("A reason is needed.", fields={"reason": "required"})
    _pause(app.pk, reason.strip(), actor)


@transaction.atomic
def pause_by_itself(*, app_id: UUID, reason: str, actor: Actor) -> None:
    """Stop deliveries because the application said it is gone (410)."""
    if App.objects.filter(pk=app_id, is_paused=False).exists():
        _pause(app_id, reason, actor)


@transaction.atomic
def resume(*, app: App, actor: Actor) -> None:
    access.require(access.may_manage(actor, app))
    row = App.objects.select_for_update().get(pk=app.pk)
    if not row.is_paused:
        raise NothingToDo(f"{row.slug} is not paused.")
    row.is_paused, row.paused_reason = False, ""
    row.save(update_fields=["is_paused", "paused_reason"])
    audit.record("exchange.resume", actor=actor, subject_kind="app", subject_id=row.pk, label=row.slug)
    events.publish(AppResumed(app_id=row.pk, slug=row.slug), actor=actor)
    revision.bump()


def _pause(app_id: UUID, reason: str, actor: Actor) -> None:
    row = App.objects.select_for_update().get(pk=app_id)
    if row.is_paused:
        raise NothingToDo(f"{row.slug} is paused already.")
    row.is_paused, row.paused_reason = True, reason[:300]
    row.save(update_fields=["is_paused", "paused_reason"])
    audit.record("exchange.pause", actor=actor, subject_kind="app", subject_id=row.pk, label=row.slug, purpose=reason)
    events.publish(AppPaused(app_id=row.pk, slug=row.slug, reason=row.paused_reason), actor=actor)
    revision.bump()


def _put(app: App, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name != "owner_code":
            setattr(app, name, value)
            continue
        owner = registry.organisation_id(str(value))
        if owner is None:
            raise NotFound(f"There is no organisation {value!r}.", fields={"owner": "unknown"})
        app.owner_id = owner
    if app.mode not in set(Mode):
        raise Invalid(f"mode must be one of {', '.join(Mode)}", fields={"mode": "unknown"})
    if Mode(app.mode).is_push and not app.endpoint:
        raise Invalid("An application that is pushed to needs an address.", fields={"endpoint": "required"})
    if app.mode == Mode.FILE and app.schedule_seconds < 1:
        raise Invalid("A file needs a schedule.", fields={"schedule_seconds": "required"})
    for name in ("endpoint", "digest_url"):
        _check_address(name, getattr(app, name))
    app.clean_fields(exclude=["owner"])


def _check_address(name: str, address: str) -> None:
    if not address:
        return
    try:
        guard.check_form(address, settings.AYO_OUTBOUND_ALLOW)
    except guard.Blocked as error:
        raise BadAddress(f"The address cannot be used: {error}.", fields={name: str(error)}) from error


def _facts(app: App) -> dict[str, Any]:
    names = ("name", "description", "mode", "endpoint", "digest_url", "schedule_seconds", "timeout_ms", "largest_batch")
    return {"owner": str(app.owner_id), **{name: getattr(app, name) for name in names}}
