"""Records of a table out of a fixed statement: what the ORM makes of a row, without composing the query anew."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model

M = TypeVar("M", bound=Model)


@lru_cache(maxsize=64)
def columns(table: type[Model], alias: str) -> str:
    """Return the columns of a table under its alias in the statement, in the order `built` reads them.

    No column may need to be read by its field (JSON, say): this is for tables of plain values. Raises TypeError.
    """
    strange = [field.name for field in table._meta.concrete_fields if hasattr(field, "from_db_value")]
    if strange:
        raise TypeError(f"{table.__name__}: {', '.join(strange)} cannot be read as a plain value")
    return ", ".join(f'{alias}."{field.column}"' for field in table._meta.concrete_fields)


def width(table: type[Model]) -> int:
    return len(table._meta.concrete_fields)


def built(table: type[M], values: Sequence[Any]) -> M:
    """Return the record of a row whose values stand in the order of `columns`."""
    return table.from_db(DEFAULT_DB_ALIAS, _names(table), values)


@lru_cache(maxsize=64)
def _names(table: type[Model]) -> list[str]:
    return [field.attname for field in table._meta.concrete_fields]
