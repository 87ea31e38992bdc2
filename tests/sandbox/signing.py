"""The three sign-in pages on ports of their own, registered at a house through its command line."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from django.db import connections

from ayo.config import env
from ayo.config.cli import oidc
from sandbox import manifest
from sandbox.registration import Keyring
from sandbox.signin.front import Front
from sandbox.signin.three import THREE
from tests.exchange import factories


def connect_the_three() -> None:
    """Let Ayo know the three with the contracts they have in the sandbox."""
    slugs = {sign_in.slug for sign_in in THREE}
    for app in manifest.apps().values():
        if app.slug in slugs:
            factories.app(app.slug, mode="PULL", contract=manifest.contract(app))


def point_to(ayo_url: str, database: dict[str, object], environment: dict[str, str]) -> None:
    """Have the command line work on the database of the tests, at the address of their server."""
    environment["AYO_DATABASE_URL"] = env.database_url(database)
    environment["AYO_URL"] = ayo_url


async def ayo_here(*words: str) -> Any:
    """Run `ayo oidc …` in this process: the same commands, without seconds of starting Python for each."""
    return await asyncio.to_thread(_run, words)


def _run(words: tuple[str, ...]) -> Any:
    try:
        return json.loads(CliRunner().invoke(oidc.command, [*words[1:], "--json"], catch_exceptions=False).output)
    finally:
        connections.close_all()


@dataclass
class Street:
    fronts: dict[str, Front]
    keyring: Keyring

    def url(self, slug: str) -> str:
        return self.fronts[slug].url


@contextlib.contextmanager
def open_street(home: Path, ayo_url: str, *, ports: tuple[int, ...] = (0, 0, 0)) -> Iterator[Street]:
    keyring = Keyring(home / "sandbox")
    fronts = [Front(sign_in, port, ayo_url) for sign_in, port in zip(THREE, ports, strict=True)]
    ready, loop = threading.Event(), asyncio.new_event_loop()
    stopping = asyncio.Event()

    async def stand() -> None:
        for front in fronts:
            await front.door.open()
            await front.introduce(keyring)
        ready.set()
        await stopping.wait()
        for front in fronts:
            front.door.shut()

    thread = threading.Thread(target=loop.run_until_complete, args=(stand(),))
    thread.start()
    try:
        assert ready.wait(60), "the command line did not make the clients"
        yield Street({front.sign_in.slug: front for front in fronts}, keyring)
    finally:
        loop.call_soon_threadsafe(stopping.set)
        thread.join(30)
        loop.close()
