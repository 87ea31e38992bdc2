"""`ayo prepare`: what must have happened before the house opens, each time it opens."""

import contextlib
import sys

import click
from django.core.management import call_command
from django.db import connection

from ayo.common.actor import SYSTEM, Level
from ayo.config import env
from ayo.config.terminal import Refusal, json_option, say
from ayo.identity import facade as identity
from ayo.identity.data import DemoPerson
from ayo.registry import facade as registry
from ayo.services import facade as services

OLDEST_SERVER = 150000


@click.command("prepare")
@click.option("--demo/--no-demo", default=False, help="Load the demo city when there is no person yet.")
@json_option
@click.pass_context
def command(context: click.Context, *, demo: bool, as_json: bool) -> None:
    """Bring tables, static files and, where wanted, the demo city up to date."""
    with contextlib.redirect_stdout(sys.stderr):
        refuse_old_server()
        warn_of_slow_sorting()
        call_command("migrate", interactive=False, verbosity=0)
        if env.flag("AYO_COLLECTED"):
            call_command("collectstatic", interactive=False, verbosity=0)
        if demo and is_empty():
            load_demo(context)
        registry.settle_organisations(actor=SYSTEM)
        services.settle_catalogue(actor=SYSTEM)
    people = [{"name": person.name, "role": role_of(person)} for person in identity.demo_people()]
    say({"people": people}, "Everything is up to date.", as_json=as_json)


def refuse_old_server() -> None:
    with connection.cursor() as cursor:
        cursor.execute("show server_version_num")
        if int(cursor.fetchone()[0]) < OLDEST_SERVER:
            raise Refusal("this PostgreSQL is too old: Ayo needs version 15 or newer")


def warn_of_slow_sorting() -> None:
    """Searches by the beginning of a word need the sort order C, in which an ordinary index serves them."""
    with connection.cursor() as cursor:
        cursor.execute("select datlocprovider, datcollate from pg_database where datname = current_database()")
        provider, order = cursor.fetchone()
    if provider != "b" and order not in {"C", "POSIX"}:
        click.echo(f"Warning: this database sorts by {order}, not by C; searches will be slow. See docs/operations.md.")


def is_empty() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select not exists (select 1 from registry_person)")
        return bool(cursor.fetchone()[0])


def load_demo(context: click.Context) -> None:
    """Run `ayo demo load` as a person would; the demo is a guest here and may be absent from an installation."""
    house = context.find_root().command
    assert isinstance(house, click.Group)  # noqa: S101  this command lives in that group
    demo = house.get_command(context, "demo")
    if demo:
        click.echo("Loading the demo city …")
        demo.main(["load"], standalone_mode=False)


def role_of(person: DemoPerson) -> str:
    if person.level is not Level.VERIFIED:
        return f"account without a person ({_plain(person.level)})"
    shown = ", ".join(map(_plain, person.roles)) or "resident"
    return f"{person.post} ({shown})" if person.post else shown


def _plain(code: str) -> str:
    return code.replace("_", " ").lower()
