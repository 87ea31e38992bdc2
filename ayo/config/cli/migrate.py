"""`ayo migrate`: bring the tables of the database up to this version."""

import click
from django.core.management import call_command


@click.command("migrate")
@click.option("--check", is_flag=True, help="Only tell, by the exit code, whether something is waiting.")
def command(*, check: bool) -> None:
    """Bring the database up to this version of Ayo."""
    call_command("migrate", check_unapplied=check, interactive=False, verbosity=1)
