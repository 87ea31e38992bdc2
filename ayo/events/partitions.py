"""The log's partitions: what each holds, who still needs it, and taking old ones out of the log whole.

Partitions leave from the lowest on and never the newest that holds anything, so what is left has no gap.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import takewhile
from typing import Any

from django.db import OperationalError, connection, transaction
from psycopg import errors, sql

from ayo.events import queries
from ayo.events.data import Need, Partition
from ayo.events.errors import LogBusy
from ayo.events.models import Cursor, Parked

_ATTACHED = r"""
select part.relname, greatest(bound.low, 1), bound.high - 1, oldest.sequenced_at, newest.sequenced_at,
    pg_total_relation_size(part.oid)
from pg_inherits
join pg_class part on part.oid = inhrelid
cross join lateral (
    select numbers[1]::bigint as low, numbers[2]::bigint as high
    from regexp_match(pg_get_expr(part.relpartbound, part.oid), '(\d+)\D+(\d+)') as numbers
) as bound
left join lateral (
    select sequenced_at from events_log
    where position >= bound.low and position < bound.high order by position limit 1
) as oldest on true
left join lateral (
    select sequenced_at from events_log
    where position >= bound.low and position < bound.high order by position desc limit 1
) as newest on true
where inhparent = 'events_log'::regclass
order by bound.low
"""
_DETACHED = r"""
select relname from pg_class
where relname ~ '^events_log_\d+_detached$' and relkind = 'r' and not relispartition
    and relnamespace = 'public'::regnamespace
order by length(relname), relname
"""
_HELD = """
select oldest.position, newest.position, oldest.sequenced_at, newest.sequenced_at, pg_total_relation_size({literal})
from (select) as always
left join lateral (select position, sequenced_at from {table} order by position limit 1) as oldest on true
left join lateral (select position, sequenced_at from {table} order by position desc limit 1) as newest on true
"""


def partitions(needs: Iterable[Need]) -> list[Partition]:
    """Return the parts of the log, lowest first, before them those that were detached and not yet dropped.

    `needs` are those the log cannot know of; its own subscribers' cursors and parked events are always heeded.
    """
    return [_detached(name) for (name,) in _rows(_DETACHED)] + attached(needs)


def attached(needs: Iterable[Need]) -> list[Partition]:
    head, everybody = queries.head(), [*_own_needs(), *needs]
    return [
        Partition(
            name, first, last, first_at, last_at, size, last < head, False,
            tuple(sorted(need.name for need in everybody if need.after < last)),
        )
        for name, first, last, first_at, last_at, size in _rows(_ATTACHED)
    ]  # fmt: skip


def due(parts: Iterable[Partition], before: datetime) -> list[Partition]:
    """Return what may leave the log: from the lowest on, as long as nothing in it is young or needed."""
    return list(takewhile(lambda part: not part.why_kept(before), (part for part in parts if not part.is_detached)))


@transaction.atomic
def detach(*, before: datetime, needs: Callable[[], Iterable[Need]]) -> list[Partition]:
    """Take out of the log what is wholly older than a moment and needed by nobody; return the tables it is now.

    Raises LogBusy when somebody reads the log for long.
    """
    _stop_readers()
    return [_take_out(part) for part in due(attached(needs()), before)]


def _stop_readers() -> None:
    """Lock first, ask for needs afterwards: who looked where the log begins has said by then what it needs."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("lock table events_log in access exclusive mode")
    except OperationalError as error:
        if isinstance(error.__cause__, errors.LockNotAvailable | errors.QueryCanceled):
            raise LogBusy("Somebody reads the log for long, perhaps a backup; try again later.") from error
        raise


def _take_out(part: Partition) -> Partition:
    table, renamed = sql.Identifier(part.name), part.name.removesuffix("_detached") + "_detached"
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("alter table events_log detach partition {}").format(table))
        if renamed != part.name:  # It keeps that name when it was attached again.
            cursor.execute(sql.SQL("alter table {} rename to {}").format(table, sql.Identifier(renamed)))
    return _detached(renamed)


def _detached(name: str) -> Partition:
    asked = sql.SQL(_HELD).format(literal=sql.Literal(name), table=sql.Identifier(name))
    ((first, last, first_at, last_at, size),) = _rows(asked)
    return Partition(name, first or 0, last or 0, first_at, last_at, size, True, True, ())


def _own_needs() -> list[Need]:
    cursors = Cursor.objects.values_list("name", "position")
    parked = Parked.objects.order_by("subscriber", "position").distinct("subscriber")
    return [
        *(Need(name, position) for name, position in cursors),
        *(Need(f"{name}: parked", first - 1) for name, first in parked.values_list("subscriber", "position")),
    ]


def _rows(question: str | sql.Composed) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
