"""`ayo contract`: what an application may see."""

from pathlib import Path

import click

from ayo.common.actor import SYSTEM
from ayo.config.cli.app import FILE, read
from ayo.config.terminal import Refusal, json_option, say
from ayo.exchange import facade as exchange


@click.group("contract")
def command() -> None:
    """Contracts of connected applications."""


@command.command("set")
@click.argument("file", type=FILE)
@json_option
def set_contract(*, file: Path, as_json: bool) -> None:
    """Sign the contract in FILE (JSON with app, purpose, legal_basis, valid_from, grants); it holds at once."""
    terms = read(file)
    if not terms.get("app"):
        raise Refusal(f'{file}: the contract must name its application: "app": "…"')
    card = exchange.set_contract(app=exchange.app_for(SYSTEM, str(terms["app"])), terms=terms, actor=SYSTEM)
    facts = {
        "app": terms["app"],
        "version": card.version,
        "valid_from": card.valid_from,
        "valid_to": card.valid_to,
        "grants": [grant.as_json() for grant in card.grants],
    }
    say(facts, f"{terms['app']}: version {card.version} of the contract holds from {card.valid_from}.", as_json=as_json)
