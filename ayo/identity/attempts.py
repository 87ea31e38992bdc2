"""How often somebody may guess, told by all processes together. Nothing here shuts an account: a brake grows to minutes
and is gone within the hour, and it is kept per account and network, so failing in somebody's name elsewhere costs them
nothing.

A browser that has signed in before carries a signed mark and is counted by itself: even a crowd behind the same address
cannot stand in its way. Only failures write; a page that asks for no secret asks nothing here.
"""

import ipaddress
import math
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from ayo.common import clock, sql
from ayo.identity.guards import actions
from ayo.identity.models import Account

FORGIVEN_AFTER = timedelta(hours=1)
DEVICE_COOKIE = "ayo_device"
MARKED_AT_MOST = 8
_YEAR = 365 * 24 * 3600
_SALT = "ayo.identity.device"
_STANDING = "select key, failures, last_at from identity_brake where key = any(%s) and last_at > %s"


class Door(StrEnum):
    """What is being tried; each has brakes of its own."""

    PASSWORD = "PASSWORD"  # noqa: S105  a door, not a key
    CODE = "CODE"
    SECOND_STEP = "SECOND_STEP"
    LETTER = "LETTER"


@dataclass(frozen=True, slots=True)
class Budget:
    """So many failures are free, each one more doubles the wait from two seconds on, up to the longest."""

    free: int
    longest: float

    def wait(self, failures: int) -> float:
        over = failures - self.free + 1
        return min(2.0 ** min(over, 20), self.longest) if over > 0 else 0.0


OWN = Budget(5, 300.0)
NETWORK = Budget(40, 60.0)
# Six figures are few: guesses from everywhere are counted together there.
EVERYWHERE = Budget(20, 120.0)
# A page for everybody, where there is nothing to guess: what is held back is only a machine that never stops.
CROWD = Budget(60, 60.0)
_FEW_ANSWERS = (Door.SECOND_STEP, Door.CODE)


def seconds_to_wait(request: HttpRequest, door: Door, who: str) -> int:
    """Return 0 when a try is allowed, else the seconds until the next one; `who` is `whose(...)` or a login."""
    places = _places(request, door, who)
    now = clock.now()
    rows = sql.rows(_STANDING, [list(places), now - FORGIVEN_AFTER])
    return max((_left(places[key], failures, last_at, now) for key, failures, last_at in rows), default=0)


def failed(request: HttpRequest, door: Door, who: str) -> None:
    actions.count_failure(keys=_places(request, door, who), forgiven_after=FORGIVEN_AFTER)


def letters_wait(request: HttpRequest) -> int:
    """Return the seconds until somebody without an account may look up another letter; mostly 0."""
    return seconds_to_wait(request, Door.LETTER, "")


def count_letter(request: HttpRequest) -> None:
    """Count a letter that was looked up in vain, or a file that was sent to be judged."""
    failed(request, Door.LETTER, "")


def succeeded(request: HttpRequest, door: Door, who: str) -> None:
    """Forget the failures of this account here; those of the network stay, or any account would wash it clean."""
    actions.forget_failures(keys=[key for key, budget in _places(request, door, who).items() if budget is not NETWORK])


def said(seconds: int) -> str:
    """Tell people how long to wait."""
    if seconds >= 120:
        minutes = math.ceil(seconds / 60)
        return ngettext("Coba lagi dalam %(num)s menit.", "Coba lagi dalam %(num)s menit.", minutes) % {"num": minutes}
    return ngettext("Coba lagi dalam %(num)s detik.", "Coba lagi dalam %(num)s detik.", seconds) % {"num": seconds}


def whose(account: Account | None, login: str) -> str:
    """Name whom a try is about: the account, whatever it is called, or what was written when there is none."""
    return account.pk.hex if account is not None else login.strip().casefold()[:200]


def mark(request: HttpRequest, response: HttpResponseBase, account_id: UUID) -> None:
    """Remember in this browser that it has signed in to this account, all steps done."""
    device, known = _device(request)
    others = [one for one in known if one != account_id.hex]
    response.set_cookie(
        DEVICE_COOKIE,
        signing.dumps([device or secrets.token_hex(8), account_id.hex, *others[: MARKED_AT_MOST - 1]], salt=_SALT),
        max_age=_YEAR,
        httponly=True,
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )


def is_known(request: HttpRequest, account_id: UUID) -> bool:
    """Tell whether this browser has signed in to this account before."""
    return account_id.hex in _device(request)[1]


def place_of(request: HttpRequest, who: str) -> str:
    """Name from where somebody asks about an account: their own browser if it is known, else the network."""
    device, known = _device(request)
    return f"device|{device}|{who}" if who in known else f"network|{network_of(request)}|{who}"


def _places(request: HttpRequest, door: Door, who: str) -> dict[str, Budget]:
    if door is Door.LETTER:
        return {_key(door, "network", network_of(request)): CROWD}
    device, known = _device(request)
    if who in known:
        return {_key(door, "device", device, who): OWN}
    network = network_of(request)
    places = {_key(door, "network", network, who): OWN, _key(door, "network", network): NETWORK}
    return {**places, _key(door, who): EVERYWHERE} if door in _FEW_ANSWERS else places


def _key(*parts: str) -> str:
    return salted_hmac("ayo.identity.brake", "|".join(parts), algorithm="sha256").hexdigest()


def _left(budget: Budget, failures: int, last_at: datetime, now: datetime) -> int:
    return max(0, math.ceil(budget.wait(failures) - (now - last_at).total_seconds()))


def _device(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        found = signing.loads(request.COOKIES.get(DEVICE_COOKIE, ""), salt=_SALT, max_age=_YEAR)
    except signing.BadSignature:
        return "", []
    return (found[0], found[1:]) if isinstance(found, list) and found else ("", [])


def network_of(request: HttpRequest) -> str:
    """Return who is on the line; of IPv6 the part that a household is given, for it has more addresses than grains."""
    address = _address(request)
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network(f"{parsed}/64", strict=False))


def _address(request: HttpRequest) -> str:
    """Behind the house's own proxy that is the last address the proxy wrote down."""
    if settings.USE_X_FORWARDED_HOST:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
