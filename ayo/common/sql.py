"""Fixed statements of hot paths: prepared on the server, and sent together where no answer is needed in between.

The ORM composes its statements anew and the server plans them anew each time; a write path does neither.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

import psycopg
from django.db import connection


def run(statement: str, values: Sequence[Any]) -> None:
    """Execute a constant statement in the present transaction; its faults are Django's database errors."""
    with connection.wrap_database_errors, psycopg.Cursor(_wire()) as cursor:
        cursor.execute(cast("Any", statement), values, prepare=True)


def row(statement: str, values: Sequence[Any]) -> tuple[Any, ...] | None:
    """Execute a constant query and return its first row, or None."""
    with connection.wrap_database_errors, psycopg.Cursor(_wire()) as cursor:
        cursor.execute(cast("Any", statement), values, prepare=True)
        return cursor.fetchone()


@contextmanager
def together() -> Iterator[None]:
    """Send the statements of the block without waiting for each; faults appear when the block ends."""
    with connection.wrap_database_errors, _wire().pipeline():
        yield


def _wire() -> "psycopg.Connection[Any]":
    connection.ensure_connection()
    return cast("psycopg.Connection[Any]", connection.connection)
