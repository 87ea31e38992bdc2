"""Fixed statements of hot paths: prepared on the server, and sent as one where no answer is needed in between.

The ORM composes its statements anew and the server plans them anew each time; a write path does neither.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, TypeAlias, cast

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

Values: TypeAlias = Sequence[Any] | Mapping[str, Any]
_gathered: ContextVar[list[tuple[str, Sequence[Any]]] | None] = ContextVar("gathered", default=None)


def run(statement: str, values: Sequence[Any]) -> None:
    """Execute a constant statement in the present transaction; its faults are Django's database errors."""
    gathered = _gathered.get()
    if gathered is not None:
        gathered.append((statement, values))
        return
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
    """Make one statement of every `run` of the block, sent when the block ends; faults appear there.

    Each must write another table than the others, for none sees what the others do; none may be a query.
    """
    gathered: list[tuple[str, Sequence[Any]]] = []
    token = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(token)
    if gathered:
        statements, values = zip(*gathered, strict=True)
        run(_joined(statements), [value for part in values for value in part])


@lru_cache(maxsize=512)
def _joined(statements: tuple[str, ...]) -> str:
    """Join writes into one: the last is the main one, the others stand before it as its common table expressions."""
    *first, last = statements
    parts = ", ".join(f"part{number} as ({statement})" for number, statement in enumerate(first))
    return f"with {parts} {last}" if first else last


@contextmanager
def _sent(statement: str, values: Values) -> "Iterator[psycopg.Cursor[Any]]":
    here = connections[DEFAULT_DB_ALIAS]
    with here.wrap_database_errors, psycopg.Cursor(_wire(here)) as cursor:
        cursor.execute(cast("Any", statement), values, prepare=True)
        if here.queries_logged:
            here.queries_log.append({"sql": statement, "time": ""})
        yield cursor


def _wire(here: BaseDatabaseWrapper) -> "psycopg.Connection[Any]":
    here.ensure_connection()
    return cast("psycopg.Connection[Any]", here.connection)
