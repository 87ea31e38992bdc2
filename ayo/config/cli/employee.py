"""`ayo employee`: who has no account yet, and inviting them."""

import click
from django.conf import settings

from ayo.common.actor import SYSTEM
from ayo.common.errors import DomainError
from ayo.config.terminal import Refusal, json_option, say, table
from ayo.identity import facade as identity


@click.group("employee")
def command() -> None:
    """Employees and their accounts."""


@command.command("uninvited")
@json_option
def uninvited(*, as_json: bool) -> None:
    """Show employees without an account, the longest in the records first, a hundred at most."""
    heads = ["nip", "name", "unit", "sent_to"]
    rows = [(one.nip, one.name, one.unit, one.sent_to) for one in identity.uninvited_employees(SYSTEM, nip="")]
    say({"employees": [dict(zip(heads, row, strict=True)) for row in rows]}, table(heads, rows), as_json=as_json)


@command.command("invite")
@click.argument("nip")
@click.option("--to", default="", help="E-mail address or phone number.  [default: the one in the registry]")
@json_option
def invite(*, nip: str, to: str, as_json: bool) -> None:
    """Send an employee a link to open an account; one that was sent before ends."""
    found = identity.uninvited_employees(SYSTEM, nip=nip)
    if not found:
        raise Refusal(f"No employee without an account has the number {nip}.")
    try:
        where = identity.invite_employee(
            person_id=found[0].person_id, to=to, language=settings.LANGUAGE_CODE, actor=SYSTEM
        )
    except DomainError as error:
        raise Refusal(str(error)) from error
    say({"nip": nip, "sent_to": where}, f"The invitation goes to {where}.", as_json=as_json)
