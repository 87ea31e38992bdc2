"""`ayo run`: everything with one command."""

import os

import click

from ayo.config import env
from ayo.config.supervisor import Plan, Supervisor


def _wants_demo() -> bool:
    """An external database is somebody's city: nobody invented moves in unless told to."""
    return env.flag("AYO_DEMO", "0" if env.text("AYO_DATABASE_URL") else "1")


@click.command("run")
@click.option("--workers", type=click.IntRange(1, 64), default=os.cpu_count(), show_default="the cores")
@click.option("--demo/--no-demo", default=_wants_demo, help="Load the demo city when empty.")
@click.option("--beside", multiple=True, metavar="COMMAND", help="Run this command too, once the house is open.")
@click.option("--mention", multiple=True, metavar="LINE", help="Say this too, once the house is open.")
def command(*, workers: int, demo: bool, beside: tuple[str, ...], mention: tuple[str, ...]) -> None:
    """Run database, web, relay and jobs until Ctrl-C.

    AYO_DATABASE_URL uses an external PostgreSQL (15 or newer), AYO_HOME moves the data, PORT the port. The demo is
    loaded into the bundled database only, unless AYO_DEMO=1 asks for it elsewhere.
    """
    host, port = env.text("AYO_BIND", "127.0.0.1"), env.number("PORT", 8000)
    plan = Plan(env.home(), host, port, workers, demo, beside, mention)
    Supervisor(plan, lambda line: click.echo(line, err=False)).run()
