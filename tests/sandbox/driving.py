"""Starts an application as its own process and talks to it the way Ayo does: signed, over HTTP."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import itertools
import json
import subprocess
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from standardwebhooks import Webhook

ROOT = Path(__file__).resolve().parents[2]
SECRET = "whsec_" + b64encode(bytes(range(32))).decode()
OTHER_SECRET = "whsec_" + b64encode(bytes(32)).decode()
BATCH, STRUCTURED = "application/cloudevents-batch+json", "application/cloudevents+json"
numbers = itertools.count(1)


def event(
    op: str = "upsert", *, kind: str = "person", id: str, version: int = 1, record: Any = None, **more: Any
) -> dict[str, Any]:
    position = next(numbers)
    data: dict[str, Any] = {"kind": kind, "id": id, "version": version}
    if record is not None:
        data |= {"changed": sorted(record), "record": record}
    data |= more.pop("data", {})
    return {
        "specversion": "1.0",
        "id": f"0197b000-0000-7000-8000-{position:012}",
        "source": "urn:ayo:tangerang",
        "type": f"ayo.registry.{kind}.changed",
        "subject": f"{kind}/{id}",
        "time": "2026-11-24T02:41:07Z",
        "datacontenttype": "application/json",
        "ayoposition": str(position),
        "ayoop": op,
        "ayoreason": "change",
        "data": data,
        **more,
    }


def signed(body: bytes, *secrets: str) -> dict[str, str]:
    """Sign as Ayo does: with every secret that holds, beside a signature of another sort."""
    number, now = f"msg_{next(numbers)}", datetime.now(UTC)
    signatures = [Webhook(secret).sign(number, now, body.decode()) for secret in secrets or (SECRET,)]
    return {
        "webhook-id": number,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(["v1a,bm90aGluZw==", *signatures]),
    }


def shaped(events: list[dict[str, Any]], mode: str) -> list[tuple[dict[str, str], bytes]]:
    """The requests in which an application of this mode gets these events."""
    if mode == "BINARY":
        return [binary(one) for one in events]
    if mode == "SINGLE":
        return [({"content-type": STRUCTURED}, json.dumps(one).encode()) for one in events]
    return [({"content-type": BATCH}, json.dumps(events, ensure_ascii=False).encode())]


def binary(one: dict[str, Any]) -> tuple[dict[str, str], bytes]:
    attributes = {f"ce-{name}": quote(value) for name, value in one.items() if name not in {"data", "datacontenttype"}}
    return {"content-type": "application/json", **attributes}, json.dumps(one["data"], ensure_ascii=False).encode()


class Running:
    """One application's process."""

    def __init__(self, module: str, home: Path, **config: Any) -> None:
        self.module, self.home = module, home
        self.process = subprocess.Popen(
            [sys.executable, "-m", f"sandbox.apps.{module}"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.statuses: list[dict[str, Any]] = []
        self.answers: dict[int, Any] = {}
        settings = {"port": 0, "home": str(home), "keys": {"secret": SECRET, "api_key": "ayo_test"}, "seed": 7}
        self.tell({"behaviour": {"name": "NORMAL"}, **settings, **config})
        self.reader = threading.Thread(target=self.listen, daemon=True)
        self.reader.start()
        until(lambda: self.statuses)
        self.port = int(self.statuses[0]["port"])

    def listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            message = json.loads(line)
            if "status" in message:
                self.statuses.append(message["status"])
            else:
                self.answers[message["n"]] = message["answer"]

    def tell(self, message: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()

    def ask(self, question: str, **details: Any) -> Any:
        number = next(numbers)
        self.tell({"n": number, "ask": question, **details})
        until(lambda: number in self.answers)
        return self.answers.pop(number)

    @property
    def status(self) -> dict[str, Any]:
        status: dict[str, Any] = self.get("/health")
        return status

    def get(self, path: str) -> Any:
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            connection.request("GET", path)
            return json.loads(connection.getresponse().read())

    def post(self, path: str, headers: dict[str, str], body: bytes, secret: str = SECRET) -> tuple[int, Any]:
        return post(self.port, path, {**headers, **signed(body, secret)}, body)

    def deliver(self, *events: dict[str, Any], mode: str = "BATCH") -> list[dict[str, str]]:
        refused: list[dict[str, str]] = []
        for headers, body in shaped(list(events), mode):
            status, answer = self.post("/events", headers, body)
            assert status == 200, answer
            refused += answer["refused"]
        return refused

    def digest(self, **question: Any) -> Any:
        status, answer = self.post("/digest", {"content-type": "application/json"}, json.dumps(question).encode())
        assert status == 200, answer
        return answer

    def stop(self) -> None:
        self.process.terminate()
        assert self.process.wait(10) == 0
        self.close()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)
        self.close()

    def close(self) -> None:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.reader.join(10)
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.stdout.close()


@contextlib.contextmanager
def running(module: str, home: Path, **config: Any) -> Iterator[Running]:
    app = Running(module, home, **config)
    try:
        yield app
    finally:
        if app.process.poll() is None:
            app.stop()
        app.close()


def post(port: int, path: str, headers: dict[str, str], body: bytes) -> tuple[int, Any]:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("POST", path, body, headers)
        response = connection.getresponse()
        return response.status, json.loads(response.read())


def until(true: Any, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def record_hash(record: dict[str, Any]) -> str:
    """As the protocol writes it down; written anew here, so that the kit is not its own judge."""
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def bucket_hashes(records: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    grouped: dict[int, list[str]] = {}
    for key in sorted(records):
        grouped.setdefault(hashlib.sha256(key.encode()).digest()[0], []).append(f"{key}:{record_hash(records[key])}\n")
    return [
        {"bucket": bucket, "count": len(lines), "hash": hashlib.sha256("".join(lines).encode()).hexdigest()}
        for bucket, lines in sorted(grouped.items())
    ]
