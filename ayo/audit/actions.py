"""Recording. The entry is a row in the transaction of its act."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from ayo.audit.data import Entry
from ayo.common import clock, ids, jsons, sql
from ayo.common.actor import Actor

_NAMES = [field.name for field in fields(Entry)]
_COLUMNS = ", ".join(f'"{field.name}"' for field in fields(Entry))
_INSERT = f"insert into audit_inbox ({_COLUMNS}) values ({', '.join(['%s'] * len(fields(Entry)))})"  # noqa: S608
_COPY = f"copy audit_inbox ({_COLUMNS}) from stdin"


def entry(
    act: str,
    *,
    actor: Actor,
    subject_kind: str,
    subject_id: object,
    label: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    purpose: str = "",
) -> Entry:
    """Build an entry: `before` and `after` hold only the fields that the act touched; their values become digests."""
    return Entry(
        entry_id=ids.uuid7(),
        at=clock.now(),
        act=act,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_label=actor.label[:200],
        on_behalf_of=actor.on_behalf_of,
        app_id=actor.app_id,
        purpose=(purpose or actor.purpose)[:300],
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        label=label[:200],
        fields=tuple(sorted({*(before or {}), *(after or {})})),
        before_digest=_digest(before),
        after_digest=_digest(after),
    )


def record(
    act: str,
    *,
    actor: Actor,
    subject_kind: str,
    subject_id: object,
    label: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    purpose: str = "",
) -> UUID:
    """Write down an act in the present transaction and return the entry's id."""
    made = entry(
        act,
        actor=actor,
        subject_kind=subject_kind,
        subject_id=subject_id,
        label=label,
        before=before,
        after=after,
        purpose=purpose,
    )
    sql.run(_INSERT, _row(made))
    return made.entry_id


def record_many(entries: Iterable[Entry]) -> None:
    """Write down many acts with one COPY."""
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for made in entries:
            copy.write_row(_row(made))


def _row(made: Entry) -> list[Any]:
    values = [getattr(made, name) for name in _NAMES]
    return [list(value) if isinstance(value, tuple) else value for value in values]


def _digest(values: Mapping[str, Any] | None) -> str:
    """Return a keyed digest, since a bare hash of a phone number could be found by trying them all."""
    if not values:
        return ""
    return hmac.new(_key(), jsons.canonical(dict(values)), hashlib.sha256).hexdigest()


@cache
def _key() -> bytes:
    return hashlib.sha256(b"ayo.audit.digest:" + settings.SECRET_KEY.encode()).digest()
