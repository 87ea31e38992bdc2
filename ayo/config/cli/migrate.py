"""`ayo migrate`: bring the tables of the database up to this version."""

import click
from django.core.management import call_command
from django.db import connection


@click.command("migrate")
@click.option("--check", is_flag=True, help="Only tell, by the exit code, whether something is waiting.")
def command(*, check: bool) -> None:
    """Bring the database up to this version of Ayo."""
    with connection.cursor() as cursor:
        # An index on a million rows takes longer than any page may; waiting for a lock stays short.
        cursor.execute("set statement_timeout = 0")
    call_command("migrate", check_unapplied=check, interactive=False, verbosity=1)
