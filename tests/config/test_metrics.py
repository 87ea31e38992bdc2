"""What Prometheus reads, who may read it, and what it costs the database."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from ayo.config import metrics

METRICS = "/metrics"


def values(text: str) -> dict[str, float]:
    lines = [line.rpartition(" ") for line in text.splitlines() if line and not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


def announce(count: int) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into events_outbox (event_id, type, subject, data, actor_id) values (%s, 't', 's', '{}', %s)",
            [(uuid4(), uuid4()) for _ in range(count)],
        )


@pytest.mark.django_db
def test_queues_log_and_readers_are_told(client: Client):
    announce(3)
    with connection.cursor() as cursor:
        cursor.execute("update events_counter set position = 40")
        cursor.execute("insert into events_cursor (name, position) values ('insight', 25)")

    told = values(client.get(METRICS).content.decode())

    assert told["ayo_database_up"] == 1
    assert told["ayo_outbox_depth"] == 3
    assert told["ayo_audit_backlog"] == 0
    assert told["ayo_log_head"] == 40
    assert told['ayo_cursor_lag{cursor="insight"}'] == 15


@pytest.mark.django_db
def test_a_long_queue_costs_no_more_than_the_ceiling(client: Client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(metrics, "CEILING", 5)
    announce(9)

    with django_assert_num_queries(7):
        told = values(client.get(METRICS).content.decode())

    assert told["ayo_outbox_depth"] == 5


@pytest.mark.django_db
def test_requests_are_counted_under_their_route_and_never_under_a_path(client: Client):
    client.get("/health/live")
    client.get("/no/such/page/3671015203900001")

    text = client.get(METRICS).content.decode()

    assert values(text)['ayo_requests_total{method="GET",route="health/live",status="200"}'] >= 1
    assert 'route="none",status="404"' in text
    assert "3671015203900001" not in text


def test_a_database_that_is_away_is_a_number_and_not_an_error(client: Client, monkeypatch):
    def refuse() -> None:
        from django.db import OperationalError

        raise OperationalError("connection refused")

    monkeypatch.setattr(metrics, "_gauges", refuse)

    told = values(client.get(METRICS).content.decode())

    assert told["ayo_database_up"] == 0
    assert "ayo_outbox_depth" not in told


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "10.0.0.7"}, 403),
        ({"REMOTE_ADDR": ""}, 403),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, 403),
        ({"REMOTE_ADDR": "10.0.0.7", "HTTP_AUTHORIZATION": "Bearer open sesame"}, 200),
        ({"REMOTE_ADDR": "10.0.0.7", "HTTP_AUTHORIZATION": "Bearer guess"}, 403),
    ],
)
@pytest.mark.django_db
def test_only_this_machine_and_the_token_open_it(client: Client, settings, given, status):
    settings.AYO_METRICS_TOKEN = "open sesame"

    assert client.get(METRICS, **given).status_code == status


@pytest.mark.django_db
def test_without_a_token_an_empty_one_opens_nothing(client: Client, settings):
    settings.AYO_METRICS_TOKEN = ""

    assert client.get(METRICS, REMOTE_ADDR="10.0.0.7", HTTP_AUTHORIZATION="Bearer ").status_code == 403
