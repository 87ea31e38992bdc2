"""`ayo oidc`: existing applications that let people sign in through Ayo (OpenID Connect)."""

from datetime import timedelta

import click

from ayo.common.actor import SYSTEM
from ayo.config.terminal import json_option, say, table
from ayo.exchange import facade as exchange
from ayo.identity import facade as identity
from ayo.identity.oidc.claims import SCOPES


@click.group("oidc")
def command() -> None:
    """Sign-in for existing applications, and the keys that vouch for it."""


@command.group("client")
def client() -> None:
    """Applications that may sign people in."""


@client.command("create")
@click.option("--app", "slug", required=True, help="The connected application it is for.")
@click.option("--redirect-uri", "redirect_uris", multiple=True, required=True, help="To the letter; may be repeated.")
@click.option("--post-logout-uri", "logout_uris", multiple=True, help="Where to go after signing out; may be repeated.")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(SCOPES), help="May be repeated; openid always.")
@click.option("--public", "is_public", is_flag=True, help="An app on a phone or in a browser, which keeps no secret.")
@click.option("--ask", "asks_consent", is_flag=True, help="Ask each person before they are told to the application.")
@json_option
def create(
    *, slug: str, redirect_uris: tuple[str, ...], logout_uris: tuple[str, ...], scopes: tuple[str, ...],
    is_public: bool, asks_consent: bool, as_json: bool,
) -> None:  # fmt: skip
    """Register a sign-in and print its id and secret; the secret cannot be shown again."""
    made = exchange.create_client(
        app=exchange.app_for(SYSTEM, slug), redirect_uris=redirect_uris, logout_uris=logout_uris,
        scopes=tuple(dict.fromkeys(("openid", *scopes))), is_public=is_public, asks_consent=asks_consent, actor=SYSTEM,
    )  # fmt: skip
    facts = {
        "app": slug,
        "client_id": made.client_id,
        "client_secret": made.secret or None,
        "redirect_uris": list(made.redirect_uris),
        "scopes": list(made.scopes),
        "discovery": f"{identity.issuer()}/.well-known/openid-configuration",
    }
    lines = [f"client id      {made.client_id}", f"client secret  {made.secret or 'none, it is public'}",
             f"discovery      {facts['discovery']}"]  # fmt: skip
    say(facts, lines, as_json=as_json)


@client.command("list")
@json_option
def listed(*, as_json: bool) -> None:
    """Show every sign-in."""
    cards = identity.clients()
    rows = [(card.client_id, card.name, " ".join(card.scopes), " ".join(card.redirect_uris)) for card in cards]
    facts = {
        "clients": [
            {"client_id": card.client_id, "name": card.name, "scopes": list(card.scopes),
             "redirect_uris": list(card.redirect_uris), "public": card.is_public}
            for card in cards
        ]
    }  # fmt: skip
    say(facts, table(["id", "application", "scopes", "redirects to"], rows), as_json=as_json)


@client.command("rotate")
@click.argument("client_id")
@click.option("--overlap-hours", type=click.IntRange(0, 24 * 30), default=24, show_default=True)
@json_option
def rotate_secret(*, client_id: str, overlap_hours: int, as_json: bool) -> None:
    """Make the next secret and print it, once; the present one is good until the overlap ends."""
    made = identity.rotate_client(client_id, overlap=timedelta(hours=overlap_hours), actor=SYSTEM)
    facts = {
        "client_id": made.client_id,
        "client_secret": made.secret,
        "older_ends_at": made.older_ends_at.isoformat(),
    }
    lines = [
        f"client secret  {made.secret}",
        f"the older one  good until {made.older_ends_at:%d.%m.%Y %H:%M} UTC",
    ]
    say(facts, lines, as_json=as_json)


@client.command("remove")
@click.argument("client_id")
@json_option
def remove(*, client_id: str, as_json: bool) -> None:
    """Take a sign-in away, with every token given to it."""
    identity.remove_client(client_id, actor=SYSTEM)
    say({"removed": client_id}, f"{client_id} signs nobody in any more.", as_json=as_json)


@command.group("keys")
def keys() -> None:
    """The keys that sign who somebody is."""


@keys.command("rotate")
@json_option
def rotate(*, as_json: bool) -> None:
    """Make the next key: it is published now, signs from tomorrow, and the old one stays published a day longer."""
    signs_from = identity.rotate_keys(actor=SYSTEM)
    say({"signs_from": signs_from.isoformat()}, f"The new key signs from {signs_from:%d.%m.%Y %H:%M} UTC on.",
        as_json=as_json)  # fmt: skip
