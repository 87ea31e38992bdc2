"""A relay at work in a thread of this process, and applications that listen."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from ayo.exchange.relay import main
from tests.exchange.receiver import Receiver


class RunningRelay:
    """The relay's own loop in a thread, so that a test can watch it from outside."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> "RunningRelay":
        self._thread.start()
        return self

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(15)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        from psycopg.types.json import set_json_loads  # noqa: F401  the relay's process sets orjson; tests keep json

        self._loop.run_until_complete(
            main.serve(
                self._stopping,
                conninfo=main.conninfo(),
                source="urn:ayo:test",
                home=self.home,
                allow=settings.AYO_OUTBOUND_ALLOW,
            )
        )
        self._loop.close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        yield server


@pytest.fixture
def relay(transactional_db: None, tmp_path: Path) -> Iterator[Callable[[], RunningRelay]]:
    """Return a function that starts a relay; all are stopped at the end."""
    running: list[RunningRelay] = []

    def start() -> RunningRelay:
        one = RunningRelay(tmp_path).start()
        running.append(one)
        return one

    yield start
    for one in running:
        if one._thread.is_alive():
            one.stop()


def eventually(condition: Callable[[], object], within: float = 60.0) -> None:
    deadline = time.monotonic() + within
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"not true within {within} s")
        time.sleep(0.01)
