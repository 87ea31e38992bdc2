"""A pretended SMS and WhatsApp gateway that fails on purpose: `python -m sandbox.gateway --help`.

It takes `POST /messages`, knows a repetition by its idempotency key, and tells later by a signed receipt what became of
the message: a number that ends in 0000 is nobody's, one that ends in 1111 has no WhatsApp. Its manners take turns:
well, too many requests, an error of its own, an answer that comes too late.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import signal
import time
import urllib.error
import urllib.request
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from standardwebhooks.webhooks import Webhook

from sandbox.kit.http import Door, Request, Response, answer

WELL, BUSY, BROKEN, LATE = "well", "busy", "broken", "late"
MANNERS = (WELL, WELL, BUSY, WELL, BROKEN, WELL, LATE)
# A number that ends like this belongs to nobody; the gateway takes the message and finds out later.
NOBODY = "0000"
# One that ends like this has no WhatsApp, and an SMS reaches it.
NO_WHATSAPP = "1111"
CHANNELS = ("sms", "whatsapp")


@dataclass(frozen=True)
class Message:
    id: str
    channel: str
    to: str
    text: str
    reference: str
    at: float


@dataclass
class Gateway:
    """What was taken, by idempotency key; `manners` says how each request is met, and is asked for the next one.

    `met` counts the manners, `states` holds by the message's id what its receipt said.
    """

    key: str
    secret: str
    ayo_url: str
    manners: Iterator[str] = field(default_factory=lambda: itertools.cycle(MANNERS))
    late_s: float = 15.0
    receipt_after_s: float = 2.0
    taken: dict[str, Message] = field(default_factory=dict)
    requests: int = 0
    receipts: list[int] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)
    states: dict[str, str] = field(default_factory=dict)
    _work: set[asyncio.Task[None]] = field(default_factory=set)

    async def handle(self, request: Request) -> Response:
        if (request.method, request.path) != ("POST", "/messages"):
            return answer({"error": "not_found"}, 404)
        if request.headers.get("authorization") != f"Bearer {self.key}":
            return answer({"error": "unauthorized"}, 401)
        self.requests += 1
        manner = next(self.manners)
        self.met[manner] += 1
        if manner == BUSY:
            return answer({"error": "too_many_requests"}, 429, {"retry-after": "90"})
        if manner == BROKEN:
            return answer({"error": "internal"}, 500)
        response = self._take(request)
        if manner == LATE:
            # The message is taken, yet whoever sent it has stopped listening: the next attempt is a repetition.
            await asyncio.sleep(self.late_s)
        return response

    def _take(self, request: Request) -> Response:
        key = request.headers.get("idempotency-key", "")
        if key in self.taken:
            return answer({"id": self.taken[key].id, "duplicate": True}, 200)
        given: dict[str, Any] = json.loads(request.body)
        if given.get("channel") not in CHANNELS or not str(given.get("to", "")).startswith("+") or not key:
            return answer({"error": "invalid"}, 422)
        message = Message(
            uuid.uuid4().hex, given["channel"], given["to"], given["text"], given["reference"], time.time()
        )
        self.taken[key] = message
        print(f"gateway: {message.channel} to {message.to[:-4]}····: {message.text}", flush=True)
        if self.receipt_after_s >= 0:
            task = asyncio.get_running_loop().create_task(self._tell_later(message))
            self._work.add(task)
            task.add_done_callback(self._work.discard)
        return answer({"id": message.id}, 202)

    async def _tell_later(self, message: Message) -> None:
        await asyncio.sleep(self.receipt_after_s)
        await asyncio.to_thread(self.tell, message)

    def tell(self, message: Message) -> int:
        """Send the receipt of a message; return the status Ayo answered with."""
        fault = fault_of(message)
        self.states[message.id] = "failed" if fault else "delivered"
        said = {"reference": message.reference, "id": message.id, "state": self.states[message.id]}
        status = send(self.ayo_url, self.secret, said | {"error": fault} if fault else said)
        self.receipts.append(status)
        return status


def fault_of(message: Message) -> str:
    """Return why a message does not arrive although it was taken; empty when it does."""
    if message.to.endswith(NOBODY):
        return "unknown_number"
    return "no_whatsapp" if message.channel == "whatsapp" and message.to.endswith(NO_WHATSAPP) else ""


def send(ayo_url: str, secret: str, said: dict[str, str]) -> int:
    body, message_id, now = json.dumps(said), f"msg_{uuid.uuid4().hex}", datetime.now(UTC)
    headers = {
        "content-type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign(message_id, now, body),
    }
    request = urllib.request.Request(f"{ayo_url}/api/notices/receipts", body.encode(), headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return 0


async def run(options: argparse.Namespace) -> None:
    gateway = Gateway(
        key=options.key,
        secret=options.secret,
        ayo_url=options.ayo_url.rstrip("/"),
        manners=itertools.cycle([WELL] if options.calm else MANNERS),
    )
    door = Door(gateway.handle, options.port)
    await door.open()
    print(f"gateway: AYO_GATEWAY_URL=http://127.0.0.1:{door.port}", flush=True)
    stopping = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    await stopping.wait()
    door.shut()


def main() -> None:
    env = os.environ
    parser = argparse.ArgumentParser(prog="python -m sandbox.gateway", description=__doc__)
    parser.add_argument("--port", type=int, default=9198)
    parser.add_argument("--ayo-url", default=env.get("AYO_URL") or f"http://127.0.0.1:{env.get('PORT', '8000')}")
    parser.add_argument("--calm", action="store_true", help="take every message at once")
    options = parser.parse_args()
    # Secrets come by the environment that Ayo has them from, never by the command line.
    options.key, options.secret = env.get("AYO_GATEWAY_KEY", ""), env.get("AYO_GATEWAY_SECRET", "")
    if not options.key or not options.secret.startswith("whsec_"):
        parser.error("AYO_GATEWAY_KEY and AYO_GATEWAY_SECRET (whsec_…) are needed")
    asyncio.run(run(options))


if __name__ == "__main__":
    main()
