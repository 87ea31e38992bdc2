"""Runs one application as its own process: a door for signed deliveries, a pipe to whoever started it.

The first line on standard input is the configuration, so that no secret is ever on a command line or in the
environment; the end of standard input means that the starter is gone, and the application stops.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

from sandbox.kit import behaviour, digest, events, feeds, http
from sandbox.kit.ledger import Ledger
from sandbox.kit.receiver import Receiver
from sandbox.kit.sqlite import WideTable
from sandbox.kit.table import VERSION, Table

BATCH, SINGLE, BINARY, PULL, FILE = "BATCH", "SINGLE", "BINARY", "PULL", "FILE"


@dataclass(frozen=True, slots=True)
class App:
    slug: str
    name: str
    owner: str
    mode: str
    about: str
    purpose: str
    legal_basis: str
    tables: tuple[Table, ...]
    manner: str = behaviour.NORMAL
    schedule_seconds: int = 0


class Program:
    def __init__(self, app: App, config: dict[str, Any]) -> None:
        self.app = app
        self.home = Path(config["home"])
        self.inbox = Path(config.get("inbox") or self.home / "masuk")
        self.ayo_url = str(config.get("ayo_url") or "")
        self.behaviour = behaviour.Behaviour.of({"name": app.manner, **(config.get("behaviour") or {})})
        self.chance = random.Random(config.get("seed"))
        self.receiver = Receiver({table.kind: table for table in app.tables}, Ledger(self.home))
        for table in app.tables:
            table.open(self.home)
        self.door = http.Door(self.handle, int(config["port"]))
        self.keys: dict[str, str] = config.get("keys") or {}
        self.loading = False
        self.stopping = asyncio.Event()

    async def run(self) -> None:
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, self.stopping.set)
        await self.door.open()
        loops = [self.listen(), self.report(), feeds.die_and_rise(self), feeds.flood(self)]
        if self.app.mode == PULL:
            loops.append(feeds.pull(self))
        if self.app.mode == FILE:
            loops.append(feeds.read_files(self))
        tasks = [asyncio.create_task(loop) for loop in loops]
        await self.stopping.wait()
        self.door.shut()
        for task in tasks:
            task.cancel()
        self.receiver.save()

    async def handle(self, request: http.Request) -> http.Response:
        if request.method == "GET" and request.path == "/health":
            return http.answer(self.status())
        if request.method != "POST" or request.path not in {"/events", "/digest"}:
            return http.answer({"error": "not found"}, 404)
        if not self.keys:
            return http.answer({"error": "no secret yet"}, 503, {"retry-after": "1"})
        try:
            Webhook(self.keys["secret"]).verify(request.body, dict(request.headers), json_parse=False)
        except (WebhookVerificationError, ValueError):
            self.receiver.counts["bad_signatures"] += 1
            return http.answer({"error": "the signature does not match"}, 401)
        if request.path == "/digest":
            return await self.answer_digest(request)
        return await self.answer_events(request)

    async def answer_digest(self, request: http.Request) -> http.Response:
        try:
            question = json.loads(request.body)
            found = await digest.digest(self.receiver, question)
        except (ValueError, AttributeError):
            return http.answer({"error": "no digest question"}, 400)
        return http.answer({"error": "kind not kept here"}, 404) if found is None else http.answer(found)

    async def answer_events(self, request: http.Request) -> http.Response:
        await asyncio.sleep(self.behaviour.pause_s(self.chance))
        trouble = self.behaviour.stumble(self.chance)
        if trouble:
            self.receiver.counts["stumbles"] += 1
        match trouble:
            case "error":
                return http.answer({"error": "ORA-00060: deadlock detected"}, 500)
            case "reset":
                raise http.ResetError
            case "too_many" | "unavailable":
                status = 429 if trouble == "too_many" else 503
                return http.answer({"error": trouble}, status, {"retry-after": str(self.behaviour.retry_after_s)})
        try:
            refused = self.take(events.decode(request.headers, request.body))
        except events.UnreadableError as error:
            return http.answer({"error": str(error)}, 400)
        if trouble == "error_after_saving":
            return http.answer({"error": "stored, then stumbled"}, 500)
        return http.answer({"refused": refused})

    def take(self, arrived: list[events.Event]) -> list[dict[str, str]]:
        lies = [event for event in arrived if self.behaviour.lies(event, self.chance)]
        if lies:
            self.receiver.pretend(lies)
            lied = {event["id"] for event in lies}
            arrived = [event for event in arrived if event["id"] not in lied]
        return self.receiver.take(arrived)

    def status(self) -> dict[str, Any]:
        return {
            "app": self.app.slug,
            "port": self.door.port,
            "state": "DEAD" if self.door.server is None else "LOADING" if self.loading else "ALIVE",
            "behaviour": self.behaviour.name,
            "loaded": self.receiver.tables.keys() <= self.receiver.ledger.loaded,
            "rows": {kind: table.store.count() for kind, table in self.receiver.tables.items()},
            "counts": dict(self.receiver.counts),
            "position": self.receiver.ledger.position,
            "last_event_ms": self.receiver.last_event_ms,
        }

    async def report(self) -> None:
        """Tell the starter what changed, twice a second at most."""
        told: dict[str, Any] = {}
        while True:
            now = self.status()
            if now != told:
                self.say({"status": now})
                told = now
            await asyncio.sleep(0.5)

    async def listen(self) -> None:
        """Questions from the starter, one JSON a line; the end of input ends the application."""
        reader = asyncio.StreamReader(limit=1024 * 1024)
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        pending: set[asyncio.Task[None]] = set()
        while line := await reader.readline():
            task = asyncio.create_task(self.reply(json.loads(line)))
            pending.add(task)
            task.add_done_callback(pending.discard)
        self.stopping.set()

    async def reply(self, question: dict[str, Any]) -> None:
        try:
            found = await self.answer(question)
        except Exception as error:
            found = {"error": f"{type(error).__name__}: {error}"}
        self.say({"n": question.get("n"), "answer": found})

    async def answer(self, question: dict[str, Any]) -> Any:
        match question["ask"]:
            case "keys":
                self.keys = question["keys"]
                return True
            case "behave":
                self.behaviour = behaviour.Behaviour.of(question["behaviour"])
                return self.behaviour.name
            case "load":
                return await feeds.load(self)
            case "copies":
                return self.copies(question["id"])
            case "find":
                return self.find(question["field"], question["text"])
            case other:
                return {"error": f"unknown question {other!r}"}

    def copies(self, person_id: str) -> list[dict[str, Any]]:
        """What this application holds about a person: the rows as stored, and what they mean."""
        people = self.receiver.tables["person"]
        row = people.store.get(person_id)
        if row is None:
            return []
        held = [shown(people, row)]
        families = self.receiver.tables.get("family")
        family = families and families.store.get(str(held[0]["record"].get("family_id")))
        if families and family:
            held.append(shown(families, family))
        for kind, path in (("employee", "person_id"), ("case", "applicant_id")):
            table = self.receiver.tables.get(kind)
            if table:
                held += [shown(table, one) for one in table.store.find(table.column_of(path), person_id)]
        return held

    def find(self, field: str, text: str) -> list[dict[str, Any]]:
        """People whose name contains the text; only asked of the population application, which has one wide table."""
        table = self.receiver.tables["person"]
        if not isinstance(table.store, WideTable):
            raise TypeError("this application cannot be searched")
        rows = table.store.search(field, text, 100)
        return [{"id": row[table.key], **shown(table, row)} for row in rows]

    def say(self, message: dict[str, Any]) -> None:
        with contextlib.suppress(BrokenPipeError):
            sys.stdout.write(json.dumps(message, ensure_ascii=False) + "\n")
            sys.stdout.flush()


def shown(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    own = {name: row.get(name) for name in (table.key, *table.names)}
    return {
        "kind": table.kind,
        "own": own,
        "version": int(row.get(VERSION) or 0),
        "record": table.record_of(row),
        "taken_ms": int(row.get("diterima") or 0),
    }


def run(app: App) -> None:
    with open(0, "rb", buffering=0, closefd=False) as pipe:
        config = json.loads(pipe.readline())

    async def main() -> None:
        await Program(app, config).run()

        sys.stdout.flush()
        # A long poll may still be waiting in its thread; everything is saved, so nobody needs to wait for it.
        os._exit(0)

    asyncio.run(main())
