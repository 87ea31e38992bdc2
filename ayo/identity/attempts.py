"""How often somebody may guess a password. Counted per login and place it is tried from, never per login alone:
nobody can lock out another person by failing in their name.

A browser that has signed in before carries a signed mark and is counted by itself, so that even a crowd behind the
same address cannot stand in its way. Counts live in the process: they are a brake, not a record.
"""

import math
import threading
import time
from collections import OrderedDict

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

FREE = 5
LONGEST = 300.0
KEPT = 20_000
DEVICE_COOKIE = "ayo_device"
_YEAR = 365 * 24 * 3600
_SALT = "ayo.identity.device"

_failed: OrderedDict[str, tuple[int, float]] = OrderedDict()
_lock = threading.Lock()


def seconds_to_wait(request: HttpRequest, login: str) -> int:
    """Return 0 when a try is allowed, else the seconds until the next one."""
    with _lock:
        count, last = _failed.get(_place(request, login), (0, 0.0))
    if count < FREE:
        return 0
    left = last + min(2.0 ** (count - FREE + 1), LONGEST) - time.monotonic()
    return max(0, math.ceil(left))


def failed(request: HttpRequest, login: str) -> None:
    place = _place(request, login)
    with _lock:
        count, _last = _failed.pop(place, (0, 0.0))
        _failed[place] = (count + 1, time.monotonic())
        while len(_failed) > KEPT:
            _failed.popitem(last=False)


def succeeded(request: HttpRequest, response: HttpResponse, login: str) -> None:
    """Forget the failures and mark the browser as one that knows the password."""
    with _lock:
        _failed.pop(_place(request, login), None)
    response.set_cookie(
        DEVICE_COOKIE,
        signing.dumps(_name(login), salt=_SALT),
        max_age=_YEAR,
        httponly=True,
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
        path=settings.LOGIN_URL,
    )


def forget() -> None:
    with _lock:
        _failed.clear()


def _place(request: HttpRequest, login: str) -> str:
    name = _name(login)
    try:
        marked = signing.loads(request.COOKIES.get(DEVICE_COOKIE, ""), salt=_SALT, max_age=_YEAR)
    except signing.BadSignature:
        marked = None
    return f"known|{name}" if marked == name else f"{_address(request)}|{name}"


def _name(login: str) -> str:
    return login.strip().lower()[:200]


def _address(request: HttpRequest) -> str:
    """Return who is on the line; behind the house's own proxy that is the last address the proxy wrote down."""
    if settings.USE_X_FORWARDED_HOST:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
