"""The sandbox's signing service on a port of its own, in a mood that a test chooses."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.kit.http import Door
from sandbox.tte.authority import Authority
from sandbox.tte.service import PASSPHRASE, WELL, Official, SigningService

SARI = "3671014505750005"
USER, PASSWORD = "ayo", "rahasia-layanan"


class Moods:
    """Answers well unless told otherwise: `coming` is how the next requests are met, one after the other."""

    def __init__(self) -> None:
        self.coming: list[str] = []

    def __next__(self) -> str:
        return self.coming.pop(0) if self.coming else WELL

    def __iter__(self) -> Iterator[str]:
        return self


@dataclass
class SigningHouse:
    service: SigningService
    moods: Moods
    door: Door
    known: dict[str, Official]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.door.port}"

    def point(self, settings: Any) -> None:
        """Have Ayo sign here, and believe what is signed here."""
        settings.AYO_SIGNING_URL, settings.AYO_SIGNING_TIMEOUT_S = self.url, 1
        settings.AYO_SIGNING_USER, settings.AYO_SIGNING_PASSWORD = USER, PASSWORD
        settings.AYO_SIGNING_ANCHORS = [str(self.service.authority.anchor)]

    def begin(self) -> None:
        """Forget what an earlier test did."""
        self.moods.coming.clear()
        self.service.met.clear()
        self.service.signed = 0
        self.known.clear()
        self.known[SARI] = Official("Sari Wulandari", "Kelurahan Cikokol", PASSPHRASE)
        self.service._known = {}

    def forget(self, nik: str) -> None:
        """Know somebody no longer, also where a late answer to an earlier test has just looked them up."""
        del self.known[nik]
        self.service._known = {}


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[SigningHouse]:
    moods, known = Moods(), {}
    service = SigningService(
        authority=Authority(folder), user=USER, password=PASSWORD, officials=lambda: dict(known), manners=moods,
        late_s=1.6,
    )  # fmt: skip
    house = SigningHouse(service, moods, Door(service.handle, 0), known)
    ready, loop = threading.Event(), asyncio.new_event_loop()
    stopping = asyncio.Event()

    async def stand() -> None:
        await house.door.open()
        ready.set()
        await stopping.wait()
        house.door.shut()

    thread = threading.Thread(target=loop.run_until_complete, args=(stand(),))
    thread.start()
    try:
        assert ready.wait(30)
        yield house
    finally:
        loop.call_soon_threadsafe(stopping.set)
        thread.join(30)
        loop.close()
