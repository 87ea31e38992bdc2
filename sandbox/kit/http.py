"""A small HTTP/1.1 server on asyncio: keep-alive, no frameworks, a few thousand requests a second on one core."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

LONGEST_HEAD = 16 * 1024
LONGEST_BODY = 32 * 1024 * 1024
REASONS = {200: "OK", 202: "Accepted", 303: "See Other", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found"}


class ResetError(Exception):
    """Raised by a handler that wants the connection cut without an answer."""


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Response:
    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)

    def encoded(self) -> bytes:
        lines = [f"HTTP/1.1 {self.status} {REASONS.get(self.status, 'Status')}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        lines += [f"content-type: {self.content_type}", f"content-length: {len(self.body)}", "", ""]
        return "\r\n".join(lines).encode("latin-1") + self.body


Handler = Callable[[Request], Awaitable[Response]]


def answer(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return Response(status, json.dumps(value, ensure_ascii=False).encode(), headers=headers or {})


class Connection(asyncio.Protocol):
    """One client: requests are answered one after another, in order."""

    def __init__(self, handle: Handler, living: set[Connection]) -> None:
        self.handle = handle
        self.living = living
        self.buffer = bytearray()
        self.task: asyncio.Task[None] | None = None
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.living.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.living.discard(self)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if self.task is None:
            self._next()

    def _next(self) -> None:
        try:
            request = take_request(self.buffer)
        except ValueError:
            self.transport.write(answer({"error": "bad request"}, 400).encoded())
            self.transport.close()
            return
        self.task = None if request is None else asyncio.get_running_loop().create_task(self._answer(request))

    async def _answer(self, request: Request) -> None:
        try:
            response = await self.handle(request)
        except ResetError:
            self.transport.abort()
            return
        except Exception as error:
            # A broken application answers 500 and lives on, as real ones do.
            response = answer({"error": f"{type(error).__name__}: {error}"}, 500)
        if self.transport.is_closing():
            return
        self.transport.write(response.encoded())
        if request.headers.get("connection", "").lower() == "close":
            self.transport.close()
            return
        self._next()


def take_request(buffer: bytearray) -> Request | None:
    """Take the first whole request off the buffer; None while it is incomplete."""
    end = buffer.find(b"\r\n\r\n")
    if end < 0:
        if len(buffer) > LONGEST_HEAD:
            raise ValueError("head too long")
        return None
    first, *lines = bytes(buffer[:end]).decode("latin-1").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if "chunked" in headers.get("transfer-encoding", ""):
        raise ValueError("a length is required")
    length = int(headers.get("content-length", "0"))
    if not 0 <= length <= LONGEST_BODY:
        raise ValueError("body too long")
    if len(buffer) < end + 4 + length:
        return None
    body = bytes(buffer[end + 4 : end + 4 + length])
    del buffer[: end + 4 + length]
    method, target, _version = first.split(" ")
    url = urlsplit(target)
    query = {name: values[-1] for name, values in parse_qs(url.query).items()} if url.query else {}
    return Request(method, url.path, query, headers, body)


class Door:
    """A listening port that can be shut, cutting every open connection, and opened again."""

    def __init__(self, handle: Handler, port: int, host: str = "127.0.0.1") -> None:
        self.handle = handle
        self.host = host
        self.port = port
        self.server: asyncio.Server | None = None
        self.living: set[Connection] = set()

    async def open(self) -> None:
        if self.server is not None:
            return
        loop = asyncio.get_running_loop()
        self.server = await loop.create_server(lambda: Connection(self.handle, self.living), self.host, self.port)
        self.port = self.server.sockets[0].getsockname()[1]

    def shut(self) -> None:
        if self.server is None:
            return
        self.server.close()
        self.server = None
        for connection in list(self.living):
            connection.transport.abort()
