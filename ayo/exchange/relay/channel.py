"""One way out: a signed POST to a permitted address, no redirect followed, no more of the answer read than needed."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import ConnectError, ConnectTimeoutError, RequestError, RequestTimeoutError

from ayo.exchange import faults, guard, rules
from ayo.exchange.faults import Fault
from ayo.exchange.rules import Verdict

RESOLVED_FOR = 60.0
LONGEST_ANSWER = 256 * 1024
_CONNECT_PATIENCE = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and what it means; `error` is a fault as `faults` keeps it."""

    verdict: Verdict
    status: int
    error: str
    ms: int
    at: datetime
    retry_after: float | None = None
    refused: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Channels:
    """Clients by the address they are pinned to; a checked name is asked again after a minute."""

    def __init__(self, allow: Sequence[str]) -> None:
        self._allow = tuple(allow)
        self._clients: dict[tuple[str, str, int], Client] = {}
        self._targets: dict[str, tuple[float, guard.Target]] = {}

    async def post(
        self, url: str, headers: dict[str, str], body: bytes, *, timeout: float, longest: int = LONGEST_ANSWER
    ) -> Answer:
        started = time.perf_counter()
        try:
            target = await self._target(url)
            client = await self._client(target)
            request = client.post(target.url.text).headers(headers).timeout(timedelta(seconds=timeout))
            async with request.body_bytes(body).build_streamed() as response:
                status, wish = response.status, response.get_header("retry-after")
                kept = b""
                if response.get_header("content-length") != "0":
                    answer = await response.body_reader.read(longest)
                    kept = answer.to_bytes() if answer is not None else b""
        except guard.Blocked as error:
            return _unanswered(Verdict.APP, error.fault, "", started)
        except (ConnectError, ConnectTimeoutError) as error:
            self._targets.pop(url, None)
            return _unanswered(Verdict.APP, Fault.NO_CONNECTION, _cause(error), started)
        except RequestTimeoutError:
            return _unanswered(Verdict.UNCLEAR, Fault.NO_ANSWER, f"{timeout:g}", started)
        except RequestError as error:
            return _unanswered(Verdict.UNCLEAR, Fault.CUT_OFF, _cause(error), started)
        return _answer(status, wish, kept, started)

    async def close(self) -> None:
        for client in self._clients.values():
            await client.close()

    async def _target(self, url: str) -> guard.Target:
        known = self._targets.get(url)
        now = time.monotonic()
        if known is not None and now - known[0] < RESOLVED_FOR:
            return known[1]
        target = await guard.resolve(url, self._allow)
        self._targets[url] = (now, target)
        return target

    async def _client(self, target: guard.Target) -> Client:
        url = target.url
        # A literal address needs no pin, so all of them share one client.
        key = ("", "", 0) if url.literal is not None else (url.host, target.ip, url.port)
        client = self._clients.get(key)
        if client is None:
            client = await asyncio.to_thread(_pinned, key)
            self._clients[key] = client
        return client


def _pinned(key: tuple[str, str, int]) -> Client:
    builder = (
        ClientBuilder()
        .no_proxy()
        .follow_redirects(False)
        .referer(False)
        .gzip(False)
        .brotli(False)
        .zstd(False)
        .deflate(False)
        .user_agent("Ayo-Exchange/1")
        .connect_timeout(_CONNECT_PATIENCE)
        .pool_idle_timeout(timedelta(seconds=30))
    )
    return (builder.resolve(*key) if key[0] else builder).build()


def _answer(status: int, wish: str | None, body: bytes, started: float) -> Answer:
    now = datetime.now(UTC)
    verdict = rules.verdict(status)
    error = ""
    if verdict is not Verdict.TAKEN:
        error = faults.coded(Fault.REDIRECT if 300 <= status < 400 else Fault.HTTP, str(status))
    refused = _refused(body) if verdict is Verdict.TAKEN and body[:1] == b"{" else {}
    return Answer(verdict, status, error, _ms(started), now, rules.retry_after(wish, now), refused, body)


def _refused(body: bytes) -> dict[str, str]:
    """Read `{"refused": [{"id": …, "reason": …}]}`; anything else in the answer is the application's own affair."""
    try:
        said: Any = orjson.loads(body)
        listed = said.get("refused") if isinstance(said, dict) else None
        return {str(one["id"]): str(one.get("reason") or "")[:300] for one in listed or ()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def _unanswered(verdict: Verdict, fault: Fault, detail: str, started: float) -> Answer:
    return Answer(verdict, 0, faults.coded(fault, detail), _ms(started), datetime.now(UTC))


def _cause(error: RequestError) -> str:
    """Return the innermost message without the address: it may hold a name that is nobody's business."""
    causes = error.details.get("causes") or []
    return causes[-1]["message"] if causes else error.message


def _ms(started: float) -> int:
    return round((time.perf_counter() - started) * 1000)
