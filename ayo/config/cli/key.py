"""`ayo key`: keys with which applications call the API."""

import click

from ayo.common.actor import SYSTEM
from ayo.config.terminal import json_option, say
from ayo.exchange import facade as exchange
from ayo.identity.data import SCOPES


@click.group("key")
def command() -> None:
    """API keys of connected applications."""


@command.command("create")
@click.option("--app", "slug", required=True, help="The application the key is for.")
@click.option("--scope", "scopes", multiple=True, required=True, type=click.Choice(SCOPES), help="May be repeated.")
@click.option("--label", default="", help="What the key is for.")
@json_option
def create(*, slug: str, scopes: tuple[str, ...], label: str, as_json: bool) -> None:
    """Make a key and print it; it cannot be shown again."""
    app = exchange.app_for(SYSTEM, slug)
    key = exchange.create_key(app=app, label=label, scopes=scopes, actor=SYSTEM)
    say({"app": slug, "scopes": sorted(scopes), "key": key}, key, as_json=as_json)
