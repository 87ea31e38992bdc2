"""Stands in for the applications of a benchmark: a bare HTTP server on uvloop that notes what arrived and when.

Run as a process; it prints its port, then obeys lines on standard input: `reset`, `dump FILE`, `manners JSON`.
"""

import asyncio
import json
import pickle
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import orjson
import uvloop

YES = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
NO = b"HTTP/1.1 %d X\r\nContent-Length: 0\r\n\r\n"


class Notes:
    """Per application: when each event first arrived, how often anything came again, and whether order was kept."""

    def __init__(self) -> None:
        self.manners: dict[str, dict[str, float]] = {}
        self.reset()

    def reset(self) -> None:
        self.first: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self.again: defaultdict[str, int] = defaultdict(int)
        self.requests: defaultdict[str, int] = defaultdict(int)
        self.out_of_order: defaultdict[str, int] = defaultdict(int)
        self.newest: defaultdict[str, dict[str, int]] = defaultdict(dict)

    def take(self, app: str, body: bytes) -> None:
        now = time.time()
        said = orjson.loads(body)
        first, newest = self.first[app], self.newest[app]
        self.requests[app] += 1
        for event in said if isinstance(said, list) else [said]:
            if event["id"] in first:
                self.again[app] += 1
                continue
            first[event["id"]] = now
            version = event["data"].get("version", 0)
            subject = event["subject"]
            if version < newest.get(subject, 0):
                self.out_of_order[app] += 1
            newest[subject] = version

    def as_dict(self) -> dict[str, Any]:
        return {
            "first": dict(self.first),
            "again": dict(self.again),
            "requests": dict(self.requests),
            "out_of_order": dict(self.out_of_order),
        }


class Server(asyncio.Protocol):
    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.buffer = b""
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while self._one():
            pass

    def _one(self) -> bool:
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = self.buffer[:end].lower()
        at = head.find(b"content-length:")
        length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if len(self.buffer) < end + 4 + length:
            return False
        body, app = self.buffer[end + 4 : end + 4 + length], self.buffer.split(b" ", 2)[1][1:].decode()
        self.buffer = self.buffer[end + 4 + length :]
        manners = self.notes.manners.get(app, {})
        status = int(manners.get("status", 200))
        if status == 200 and app != "limit":
            self.notes.take(app, body)
        assert self.transport is not None
        answer = YES if status == 200 else NO % status
        if manners.get("after"):
            asyncio.get_running_loop().call_later(manners["after"], self._late, answer)
        else:
            self.transport.write(answer)
        return True

    def _late(self, answer: bytes) -> None:
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(answer)


async def serve(port: int) -> None:
    notes = Notes()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Server(notes), "127.0.0.1", port, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := (await reader.readline()).decode().strip():
        order, _, rest = line.partition(" ")
        if order == "reset":
            notes.reset()
        elif order == "manners":
            notes.manners = json.loads(rest)
        elif order == "dump":
            Path(rest).write_bytes(pickle.dumps(notes.as_dict()))
        print("ok", flush=True)


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
