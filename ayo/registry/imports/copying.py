"""Many rows at once into and out of tables, by COPY."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, models
from psycopg import sql

from ayo.common import ids

Model = TypeVar("Model", bound=models.Model)


def insert(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    statement = sql.SQL("copy {} ({}) from stdin").format(_name(table), _names(columns))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def insert_models(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model; their values must be complete, since COPY knows no defaults of Django."""
    if rows:
        table, columns, names = _shape(type(rows[0]))
        insert(table, columns, ([getattr(row, name) for name in names] for row in rows))


def update_models(rows: Sequence[models.Model]) -> None:
    """Write all columns of rows that exist already."""
    if not rows:
        return
    table, columns, names = _shape(type(rows[0]))
    fresh = f"fresh_{table}"
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("create temporary table {} on commit drop as select {} from {} with no data").format(
                _name(fresh), _names(columns), _name(table)
            )
        )
        insert(fresh, columns, ([getattr(row, name) for name in names] for row in rows))
        others = [column for column in columns if column != "id"]
        assignments = sql.SQL(", ").join(
            sql.SQL("{} = fresh.{}").format(sql.Identifier(column), sql.Identifier(column)) for column in others
        )
        cursor.execute(
            sql.SQL("update {} old set {} from {} fresh where old.id = fresh.id").format(
                _name(table), assignments, _name(fresh)
            )
        )
        cursor.execute(sql.SQL("drop table {}").format(_name(fresh)))


def blank(model: type[Model]) -> Model:
    """Return a row with a new id and the defaults of its columns, without asking each default for each row."""
    names, values = _blank(model)
    row = model.from_db("default", names, values)
    row.pk = ids.uuid7()
    return row


@lru_cache(maxsize=8)
def _blank(model: type[models.Model]) -> tuple[list[str], list[Any]]:
    fields = model._meta.concrete_fields
    values = [None if field.primary_key else field.get_default() for field in fields]
    return [field.attname for field in fields], values


def lock(model: type[models.Model], ids: Iterable[UUID]) -> dict[UUID, int]:
    """Lock rows in the order of their ids until the transaction ends; return the version of each."""
    statement = sql.SQL("select id, version from {} where id = any(%s) order by id for no key update").format(
        _name(model._meta.db_table)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(ids)])
        return dict(cursor.fetchall())


def check_references() -> None:
    """Have the database check the foreign keys now, so that a fault belongs to these rows and not to the commit."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


def _shape(model: type[models.Model]) -> tuple[str, list[str], list[str]]:
    fields = model._meta.concrete_fields
    return model._meta.db_table, [str(field.column) for field in fields], [field.attname for field in fields]


def _name(table: str) -> sql.Identifier:
    return sql.Identifier(table)


def _names(columns: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))
