"""The statements of the write path. They are composed once per kind; the ORM would compose them anew for each change
and take longer over that than the database over the work. Only the actions of this module call them."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

from django.db import connection
from django.db.models import Field
from django.db.models.fields.related import ForeignObjectRel

from ayo.common import clock, ids, jsons, sql
from ayo.common.actor import Actor
from ayo.common.jsons import Json
from ayo.registry import data, kinds
from ayo.registry.models.master import Master


def locked(kind: str, subject_id: object) -> Any:
    """Return the row with what its scope needs, locked until the transaction ends, or None.

    Writers of one subject queue here, which keeps the events of a subject in the order of their changes.
    """
    plan = _lock_plan(kind)
    found = sql.row(plan.sql, [str(subject_id)])
    if found is None:
        return None
    spec = kinds.SPECS[kind]
    row = spec.model.from_db(connection.alias, plan.names, found[: len(plan.names)])
    if plan.relation:
        other = found[len(plan.names) :]
        related = plan.related.from_db(connection.alias, plan.related_names, other) if other[0] is not None else None
        row._state.fields_cache[plan.relation] = related
    return row


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


class _Plan:
    """The statement that locks a row of a kind, and how to read its answer."""

    def __init__(self, kind: str) -> None:
        spec = kinds.SPECS[kind]
        own = spec.model._meta
        self.names = [field.attname for field in own.concrete_fields]
        self.relation = spec.related[0] if spec.related else ""
        columns, join = [f'own."{field.column}"' for field in own.concrete_fields], ""
        if self.relation:
            link: Any = own.get_field(self.relation)
            self.related: Any = link.related_model
            other: Any = self.related._meta
            self.related_names = [field.attname for field in other.concrete_fields]
            columns += [f'other."{field.column}"' for field in other.concrete_fields]
            on = (
                f'other."{link.field.column}" = own.id'
                if isinstance(link, ForeignObjectRel)
                else f'other.id = own."{link.column}"'
            )
            join = f'left join "{other.db_table}" other on {on}'
        self.sql = f'select {", ".join(columns)} from "{own.db_table}" own {join} where own.id = %s for update of own'  # noqa: S608


@lru_cache(maxsize=8)
def _lock_plan(kind: str) -> _Plan:
    return _Plan(kind)
