"""What takes long to arrange is arranged once by each worker; every test after it finds the same rows put back.

The rows are made by the house's own actions. Only what they added is kept: an arrangement that changed or removed what
was there before is refused.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection, transaction

T = TypeVar("T")
_TABLES = """
select c.relname, string_agg(quote_ident(a.attname), ', ' order by a.attnum)
from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
    and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
group by c.relname
"""


@dataclass(frozen=True)
class Kept(Generic[T]):
    """What an arrangement returned, and its rows as PostgreSQL writes them out, by table and columns."""

    made: T
    rows: dict[str, bytes]

    def put_back(self) -> T:
        """Bring the rows back as they are: keys and triggers judged them when they were made."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set local session_replication_role = replica")
            for table, rows in self.rows.items():
                with cursor.copy(f"copy {table} from stdin") as copy:
                    copy.write(rows)
            cursor.execute("set local session_replication_role = default")
        return self.made


def keep(arrange: Callable[[], T], *, on: tuple[Kept[Any], ...] = ()) -> Kept[T]:
    """Arrange on a database with nothing in it but what is named, keep what was added, and take all of it back."""
    with transaction.atomic():
        for below in on:
            below.put_back()
        before = _lines()
        made = arrange()
        after = _lines()
        transaction.set_rollback(True)

    changed = [table for table, lines in before.items() if not lines.keys() <= after[table].keys()]
    assert not changed, f"more than added to: {changed}"
    added = {table: [line for line in lines if line not in before[table]] for table, lines in after.items()}
    return Kept(made, {table: b"".join(lines) for table, lines in added.items() if lines})


def _lines() -> dict[str, dict[bytes, None]]:
    """Return every row there is, a line for each in the order in which they were written."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        columns = dict(cursor.fetchall())
        found = {}
        for table, names in columns.items():
            with cursor.copy(f"copy (select {names} from {table}) to stdout") as copy:
                found[f"{table} ({names})"] = dict.fromkeys(b"".join(copy).splitlines(keepends=True))
    return found
