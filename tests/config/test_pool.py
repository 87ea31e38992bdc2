"""The pool of the web processes: a connection that died is not handed out, and a living one is not asked."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connections
from psycopg_pool import ConnectionPool

from ayo.config.database.base import DatabaseWrapper, still_there

ALIAS = "pooled"


@pytest.fixture
def pool(transactional_db: None) -> Iterator["ConnectionPool[psycopg.Connection[Any]]"]:
    settings = connections["default"].settings_dict
    options = {**settings["OPTIONS"], "pool": {"min_size": 1, "max_size": 2, "timeout": 10}}
    wrapper = DatabaseWrapper({**settings, "OPTIONS": options, "CONN_MAX_AGE": 0}, ALIAS)
    made = wrapper.pool
    assert made is not None
    made.open(wait=True)
    yield made
    wrapper.close_pool()


def test_a_connection_that_the_server_ended_is_not_handed_out(pool: "ConnectionPool[Any]") -> None:
    with pool.connection() as first:
        dead = first.info.backend_pid
    with psycopg.connect(**_where(pool)) as other:
        other.execute("select pg_terminate_backend(%s, 5000)", [dead])
    with pool.connection() as second:
        assert second.execute("select pg_backend_pid()").fetchone() != (dead,)
    assert pool.get_stats()["connections_lost"] == 1


def test_a_living_connection_is_handed_out_without_a_word_to_the_server(
    pool: "ConnectionPool[Any]", monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_: Any, **__: Any) -> None:
        raise AssertionError("the server was asked")

    with pool.connection() as connection:
        monkeypatch.setattr(psycopg.Connection, "execute", asked)
        still_there(connection)


def test_a_notice_that_waits_does_not_cost_the_connection(pool: "ConnectionPool[Any]") -> None:
    with pool.connection() as first:
        first.execute("listen house")
        pid = first.info.backend_pid
    with psycopg.connect(**_where(pool), autocommit=True) as other:
        other.execute("notify house")
    with pool.connection() as second:
        assert second.info.backend_pid == pid


def _where(pool: "ConnectionPool[Any]") -> dict[str, Any]:
    names = {"host", "port", "user", "password", "dbname"}
    return {name: value for name, value in dict(pool.kwargs).items() if name in names}
