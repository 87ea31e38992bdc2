"""Fixed statements of hot paths: prepared on the server, and sent together where no answer is needed in between.

The ORM composes its statements anew and the server plans them anew each time; a write path does neither.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

import psycopg
from django.db import connection

Values = Sequence[Any] | Mapping[str, Any]


def run(statement: str, values: Values) -> None:
    """Execute a constant statement in the present transaction; its faults are Django's database errors."""
    with _sent(statement, values):
        pass


def row(statement: str, values: Values) -> tuple[Any, ...] | None:
    """Execute a constant query and return its first row, or None."""
    with _sent(statement, values) as cursor:
        return cursor.fetchone()


def rows(statement: str, values: Values) -> list[tuple[Any, ...]]:
    """Execute a constant query and return every row; the statement itself says how many at most."""
    with _sent(statement, values) as cursor:
        return cursor.fetchall()


@contextmanager
def together() -> Iterator[None]:
    """Send the statements of the block without waiting for each; faults appear when the block ends."""
    with connection.wrap_database_errors, _wire().pipeline():
        yield


@contextmanager
def _sent(statement: str, values: Values) -> "Iterator[psycopg.Cursor[Any]]":
    with connection.wrap_database_errors, psycopg.Cursor(_wire()) as cursor:
        cursor.execute(cast("Any", statement), values, prepare=True)
        if connection.queries_logged:
            connection.queries_log.append({"sql": statement, "time": ""})
        yield cursor


def _wire() -> "psycopg.Connection[Any]":
    connection.ensure_connection()
    return cast("psycopg.Connection[Any]", connection.connection)
