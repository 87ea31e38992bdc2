"""Loading tables at the speed of the disk: indexes and foreign keys are set aside and built once at the end.

All in the caller's transaction: either everything is there afterwards, or nothing happened.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import NamedTuple, TypeVar

from django.db import connection

Item = TypeVar("Item")
_END = object()
NULL = "\\N"

_CONSTRAINTS = """
select conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid), contype
from pg_constraint where conrelid = any(%s::regclass[]) and contype in ('f', 'u')
order by contype desc, conrelid, conname
"""
_INDEXES = """
select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index
where indrelid = any(%s::regclass[]) and not indisprimary
  and not exists (select 1 from pg_constraint where conindid = indexrelid)
order by 1
"""
_ALONE = "select pg_advisory_xact_lock(hashtext('ayo.demo.load'))"
_SETTINGS = (
    "set local statement_timeout = 0",
    "set local idle_in_transaction_session_timeout = 0",
    "set local lock_timeout = '30s'",
    "set local maintenance_work_mem = '512MB'",
    "set local work_mem = '128MB'",
)


def prepare() -> None:
    """Make this transaction the only loader, and patient."""
    with connection.cursor() as cursor:
        for setting in _SETTINGS:
            cursor.execute(setting)
        cursor.execute(_ALONE)


@contextmanager
def without_indexes(tables: Sequence[str]) -> Iterator[None]:
    """Take indexes and foreign keys off the tables and put the same ones back afterwards."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(_CONSTRAINTS, [list(tables)])
        constraints = cursor.fetchall()
        cursor.execute(_INDEXES, [list(tables)])
        indexes = cursor.fetchall()
        for table, name, _, _ in sorted(constraints, key=lambda one: one[3]):
            cursor.execute(f"alter table {table} drop constraint {name}")
        for name, _ in indexes:
            cursor.execute(f"drop index {name}")

    yield

    with connection.cursor() as cursor:
        for _, definition in indexes:
            cursor.execute(definition)
        for table, name, definition, _ in constraints:
            cursor.execute(f"alter table {table} add constraint {name} {definition}")
        cursor.execute(f"analyze {', '.join(tables)}")


class Load(NamedTuple):
    """Lines for one table, ready to be sent."""

    copy: str
    text: str

    def send(self) -> None:
        with connection.cursor() as cursor, cursor.copy(self.copy) as copy:
            copy.write(self.text)


class Sheet:
    """Gathers lines for one table, in the text form of COPY."""

    def __init__(self, table: str, columns: Sequence[str]) -> None:
        self._copy = f"copy {table} ({', '.join(columns)}) from stdin"
        self._tabs = len(columns) - 1
        self.lines: list[str] = []

    def take(self) -> Load:
        """Return what has gathered, and begin anew. Raises ValueError for a text that would need escaping."""
        lines, self.lines = self.lines, []
        text = "".join(lines)
        if text.count("\t") != self._tabs * len(lines) or text.count("\n") != len(lines):
            raise ValueError("a text contains a tab or a line break")
        if text.count("\\") != text.count(NULL):
            raise ValueError("a text contains a backslash")
        return Load(self._copy, text)


def line(values: Iterable[str | None]) -> str:
    return "\t".join([NULL if value is None else value for value in values]) + "\n"


def ahead(items: Iterator[Item]) -> Iterator[Item]:
    """Yield the items while a thread makes the next one, so that Python and the database work at the same time."""
    with ThreadPoolExecutor(1, thread_name_prefix="demo") as pool:
        coming = pool.submit(next, items, _END)
        while (item := coming.result()) is not _END:
            coming = pool.submit(next, items, _END)
            yield item  # type: ignore[misc]
