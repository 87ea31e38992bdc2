"""The load driver asks at the rate it was told and counts every answer."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sandbox import load


@pytest.fixture
def api():
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def reply(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            last = "cursor=2" in self.path
            self.reply(200, b'{"items":[{"id":"b"}],"next":null}' if last else b'{"items":[{"id":"a"}],"next":"2"}')

        def do_PATCH(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.reply(429 if self.path.endswith("b") else 200, b"{}")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_it_finds_people_page_by_page(api: str) -> None:
    assert load.people(api, "key", 10) == ["a", "b"]
    assert load.people(api, "key", 1) == ["a"]


def test_it_sends_as_many_as_asked_and_counts_each_answer(api: str) -> None:
    result = load.drive(api, "key", ["a", "b"], rate=200, seconds=0.5, workers=4)
    told = load.report(result, 0.5)

    assert told["inputs"] == 100
    assert set(told["statuses"]) == {"200", "429"}
    assert told["p50_ms"] <= told["p99_ms"]


def test_nobody_there_is_counted_as_such() -> None:
    result = load.drive("http://127.0.0.1:9", "key", ["a"], rate=50, seconds=0.1, workers=1)

    assert result.statuses == {0: 5}
