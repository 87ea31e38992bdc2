"""Asking a service whether a password was breached, without saying which: five signs of its digest leave the house.

Off unless AYO_BREACHED_URL names one. A service that is slow, down or talks nonsense holds nobody up.
"""

import hashlib
import logging
import time
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from pyreqwest.client import SyncClient, SyncClientBuilder
from pyreqwest.exceptions import RequestError, RequestTimeoutError

logger = logging.getLogger(__name__)
PATIENCE = timedelta(seconds=2)
LONGEST_ANSWER = 256 * 1024
REST = 60.0
"""After a failure nobody waits for the service again for so many seconds."""

_resting_until = 0.0


def is_known(password: str) -> bool:
    """Tell whether the service knows this password; without a service, or without its answer, it is not known."""
    if not settings.AYO_BREACHED_URL or time.monotonic() < _resting_until:
        return False
    digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
    return digest[5:] in _suffixes(digest[:5])


def wake() -> None:
    """Ask the service again although it failed just now."""
    global _resting_until
    _resting_until = 0.0


def _suffixes(prefix: str) -> set[str]:
    request = _client().get(f"{settings.AYO_BREACHED_URL}/{prefix}").headers({"add-padding": "true"})
    try:
        with request.timeout(PATIENCE).build_streamed() as response:
            kept = response.body_reader.read(LONGEST_ANSWER)
            if response.status == 200:
                return _read(kept.to_bytes() if kept is not None else b"")
            _rest(f"HTTP {response.status}")
    except (RequestError, RequestTimeoutError) as error:
        _rest(type(error).__name__)
    return set()


def _read(body: bytes) -> set[str]:
    """Each line is the rest of a digest and how often it was seen; padding was seen zero times."""
    found = set()
    for line in body.decode("ascii", "replace").splitlines():
        suffix, _colon, count = line.strip().partition(":")
        if count.isdecimal() and int(count) > 0:
            found.add(suffix.upper())
    return found


def _rest(error: str) -> None:
    global _resting_until
    _resting_until = time.monotonic() + REST
    logger.warning("breached passwords are not asked for", extra={"error": error})


@lru_cache(maxsize=1)
def _client() -> SyncClient:
    builder = SyncClientBuilder().no_proxy().follow_redirects(False).referer(False).user_agent("Ayo-Identity/1")
    return builder.connect_timeout(timedelta(seconds=1)).build()
