"""Many applications from one file, as often as one likes: what exists is updated and keeps its keys."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from ayo.common.actor import Actor
from ayo.common.errors import Invalid
from ayo.exchange import access, terms
from ayo.exchange.actions import apps, contracts, secrets
from ayo.exchange.data import Registered
from ayo.exchange.models import App, Secret

OVERLAP = timedelta(hours=24)
_REQUIRED = ("slug", "name", "owner", "mode")
_NAMES = {"name": "name", "owner": "owner_code", "description": "description", "mode": "mode",
          "endpoint": "endpoint", "digest_url": "digest_url", "schedule_seconds": "schedule_seconds",
          "timeout_ms": "timeout_ms", "largest_batch": "largest_batch"}  # fmt: skip


@transaction.atomic
def apply_manifest(*, manifest: Mapping[str, Any], rotate: bool, actor: Actor) -> list[Registered]:
    """Add or update the applications of a manifest, all or none; new and rotated secrets are in the answer."""
    access.require(access.may_add(actor))
    given = manifest.get("apps")
    if not isinstance(given, list) or not all(isinstance(one, Mapping) for one in given):
        raise Invalid('A manifest looks like {"apps": [{…}, …]}.', fields={"apps": "required"})
    return [_apply(one, rotate, actor) for one in given]


def _apply(given: Mapping[str, Any], rotate: bool, actor: Actor) -> Registered:  # noqa: FBT001
    missing = [name for name in _REQUIRED if not given.get(name)]
    if missing:
        where = given.get("slug") or "an application"
        raise Invalid(f"{where}: missing {', '.join(missing)}", fields=dict.fromkeys(missing, "required"))
    app = App.objects.filter(slug=given["slug"]).first()
    made = _add(given, actor) if app is None else _update(app, given, rotate, actor)
    return _with_pair(made, given, actor)


def _add(given: Mapping[str, Any], actor: Actor) -> Registered:
    made = apps.add_app(
        slug=given["slug"],
        name=given["name"],
        owner_code=given["owner"],
        description=given.get("description", ""),
        mode=given["mode"],
        endpoint=given.get("endpoint", ""),
        digest_url=given.get("digest_url", ""),
        schedule_seconds=int(given.get("schedule_seconds", 0)),
        scopes=given.get("scopes", ()),
        contract=given.get("contract"),
        actor=actor,
    )
    rest = {name: given[name] for name in ("timeout_ms", "largest_batch") if name in given}
    if rest:
        apps.update_app(app=App.objects.get(pk=made.id), values=rest, actor=actor)
    return made


def _update(app: App, given: Mapping[str, Any], rotate: bool, actor: Actor) -> Registered:  # noqa: FBT001
    values = {ours: given[theirs] for theirs, ours in _NAMES.items() if theirs in given}
    apps.update_app(app=app, values=values, actor=actor)
    if given.get("contract") is not None:
        _renew(app, given["contract"], actor)
    if not rotate:
        return Registered(app.slug, app.pk, None, _public_key(app), None)
    secret = secrets.rotate_secret(app=app, sort="HMAC", overlap=OVERLAP, actor=actor)
    scopes = given.get("scopes", ())
    key = apps.replace_keys(app=app, label="", scopes=scopes, overlap=OVERLAP, actor=actor) if scopes else None
    return Registered(app.slug, app.pk, secret, _public_key(app), key)


def _renew(app: App, contract: Mapping[str, Any], actor: Actor) -> None:
    """Sign a new version only when the terms differ: applying a manifest twice must change nothing."""
    cards = contracts.cards_of(app)
    wanted = contracts.parsed(contract)
    if cards and terms.card(version=cards[-1].version, **wanted) == cards[-1]:
        return
    contracts.set_contract(app=app, terms=contract, actor=actor)


def _with_pair(made: Registered, given: Mapping[str, Any], actor: Actor) -> Registered:
    if not given.get("ed25519") or made.public_key:
        return made
    app = App.objects.get(pk=made.id)
    public = secrets.rotate_secret(app=app, sort="ED25519", overlap=OVERLAP, actor=actor)
    return Registered(made.slug, made.id, made.secret, public, made.api_key)


def _public_key(app: App) -> str | None:
    current = Secret.objects.filter(app=app, sort=Secret.Sort.ED25519, expires_at__isnull=True)
    return current.values_list("public_key", flat=True).first()
