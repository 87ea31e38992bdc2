"""`ayo role`: who holds which role. People are named by the login of their account."""

from datetime import date, datetime
from uuid import UUID

import click

from ayo.common import clock
from ayo.common.actor import SYSTEM, Role
from ayo.config.terminal import Refusal, json_option, say, table
from ayo.identity import facade as identity
from ayo.registry import facade as registry

_DAY = click.DateTime(["%Y-%m-%d"])


@click.group("role")
def command() -> None:
    """Roles in an organisation, an area or the whole city. Auditors and leaders are made only here."""


@command.command("grant")
@click.argument("login")
@click.argument("role", type=click.Choice(sorted(role for role in Role if role is not Role.RESIDENT)))
@click.option("--unit", default="", help="Code of the organisation.")
@click.option("--area", default="", help="Area code; a neighbourhood as <kelurahan>/<rw>/<rt>.")
@click.option("--from", "first", type=_DAY, help="First day.  [default: today]")
@click.option("--until", type=_DAY, help="First day without it.  [default: none]")
@click.option("--reason", required=True, help="The person can read it.")
@json_option
def grant(
    *, login: str, role: str, unit: str, area: str, first: datetime | None, until: datetime | None, reason: str,
    as_json: bool,
) -> None:  # fmt: skip
    """Give a person a role; without unit and area it holds in the whole city."""
    made = identity.give_role(
        person_id=_person(login), role=Role(role), organisation_id=_unit(unit), area=area,
        valid_from=first.date() if first else clock.today(), valid_to=until.date() if until else None, reason=reason,
        actor=SYSTEM,
    )  # fmt: skip
    say({"grant": str(made.pk)}, f"{login} is {role} now; the role is called {made.pk}.", as_json=as_json)


@command.command("end")
@click.argument("grant_id", type=click.UUID)
@click.option("--on", "ends_on", type=_DAY, help="First day without it.  [default: today]")
@click.option("--reason", required=True, help="The person can read it.")
@json_option
def end(*, grant_id: UUID, ends_on: datetime | None, reason: str, as_json: bool) -> None:
    """End a role."""
    day: date = ends_on.date() if ends_on else clock.today()
    identity.end_role(grant_id=grant_id, ends_on=day, reason=reason, actor=SYSTEM)
    say({"ended": str(grant_id), "on": day}, f"{grant_id} ends on {day}.", as_json=as_json)


@command.command("list")
@click.argument("login")
@json_option
def listed(*, login: str, as_json: bool) -> None:
    """Show what a person holds today, given roles and roles that follow from a post."""
    lines = identity.roles_of(_person(login))
    rows = [(one.role, one.organisation, one.area, one.come_by, one.until or "", one.id or "") for one in lines]
    facts = {"roles": [dict(zip(_HEADS, row, strict=True)) for row in rows]}
    say(facts, table(_HEADS, rows), as_json=as_json)


_HEADS = ["role", "unit", "area", "by", "until", "id"]


def _person(login: str) -> UUID:
    person_id = identity.person_of_login(login)
    if person_id is None:
        raise Refusal(f"nobody signs in as {login}")
    return person_id


def _unit(code: str) -> UUID | None:
    if not code:
        return None
    found = registry.organisation_id(code)
    if found is None:
        raise Refusal(f"there is no organisation {code}")
    return found
