"""One bundled PostgreSQL for the whole run, in a folder of its own; people who are allowed to act."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase
from pytest_django.plugin import DjangoDbBlocker

from tests import cast as everybody
from tests.kept import Kept, keep
from tests.thrift import Thrift, thrifty

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


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that no worker is alone with one of them in the end."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput") or os.environ.get("AYO_DATABASE_URL"):
        return
    from ayo.config import embedded

    embedded.Cluster(Path(os.environ["AYO_HOME"])).stop()


@pytest.fixture(scope="session", autouse=True)
def thrift(django_test_environment: None) -> Iterator[Thrift]:
    with thrifty() as ways:
        yield ways


@pytest.fixture(autouse=True)
def _keys_from_the_first(thrift: Thrift) -> None:
    thrift.keys.given = 0


@pytest.fixture(autouse=True)
def _nothing_remembered(django_test_environment: None) -> None:
    """What a process remembers for a moment is not known to the next test, whose people have the same ids."""
    from ayo.portal import holdings, receipts
    from ayo.services import versions
    from ayo.services.queries import satisfaction

    for memory in (holdings, receipts, versions, satisfaction):
        memory.forget()


@pytest.fixture
def dear_passwords(thrift: Thrift) -> Iterator[None]:
    """Passwords are kept by the numbers the house keeps them by, which takes its time."""
    with pytest.MonkeyPatch.context() as patch:
        thrift.spare_no_password(patch)
        yield


@pytest.fixture(scope="session")
def people(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Kept[everybody.Cast]:
    """Everybody, gathered once by each worker."""
    with django_db_blocker.unblock():
        return keep(everybody.gather)


@pytest.fixture
def cast(db: None, people: Kept[everybody.Cast]) -> everybody.Cast:
    return people.put_back()


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
