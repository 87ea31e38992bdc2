"""One record by its id: a statement composed once per kind, and prepared. The ORM would compose it anew each time and
take longer over that than the database over the answer. Whoever asks has judged who may see it."""

from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models.fields.related import ForeignObjectRel

from ayo.common import sql
from ayo.registry import kinds


def read(kind: str, subject_id: object) -> Any:
    """Return the row with what its scope needs, or None."""
    return _row(kind, subject_id, "")


def locked(kind: str, subject_id: object) -> Any:
    """Return the same, locked until the transaction ends.

    Writers of one subject queue here, which keeps the events of a subject in the order of their changes.
    """
    return _row(kind, subject_id, " for update of own")


def _row(kind: str, subject_id: object, how: str) -> Any:
    plan = _plan(kind)
    found = sql.row(plan.sql + how, [str(subject_id)])
    if found is None:
        return None
    spec = kinds.SPECS[kind]
    row = spec.model.from_db(connection.alias, plan.names, found[: len(plan.names)])
    if plan.relation:
        other = found[len(plan.names) :]
        related = plan.related.from_db(connection.alias, plan.related_names, other) if other[0] is not None else None
        row._state.fields_cache[plan.relation] = related
    return row


class _Plan:
    """The statement that reads a row of a kind, and how to read its answer."""

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
        self.sql = f'select {", ".join(columns)} from "{own.db_table}" own {join} where own.id = %s'  # noqa: S608


@lru_cache(maxsize=8)
def _plan(kind: str) -> _Plan:
    return _Plan(kind)
