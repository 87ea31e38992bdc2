"""One bundled PostgreSQL for the whole run, in a folder of its own; people who are allowed to act."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase

_KEPT = ("django_migrations", "django_content_type")
_FILLED = """
select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> all(%s)
"""


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    from ayo.config import embedded

    if not os.environ.get("AYO_DATABASE_URL"):
        embedded.Cluster(Path(os.environ["AYO_HOME"]), {"fsync": "off", "full_page_writes": "off"}).start()


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput") or os.environ.get("AYO_DATABASE_URL"):
        return
    from ayo.config import embedded

    embedded.Cluster(Path(os.environ["AYO_HOME"])).stop()


@pytest.fixture
def cast(db: None) -> Iterator[object]:
    from tests import cast as people

    yield people.gather()


def _empty_tables(self: TransactionTestCase) -> None:
    """Empty what a committed test left behind; log and audit refuse that to everybody else."""
    with connection.cursor() as cursor:
        cursor.execute(_FILLED, [list(_KEPT)])
        tables = [row[0] for row in cursor.fetchall()]
        cursor.execute(" union all ".join(f"(select '{table}' from {table} limit 1)" for table in tables))
        filled = ", ".join(row[0] for row in cursor.fetchall())
        cursor.execute("set session_replication_role = replica")
        if filled:
            cursor.execute(f"truncate {filled} cascade")
        cursor.execute("insert into events_counter (id, position) values (1, 0)")
        cursor.execute("set session_replication_role = default")


TransactionTestCase._fixture_teardown = _empty_tables
