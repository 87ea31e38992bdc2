"""The door to Ayo's own API, for what an application asks: snapshot pages, the event feed, and writes."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import quote, urlencode, urlsplit


class AnsweredError(Exception):
    """Ayo answered with another status than success."""

    def __init__(self, status: int, body: str, retry_after: float) -> None:
        super().__init__(f"{status} {body[:200]}")
        self.status = status
        self.retry_after = retry_after


class Ayo:
    """One keep-alive connection with one key; blocking, so it is called from threads."""

    def __init__(self, url: str, key: str, timeout: float = 40) -> None:
        self.url = urlsplit(url)
        self.key = key
        self.timeout = timeout
        self.connection: http.client.HTTPConnection | None = None

    def snapshot(self, kind: str, cursor: str) -> dict[str, Any]:
        query = {"limit": "1000", **({"cursor": cursor} if cursor else {})}
        return self.ask("GET", f"/api/exchange/snapshot/{quote(kind)}?{urlencode(query)}")

    def events(self, after: str, wait: int) -> dict[str, Any]:
        return self.ask("GET", f"/api/exchange/events?{urlencode({'after': after, 'limit': 1000, 'wait': wait})}")

    def ask(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> dict[str, Any]:
        status, held, content = self._send(method, path, body, headers or {})
        if status >= 300:
            raise AnsweredError(status, content.decode(errors="replace"), _seconds(held.get("retry-after")))
        answer: dict[str, Any] = json.loads(content) if content else {}
        return answer

    def _send(self, method: str, path: str, body: Any, extra: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        headers = {"authorization": f"Bearer {self.key}", "accept": "application/json", **extra}
        content = None if body is None else json.dumps(body).encode()
        if content is not None:
            headers["content-type"] = "application/json"
        try:
            if self.connection is None:
                self.connection = self._connect()
            self.connection.request(method, self.url.path.rstrip("/") + path, content, headers)
            response = self.connection.getresponse()
            return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
        except (OSError, http.client.HTTPException):
            self.close()
            raise

    def _connect(self) -> http.client.HTTPConnection:
        kind = http.client.HTTPSConnection if self.url.scheme == "https" else http.client.HTTPConnection
        return kind(self.url.hostname or "127.0.0.1", self.url.port, timeout=self.timeout)

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


TROUBLE = (OSError, http.client.HTTPException, AnsweredError, ValueError, KeyError)


def _seconds(value: str | None) -> float:
    return float(value) if value and value.isdigit() else 0.0
