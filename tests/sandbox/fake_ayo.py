"""The little of Ayo that the applications ask: snapshot pages, the event feed with its long poll, health."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


class FakeAyo:
    PAGE = 7

    def __init__(self) -> None:
        self.records: dict[str, list[dict[str, Any]]] = {}
        self.events: list[dict[str, Any]] = []
        self.start = 100
        self.asked: list[str] = []
        self.keys: list[str] = []
        self.news = threading.Condition()
        ayo = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                key = self.headers.get("authorization") or ""
                ayo.keys.append(key)
                answer = json.dumps(ayo.answer(self.path, key)).encode()
                self.send_response(200)
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                # Whoever asked may have been killed while the long poll waited.
                with contextlib.suppress(ConnectionError):
                    self.wfile.write(answer)

            def do_PATCH(self) -> None:
                self.rfile.read(int(self.headers["content-length"]))
                ayo.asked.append(f"PATCH {self.path}")
                self.send_response(429)
                self.send_header("retry-after", "1")
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.block_on_close = False
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, target: str, key: str) -> dict[str, Any]:
        url = urlsplit(target)
        query = {name: held[-1] for name, held in parse_qs(url.query).items()}
        self.asked.append(target)
        if url.path == "/api/exchange/events":
            return self.feed(int(query["after"]), float(query["wait"]))
        if url.path.startswith("/api/exchange/snapshot/"):
            return self.page(url.path.rpartition("/")[2], int(query.get("cursor", 0)))
        return {"phone": "+628123"}

    def page(self, kind: str, start: int) -> dict[str, Any]:
        return self.slice(self.records.get(kind, []), start)

    def slice(self, records: list[dict[str, Any]], start: int) -> dict[str, Any]:
        more = start + self.PAGE < len(records)
        return {
            "records": records[start : start + self.PAGE],
            "next": str(start + self.PAGE) if more else None,
            "position": str(self.head),
        }

    def feed(self, after: int, wait: float) -> dict[str, Any]:
        end = time.monotonic() + wait
        with self.news:
            while after >= self.head and time.monotonic() < end:
                self.news.wait(end - time.monotonic())
            events = self.events[after - self.start :][:1000]
            return {"events": events, "next": str(after + len(events)), "head": str(self.head)}

    @property
    def head(self) -> int:
        return self.start + len(self.events)

    def publish(self, *events: dict[str, Any]) -> None:
        with self.news:
            for one in events:
                one["ayoposition"] = str(self.head + 1)
                self.events.append(one)
            self.news.notify_all()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
