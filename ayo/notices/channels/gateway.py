"""SMS and WhatsApp through one HTTP gateway; `docs/notices.md` has the protocol.

The sending's id goes along as idempotency key, so a request whose answer was lost is repeated without harm.
"""

from datetime import timedelta
from functools import lru_cache
from typing import Any

import orjson
from django.conf import settings
from pyreqwest.client import SyncClient, SyncClientBuilder
from pyreqwest.exceptions import RequestError, RequestTimeoutError

from ayo.notices.data import Errand, Outcome, Verdict
from ayo.notices.message import Message

PATIENCE = timedelta(seconds=10)
LONGEST_ANSWER = 64 * 1024
# Refusals that say something about this message; any other may be over with the next attempt.
FINAL = frozenset({400, 404, 410, 413, 415, 422})
# Our key does not open: no message gets through, whatever it says.
SHUT_OUT = frozenset({401, 403})


def send(errand: Errand, written: Message) -> Outcome:
    body = {
        "channel": errand.channel.lower(),
        "to": errand.address,
        "text": written.short,
        "reference": str(errand.sending_id),
    }
    headers = {
        "authorization": f"Bearer {settings.AYO_GATEWAY_KEY}",
        "content-type": "application/json",
        "idempotency-key": str(errand.sending_id),
    }
    request = _client().post(f"{settings.AYO_GATEWAY_URL}/messages").headers(headers).timeout(PATIENCE)
    try:
        with request.body_bytes(orjson.dumps(body)).build_streamed() as response:
            kept = response.body_reader.read(LONGEST_ANSWER)
            answer = _read(kept.to_bytes() if kept is not None else b"")
            return _outcome(response.status, response.get_header("retry-after"), answer)
    except RequestTimeoutError:
        return Outcome(Verdict.DOWN, error="timeout")
    except RequestError as error:
        return Outcome(Verdict.DOWN, error=type(error).__name__)


@lru_cache(maxsize=1)
def _client() -> SyncClient:
    builder = SyncClientBuilder().no_proxy().follow_redirects(False).referer(False).user_agent("Ayo-Notices/1")
    return builder.connect_timeout(timedelta(seconds=5)).build()


def _outcome(status: int, wish: str | None, answer: dict[str, Any]) -> Outcome:
    if 200 <= status < 300:
        return Outcome(Verdict.TAKEN, provider_id=str(answer.get("id") or ""))
    error = f"HTTP {status}"
    if status in FINAL:
        return Outcome(Verdict.REFUSED, error=error)
    verdict = Verdict.DOWN if status >= 500 or status in SHUT_OUT else Verdict.AGAIN
    return Outcome(verdict, error=error, retry_after=float(wish) if wish and wish.isdecimal() else 0.0)


def _read(body: bytes) -> dict[str, Any]:
    try:
        said = orjson.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
