"""A real HTTP server that plays connected applications: one path per application, each with its own manners."""

import asyncio
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from standardwebhooks.webhooks import Webhook

Manners = Callable[["Request"], "Reply"]


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def events(self) -> list[dict[str, Any]]:
        if "ce-id" in self.headers:
            attributes = {name[3:]: value for name, value in self.headers.items() if name.startswith("ce-")}
            return [attributes | {"data": json.loads(self.body)}]
        said = json.loads(self.body)
        return said if isinstance(said, list) else [said]


@dataclass(frozen=True)
class Reply:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    after: float = 0.0


@dataclass
class Place:
    """One application: what it was sent, and how it answers."""

    manners: Manners = lambda request: Reply()
    requests: list[Request] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)
    secret: str = ""

    @property
    def subjects(self) -> list[str]:
        return [event["subject"] for event in self.taken]

    def effects(self) -> dict[str, Any]:
        """Apply what was taken as the protocol says: doubles by id and older versions change nothing."""
        seen: set[str] = set()
        held: dict[str, tuple[int, Any]] = {}
        for event in self.taken:
            if event["id"] in seen or "version" not in event["data"]:
                continue
            seen.add(event["id"])
            subject, version = event["subject"], event["data"]["version"]
            known = held.get(subject, (0, None))[0]
            if version <= known and event["ayoreason"] != "reconciliation":
                continue
            held[subject] = (version, event["data"].get("record"))
        return {subject: record for subject, (_, record) in held.items()}


class Receiver:
    def __init__(self) -> None:
        self.places: dict[str, Place] = {}
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._server: asyncio.Server | None = None

    def __enter__(self) -> "Receiver":
        self._thread.start()
        assert self._ready.wait(5)
        return self

    def __exit__(self, *args: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def place(self, name: str, manners: Manners | None = None) -> Place:
        place = self.places[f"/{name}"] = Place()
        if manners is not None:
            place.manners = manners
        return place

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.port}/{name}"

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._server = self._loop.run_until_complete(asyncio.start_server(self._talk, "127.0.0.1", 0))
        self.port = self._server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        self._server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0.01))
        self._loop.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._answer(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        request = Request(head[0].split()[1], headers, body)
        place = self.places.get(request.path, Place(manners=lambda _: Reply(404)))
        place.requests.append(request)
        if place.secret:
            Webhook(place.secret).verify(body, headers)
        reply = place.manners(request)
        if reply.after:
            await asyncio.sleep(reply.after)
        if reply.status < 300 and ("cloudevents" in headers.get("content-type", "") or "ce-id" in headers):
            place.taken.extend(request.events)
        extra = "".join(f"{name}: {value}\r\n" for name, value in reply.headers.items())
        said = f"HTTP/1.1 {reply.status} X\r\nContent-Length: {len(reply.body)}\r\n{extra}\r\n"
        writer.write(said.encode() + reply.body)
        await writer.drain()
        return True
