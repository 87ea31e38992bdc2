"""A log with a past: two whole partitions of long ago, of which only the edges are filled, and a head in the third."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from ayo.common import clock, ids
from ayo.common.actor import SYSTEM
from ayo.events.sequencer import PARTITION

AGES = (timedelta(days=400), timedelta(days=200), timedelta())
HEAD = 2 * PARTITION + 3
OLDEST, OLDER = "events_log_0", "events_log_1"

_PARTITION = "create table if not exists events_log_{0} partition of events_log for values from ({1}) to ({2})"
_EVENT = "insert into events_log values (%s, %s, 'test.bridge.opened', %s, '{}', %s, %s, %s)"
_DETACHED = "select relname from pg_class where relname ~ '^events_log_.*_detached$' and relkind = 'r'"


def fill() -> None:
    _make_partitions()
    filled = ((1, PARTITION - 1), (PARTITION, 2 * PARTITION - 1), range(2 * PARTITION, HEAD + 1))
    with connection.cursor() as cursor:
        for positions, age in zip(filled, AGES, strict=True):
            at = clock.now() - age
            for position in positions:
                cursor.execute(_EVENT, [position, made_at(at), f"bridge/{position}", SYSTEM.id, at, at])
        cursor.execute("update events_counter set position = %s", [HEAD])


def put_back() -> None:
    """After a test that committed: the next one finds the log as the migrations made it."""
    with connection.cursor() as cursor:
        cursor.execute(_DETACHED)
        for (name,) in cursor.fetchall():
            cursor.execute(f"drop table {name}")
    _make_partitions()


def made_at(at: datetime) -> UUID:
    """Return an identifier as it was made at that time."""
    return UUID(int=int(at.timestamp() * 1000) << 80 | ids.uuid7().int & (1 << 80) - 1)


def _make_partitions() -> None:
    with connection.cursor() as cursor:
        for number in range(len(AGES)):
            cursor.execute(_PARTITION.format(number, number * PARTITION, (number + 1) * PARTITION))
