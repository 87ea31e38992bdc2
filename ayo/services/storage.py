"""Rows of a case as fixed statements: composed once per table, sent together where no answer is needed in between.

The ORM would compose each insert anew, which takes longer than the insert (docs/adr/0005). Only actions call this.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models

from ayo.common import sql


def put(rows: Sequence[models.Model]) -> None:
    """Insert rows of one table; inside `sql.together` with what else is written."""
    if not rows:
        return
    kind = type(rows[0])
    fields = _fields(kind)
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for row in rows for field in fields]
    sql.run(_insert(kind, len(rows)), values)


def drop(kind: type[models.Model], row_id: Any) -> None:
    """Delete one row by its id."""
    sql.run(_delete(kind), [row_id])


@lru_cache(maxsize=64)
def _insert(kind: type[models.Model], rows: int) -> str:
    columns = ", ".join(f'"{field.column}"' for field in _fields(kind))
    marks = f"({', '.join(['%s'] * len(_fields(kind)))})"
    return f'insert into "{kind._meta.db_table}" ({columns}) values {", ".join([marks] * rows)}'  # noqa: S608


@lru_cache(maxsize=64)
def _delete(kind: type[models.Model]) -> str:
    return f'delete from "{kind._meta.db_table}" where id = %s'  # noqa: S608


@lru_cache(maxsize=64)
def _fields(kind: type[models.Model]) -> tuple[Any, ...]:
    """Return the columns that are written; a number that the database gives is left to it."""
    return tuple(one for one in kind._meta.concrete_fields if not isinstance(one, models.AutoField))
