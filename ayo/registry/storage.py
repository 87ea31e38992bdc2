"""The statements of the write path. They are composed once per kind; the ORM would compose them anew for each change
and take longer over that than the database over the work. Only the actions of this module call them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.db import connection
from django.db.models import Field

from ayo.common import clock, ids, jsons, sql
from ayo.common.actor import Actor
from ayo.common.jsons import Json
from ayo.registry import data, kinds
from ayo.registry.models.master import Master


def store(kind: str, row: Master, fields: Iterable[str]) -> None:
    """Write the columns of some fields of a locked row, with its new version and time."""
    columns = [column for name in fields for column in columns_of(kind, name)]
    names = [*columns, "version", "updated_at"]
    values = [_field(row, name).get_db_prep_save(_value(row, name), connection) for name in names]
    assignments = ", ".join(f'"{_field(row, name).column}" = %s' for name in names)
    sql.run(f'update "{row._meta.db_table}" set {assignments} where id = %s', [*values, row.pk])  # noqa: S608


def say(
    kind: str,
    row: Master,
    values: Mapping[str, Json],
    *,
    source: str,
    valid_from: date,
    actor: Actor,
    act: str,
    event_id: UUID | None,
) -> None:
    """Add to the history of a record what a source says of it."""
    table = kinds.SPECS[kind].assertion._meta.db_table
    now = clock.now()
    said = jsons.canonical(dict(values)).decode()
    facts: list[Any] = [
        ids.uuid7(),
        now,
        row.pk,
        said,
        source,
        valid_from,
        now,
        actor.id,
        actor.label,
        actor.app_id,
        act,
        event_id,
    ]
    sql.run(_SAY.format(table=table), facts)


_SAY = """
insert into {table} (id, created_at, subject_id, "values", source, valid_from, recorded_at, actor_id, actor_label,
                     app_id, act, event_id)
values (%s, %s, %s, %s::jsonb, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def columns_of(kind: str, field: str) -> tuple[str, ...]:
    """Return the model fields that hold one field of the record."""
    if field in {"domicile", "address"}:
        return data.ADDRESS_FIELDS
    if kind == data.Kind.PERSON and field == "name":
        return ("name", "search_name")
    return (field.removesuffix("_id"),) if field.endswith("_id") else (field,)


def _value(row: Master, name: str) -> Any:
    return getattr(row, _field(row, name).attname)


def _field(row: Master, name: str) -> "Field[Any, Any]":
    return cast("Field[Any, Any]", row._meta.get_field(name))
