"""`/health/live` and `/health/ready`: is this process alive, and can the house do its work.

The answers name what is unusable and nothing else: they are open to everybody.
"""

import os
from collections.abc import Callable

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from ayo.ui.guard import open_to_all

RELAY = "relay"
PULSE_SECONDS = 15


@open_to_all("a balancer asks; it tells of nobody")
def live(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"live": True})


@open_to_all("a balancer asks; it names what is unusable and nothing else")
def ready(request: HttpRequest) -> HttpResponse:
    checks = {name: is_usable() for name, is_usable in CHECKS.items()}
    answer = JsonResponse({"ready": all(checks.values()), "checks": checks})
    answer.status_code = 200 if all(checks.values()) else 503
    answer.headers["Cache-Control"] = "no-store"
    return answer


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
            return bool(cursor.fetchone() == (1,))
    except Error:
        return False


def relay_beats() -> bool:
    """Tell whether the relay said lately that it works; an input would be kept without it, but reach nobody."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "select at > clock_timestamp() - make_interval(secs => %s) from events_heartbeat where name = %s",
                [PULSE_SECONDS, RELAY],
            )
            return bool(cursor.fetchone() == (True,))
    except Error:
        return False


def keys_open() -> bool:
    """Tell whether the installation's own keys can be read: without them no session, seal or signature holds."""
    if not settings.SECRET_KEY:
        return False
    folder = settings.AYO_HOME / "keys"
    if not folder.exists():
        return bool(os.environ.get("AYO_SECRET_KEY"))
    try:
        return all(path.stat().st_size and os.access(path, os.R_OK) for path in folder.iterdir())
    except OSError:
        return False


CHECKS: dict[str, Callable[[], bool]] = {"database": database_answers, "relay": relay_beats, "keys": keys_open}
