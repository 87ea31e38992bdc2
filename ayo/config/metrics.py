"""`/metrics` for Prometheus: what the web processes count, and how far the log and its readers are.

Every question to the database costs the same in a small and in a large city: queues are counted to a ceiling.
"""

import hmac
import ipaddress
import os
import time
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from ayo.exchange.data import WAITING
from ayo.ui.guard import declared

CEILING = 10_000
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

REQUESTS = Counter("ayo_requests", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram(
    "ayo_request_seconds", "Time to answer", ["method", "route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0),
)  # fmt: skip

QUEUES = {
    "ayo_outbox_depth": ("Events announced and not yet in the log", "events_outbox"),
    "ayo_notices_waiting": ("Notices waiting to leave the house", "notices_sending where state = 'WAITING'"),
    "ayo_audit_backlog": ("Audit entries waiting for their place in the chain", "audit_inbox"),
}
LAGS = """
select cursors.name, greatest(counters.position - cursors.position, 0)
from events_cursor cursors cross join events_counter counters
"""
PARKED = """
select app.slug, count(waiting.id)
from exchange_app app left join (
    select id, app_id from exchange_parked where state = any(%s) limit %s
) waiting on waiting.app_id = app.id
group by app.slug
"""


class MetricsMiddleware:
    """Count and time each request under its route; a path would make a series of every person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self.get_response(request)
        method = str(request.method) if request.method in METHODS else "OTHER"
        route = request.resolver_match.route if request.resolver_match else "none"
        REQUESTS.labels(method, route, str(response.status_code)).inc()
        SECONDS.labels(method, route).observe(time.perf_counter() - began)
        return response


class HouseCollector(Collector):
    """Ask the database about the log, its readers and the queues."""

    def collect(self) -> Iterator[Metric]:
        reachable = GaugeMetricFamily("ayo_database_up", "1 when the database answers")
        try:
            found = list(_gauges())
        except DatabaseError:
            found = []
            reachable.add_metric([], 0)
        else:
            reachable.add_metric([], 1)
        yield reachable
        yield from found


@declared("this machine, or who has the token")
def show(request: HttpRequest) -> HttpResponse:
    if not _may_see(request):
        return HttpResponse("metrics are for this machine, or for who has the token\n", "text/plain", 403)
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry = REGISTRY
    house = CollectorRegistry()
    house.register(HouseCollector())
    return HttpResponse(generate_latest(registry) + generate_latest(house), content_type=CONTENT_TYPE_LATEST)


def _may_see(request: HttpRequest) -> bool:
    """A token opens from anywhere; without one only this machine itself may look, never somebody behind a proxy."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.AYO_METRICS_TOKEN and hmac.compare_digest(given.encode(), settings.AYO_METRICS_TOKEN.encode()):
        return True
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    try:
        return not forwarded and ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _gauges() -> Iterator[Metric]:
    with connection.cursor() as cursor:
        for name, (text, table) in QUEUES.items():
            cursor.execute(f"select count(*) from (select 1 from {table} limit %s) waiting", [CEILING])  # noqa: S608
            yield GaugeMetricFamily(name, f"{text}, counted to {CEILING}", value=cursor.fetchone()[0])
        cursor.execute("select position from events_counter")
        yield GaugeMetricFamily("ayo_log_head", "Position of the newest event", value=cursor.fetchone()[0])
        lag = GaugeMetricFamily("ayo_cursor_lag", "Events a reader of the log is behind", labels=["cursor"])
        cursor.execute(LAGS)
        for reader, behind in cursor.fetchall():
            lag.add_metric([reader], behind)
        yield lag
        shut = GaugeMetricFamily(
            "ayo_notices_carrier_open", "1 while the circuit to a carrier is open: nothing goes but a probe",
            labels=["carrier"],
        )  # fmt: skip
        cursor.execute("select carrier, (opened_at is not null)::int from notices_carrier")
        for carrier, is_open in cursor.fetchall():
            shut.add_metric([carrier], is_open)
        yield shut
        parked = GaugeMetricFamily("ayo_parked", f"Parked events per application, to {CEILING} in all", labels=["app"])
        cursor.execute(PARKED, [[state.value for state in WAITING], CEILING])
        for slug, count in cursor.fetchall():
            parked.add_metric([slug], count)
        yield parked
