"""Ready means that an input would be kept, ordered, delivered and sealed."""

import pytest
from django.db import OperationalError, connection
from django.test import Client

from ayo.config import health


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


def beat(seconds_ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into events_heartbeat (name, at) values ('relay', clock_timestamp() - make_interval(secs => %s))"
            " on conflict (name) do update set at = excluded.at",
            [seconds_ago],
        )


def test_a_process_is_live_without_a_database(visitor):
    assert visitor.get("/health/live").json() == {"live": True}


def test_all_is_ready_while_the_relay_beats(visitor, db):
    beat(seconds_ago=1)

    answer = visitor.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "checks": {"database": True, "relay": True, "keys": True}}
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_silent_or_unknown_relay_is_not_ready(visitor, db):
    assert visitor.get("/health/ready").json()["checks"]["relay"] is False

    beat(seconds_ago=60)
    answer = visitor.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["checks"] == {"database": True, "relay": False, "keys": True}


class Away:
    """A connection to a database that is not there."""

    def cursor(self) -> None:
        raise OperationalError("connection refused")


def test_a_database_that_does_not_answer_is_not_ready(visitor, monkeypatch):
    monkeypatch.setattr(health, "connection", Away())

    answer = visitor.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["checks"] == {"database": False, "relay": False, "keys": True}


def test_an_empty_key_or_a_lost_folder_is_not_ready(settings, tmp_path, monkeypatch):
    settings.AYO_HOME = tmp_path
    monkeypatch.delenv("AYO_SECRET_KEY")
    assert not health.keys_open()

    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "secret").touch()
    assert not health.keys_open()

    (tmp_path / "keys" / "secret").write_text("a key", encoding="ascii")
    assert health.keys_open()
