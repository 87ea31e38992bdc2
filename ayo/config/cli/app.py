"""`ayo app`: connected applications: add, look, stop, go on, bring the log again, compare."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click
from django.utils.timezone import make_aware

from ayo.common.actor import SYSTEM
from ayo.config.terminal import Refusal, json_option, say, table
from ayo.exchange import facade as exchange
from ayo.exchange.data import AppHealth, Mode, Registered

FILE = click.Path(exists=True, dir_okay=False, path_type=Path, allow_dash=True)


@click.group("app")
def command() -> None:
    """Connected applications."""


@command.command("add")
@click.argument("slug", required=False)
@click.option("--manifest", type=FILE, help="Add or update all applications of this JSON file.")
@click.option("--rotate", is_flag=True, help="With --manifest: give known applications new keys.")
@click.option("--name", default="", help="Name for people; the slug if left out.")
@click.option("--owner", help="Code of the organisation that owns the application.")
@click.option("--mode", type=click.Choice(list(Mode)), default="BATCH", show_default=True)
@click.option("--endpoint", default="", help="Address that events are posted to.")
@click.option("--digest-url", default="", help="Address that answers for reconciliation.")
@click.option("--scope", "scopes", multiple=True, help="Scope of an API key to make; may be repeated.")
@click.option("--contract", type=FILE, help="JSON file with the contract.")
@json_option
def add(
    *, slug: str | None, manifest: Path | None, rotate: bool, contract: Path | None, as_json: bool, **given: Any
) -> None:
    """Connect an application, or all of a manifest; secrets are shown here and never again."""
    if (slug is None) == (manifest is None):
        raise Refusal("name one application, or give --manifest FILE")
    if manifest is None:
        if not given["owner"]:
            raise Refusal("--owner CODE is needed: the organisation that answers for the application")
        one = {**given, "slug": slug, "name": given["name"] or slug}
        if contract is not None:
            one["contract"] = read(contract)
        wanted: Mapping[str, Any] = {"apps": [one]}
    else:
        wanted = read(manifest)
    made = exchange.apply_manifest(manifest=wanted, rotate=rotate, actor=SYSTEM)
    lines = [line for one in made for line in _secrets(one)]
    say({"apps": [_registered(one) for one in made]}, lines, as_json=as_json)


@command.command("list")
@json_option
def list_apps(*, as_json: bool) -> None:
    """Show all applications with their health."""
    healths = exchange.health_list(SYSTEM)
    rows = [
        (one.app.slug, one.app.mode, one.health, one.lag, one.parked, one.refused, one.drift, _why(one.last_error))
        for one in healths
    ]
    headings = ["application", "mode", "health", "lag", "parked", "refused", "drift", "last error"]
    say({"apps": [_facts(one) for one in healths]}, table(headings, rows), as_json=as_json)


@command.command("show")
@click.argument("slug")
@json_option
def show(*, slug: str, as_json: bool) -> None:
    """Show one application with its contract and newest attempts."""
    app = exchange.app_for(SYSTEM, slug)
    facts = _facts(exchange.health_of(app))
    attempts = exchange.attempts(app, limit=10)
    facts["attempts"] = [
        {"at": one.at, "sort": one.sort, "taken": one.taken, "first": one.first, "last": one.last, "events": one.events,
         "ms": one.ms, "status": one.status, **exchange.fault(one.error)}
        for one in attempts
    ]  # fmt: skip
    lines = [f"{name}: {value}" for name, value in facts.items() if name != "attempts"]
    rows = [(one.at.isoformat(timespec="seconds"), one.sort, one.status, f"{one.first}-{one.last}", one.events, one.ms,
             _why(one.error)) for one in attempts]  # fmt: skip
    say(facts, [*lines, "", *table(["at", "sort", "status", "positions", "events", "ms", "error"], rows)],
        as_json=as_json)  # fmt: skip


@command.command("pause")
@click.argument("slug")
@click.option("--reason", required=True)
@json_option
def pause(*, slug: str, reason: str, as_json: bool) -> None:
    """Stop deliveries; events wait in the log."""
    exchange.pause(app=exchange.app_for(SYSTEM, slug), reason=reason, actor=SYSTEM)
    say({"slug": slug, "paused": True}, f"{slug} is paused.", as_json=as_json)


@command.command("resume")
@click.argument("slug")
@json_option
def resume(*, slug: str, as_json: bool) -> None:
    """Let deliveries go on where they stopped."""
    exchange.resume(app=exchange.app_for(SYSTEM, slug), actor=SYSTEM)
    say({"slug": slug, "paused": False}, f"{slug} goes on.", as_json=as_json)


@command.command("replay")
@click.argument("slug")
@click.option("--from-position", type=click.IntRange(min=1))
@click.option("--from-time", type=click.DateTime(), help="Local time, like 2026-01-31T08:00:00.")
@json_option
def replay(*, slug: str, from_position: int | None, from_time: datetime | None, as_json: bool) -> None:
    """Bring the log again from a position or a time on."""
    since = make_aware(from_time) if from_time else None
    app = exchange.app_for(SYSTEM, slug)
    count = exchange.replay(app=app, from_position=from_position, from_time=since, actor=SYSTEM)
    say({"slug": slug, "positions": count}, f"{slug} gets {count} positions of the log again.", as_json=as_json)


@command.command("rotate")
@click.argument("slug")
@click.option("--ed25519", is_flag=True, help="Make a new key pair instead of a new shared secret.")
@click.option("--overlap-hours", type=click.IntRange(0, 24 * 30), default=24, show_default=True)
@json_option
def rotate(*, slug: str, ed25519: bool, overlap_hours: int, as_json: bool) -> None:
    """Make a new signing key; the old one signs as well until the overlap ends."""
    made = exchange.rotate_secret(
        app=exchange.app_for(SYSTEM, slug),
        sort="ED25519" if ed25519 else "HMAC",
        overlap=timedelta(hours=overlap_hours),
        actor=SYSTEM,
    )
    say({"slug": slug, "public_key" if ed25519 else "secret": made}, made, as_json=as_json)


@command.command("test")
@click.argument("slug")
@json_option
def test(*, slug: str, as_json: bool) -> None:
    """Ask the relay for a test delivery; `ayo app show` tells how it went."""
    reference = exchange.send_test(app=exchange.app_for(SYSTEM, slug), actor=SYSTEM)
    say({"slug": slug, "reference": reference}, f"Test {reference} is on its way.", as_json=as_json)


@command.command("reconcile")
@click.argument("slug")
@click.option("--kind", help="Only this kind of record.")
@json_option
def reconcile(*, slug: str, kind: str | None, as_json: bool) -> None:
    """Compare an application's copies now; what differs is sent again."""
    runs = exchange.compare(exchange.app_for(SYSTEM, slug), kind=kind)
    if not runs:
        raise Refusal("the contract grants nothing of this kind")
    facts = [
        {"kind": one.kind, "state": one.state, "records": one.records, "missing": one.missing, "extra": one.extra,
         "different": one.different, "in_flight": one.in_flight, "healed": one.healed, **exchange.fault(one.error)}
        for one in runs
    ]  # fmt: skip
    say({"slug": slug, "runs": facts}, table(list(facts[0]), [one.values() for one in facts]), as_json=as_json)


def read(file: Path) -> dict[str, Any]:
    """Read a JSON object from a file, or from standard input for `-`."""
    try:
        with click.open_file(str(file), encoding="utf-8") as source:
            said = json.load(source)
    except (OSError, ValueError) as error:
        raise Refusal(f"{file}: {error}") from error
    if not isinstance(said, dict):
        raise Refusal(f"{file}: expected a JSON object")
    return said


def _registered(one: Registered) -> dict[str, object]:
    return {
        "slug": one.slug,
        "id": one.id,
        "secret": one.secret,
        "public_key": one.public_key,
        "api_key": one.api_key,
    }


def _secrets(one: Registered) -> list[str]:
    shown = {"secret": one.secret, "public key": one.public_key, "API key": one.api_key}
    return [f"{one.slug} ({one.id})", *(f"  {name}: {value}" for name, value in shown.items() if value)]


def _facts(one: AppHealth) -> dict[str, Any]:
    contract = one.contract
    return {
        "slug": one.app.slug,
        "id": one.app.id,
        "name": one.app.name,
        "owner": one.app.owner_name,
        "mode": one.app.mode,
        "endpoint": one.app.endpoint,
        "health": one.health,
        "paused": one.app.is_paused,
        "position": one.position,
        "lag": one.lag,
        "parked": one.parked,
        "refused": one.refused,
        "drift": one.drift,
        "last_success_at": one.last_success_at,
        **{f"last_{name}": value for name, value in exchange.fault(one.last_error).items()},
        "contract": contract
        and {"version": contract.version, "grants": [grant.as_json() for grant in contract.grants]},
    }


def _why(kept: str) -> str:
    return " ".join(exchange.fault(kept).values()).strip()
