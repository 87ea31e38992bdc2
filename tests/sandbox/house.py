"""The whole sandbox beside a pretended Ayo: twenty processes, their registration, snapshots, pushes and the page."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import hashlib
import http.client
import json
import random
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sandbox import __main__ as front
from sandbox import registration
from sandbox.manifest import apps
from sandbox.post import Post
from tests.sandbox.driving import SECRET, event, post, shaped, signed, until
from tests.sandbox.factories import MAKERS, RATNA, granted, ratna
from tests.sandbox.fake_ayo import FakeAyo

NO_POST = Post(None, None, None)


class SortedAyo(FakeAyo):
    """A pretended Ayo that knows who asks, so that every application gets only what its contract grants."""

    PAGE = 500

    def __init__(self, people: int) -> None:
        super().__init__()
        self.people = {RATNA: ratna()} | {
            f"0197d000-0000-7000-8000-{number:012}": MAKERS["person"](random.Random(number)) for number in range(people)
        }

    def page_for(self, slug: str, kind: str, start: int) -> dict[str, Any]:
        app = next(app for app in apps().values() if app.slug == slug)
        table = next(table for table in app.tables if table.kind == kind)
        held = self.people if kind == "person" else {}
        granted_here = [
            {"kind": kind, "id": key, "version": 1, "record": granted(record, table.fields)}
            for key, record in held.items()
            if inside(record, table.areas)
        ]
        return self.slice(granted_here, start)

    def answer(self, target: str, key: str) -> dict[str, Any]:
        if "/snapshot/" in target:
            self.asked.append(target)
            kind, _, query = target.rpartition("/")[2].partition("?")
            start = next((int(part[7:]) for part in query.split("&") if part.startswith("cursor=")), 0)
            return self.page_for(key.removeprefix("Bearer "), kind, start)
        if "/events" in target:
            whole = super().answer(target, key)
            return {**whole, "events": [one for one in whole["events"] if one.get("for", key) in key]}
        return super().answer(target, key)

    def publish_to(self, slug: str, one: dict[str, Any]) -> None:
        self.publish({**one, "for": slug})


def inside(record: dict[str, Any], areas: tuple[str, ...]) -> bool:
    return not areas or (record["domicile"] or {}).get("kelurahan", "").startswith(areas)


class House:
    def __init__(self, home: Path, people: int = 60) -> None:
        self.home = home
        self.ayo = SortedAyo(people)
        self.options = argparse.Namespace(
            first_port=0,
            page_port=0,
            home=home,
            ayo_url=self.ayo.url,
            person="Ratna Dewi Lestari",
            calm=True,
            alive=60,
            dead=60,
        )
        self.version = 1
        self.told: list[dict[str, Any]] = []

    async def add(self, whole: dict[str, Any], path: Path, *flags: str) -> list[dict[str, Any]]:
        """What `ayo app add --json` would print."""
        path.write_text(json.dumps(whole))
        self.told.append({"flags": flags, "apps": [app["slug"] for app in whole["apps"]]})
        return [
            {"slug": app["slug"], "id": f"id-{app['slug']}", "secret": SECRET, "public_key": "", "api_key": app["slug"]}
            for app in whole["apps"]
        ]

    async def run(self, ready: threading.Event) -> None:
        keyring = registration.Keyring(self.home / "sandbox")
        self.members = front.members_of(self.options, keyring)
        for member in self.members:
            member.port = 0
        self.site = front.Site(self.members, 0, self.options.person, self.ayo.url, NO_POST)
        await self.site.door.open()
        self.stopping = asyncio.Event()
        self.loop = asyncio.get_running_loop()
        work = asyncio.create_task(
            front.open_house(self.members, keyring, self.home / "sandbox", self.site, is_calm=True)
        )
        ready.set()
        await self.stopping.wait()
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        self.site.door.shut()
        await asyncio.gather(*(member.stop() for member in self.members))

    def change(self, **fields: Any) -> None:
        """Ratna changes something: push, publish and lay out files, each application in its own way."""
        self.version += 1
        whole = self.ayo.people[RATNA] = {**self.ayo.people[RATNA], **fields}
        for member in self.members:
            own = member.app.tables[0]
            record = granted(whole, own.fields)
            one = event(id=RATNA, version=self.version, record=record)
            if not inside(whole, own.areas):
                one = event("withdraw", id=RATNA, version=self.version)
            if member.app.mode == "FILE":
                lay_out(member.inbox, one)
            elif member.app.mode == "PULL":
                self.ayo.publish_to(member.app.slug, one)
            else:
                self.push(member, one)

    def push(self, member: Any, one: dict[str, Any]) -> None:
        for headers, body in shaped([one], member.app.mode):
            with contextlib.suppress(ConnectionError, http.client.HTTPException):
                post(member.status["port"], "/events", {**headers, **signed(body)}, body)

    def get(self, path: str) -> tuple[int, str]:
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.site.door.port, timeout=20)) as connection:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()

    def parts(self) -> dict[str, str]:
        parts: dict[str, str] = json.loads(self.get(f"/live?lang=en&orang={RATNA}")[1])
        return parts


def lay_out(folder: Path, one: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    content = (json.dumps(one) + "\n").encode()
    position = one["ayoposition"]
    told = {"from": position, "to": position, "count": 1, "sha256": hashlib.sha256(content).hexdigest()}
    (folder / f"events-{position}-{position}.ndjson").write_bytes(content)
    (folder / f"events-{position}-{position}.json").write_text(json.dumps(told))


@contextlib.contextmanager
def open_house(home: Path, people: int = 60) -> Iterator[House]:
    house = House(home, people)
    real, registration.add = registration.add, house.add
    ready = threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(house.run(ready)))
    thread.start()
    try:
        assert ready.wait(10)
        until(lambda: house.site.stage == "OPEN", 60)
        yield house
    finally:
        house.loop.call_soon_threadsafe(house.stopping.set)
        thread.join(30)
        registration.add = real
        house.ayo.close()
