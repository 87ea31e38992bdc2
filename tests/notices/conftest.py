"""A real mail server and a real gateway on this machine, at noon; each runs on a loop of its own thread."""

import asyncio
import itertools
import threading
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from sandbox.gateway import WELL, Gateway
from sandbox.kit.http import Door
from sandbox.mail import Sink

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
SECRET = "whsec_" + "c2VjcmV0LW9mLXRoZS1nYXRld2F5LWZvci10ZXN0cw=="


@pytest.fixture
def noon() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=True) as traveller:
        yield traveller


@pytest.fixture
def loop() -> Iterator[Callable[[Callable[[], Awaitable[Any]]], Any]]:
    """Return a function that runs something on a loop that keeps running beside the test."""
    beside = asyncio.new_event_loop()
    thread = threading.Thread(target=beside.run_forever, daemon=True)
    thread.start()
    yield lambda made: asyncio.run_coroutine_threadsafe(made(), beside).result(10)
    asyncio.run_coroutine_threadsafe(_stop(), beside).result(10)
    beside.call_soon_threadsafe(beside.stop)
    thread.join(10)
    beside.close()


async def _stop() -> None:
    left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


@pytest.fixture
def mailbox(loop: Any, settings: Any) -> Iterator[Sink]:
    sink = Sink()
    loop(sink.open)
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield sink
    loop(_shutting(sink))


@pytest.fixture
def gateway(loop: Any, settings: Any) -> Iterator[Gateway]:
    """A gateway that takes everything and says nothing of it, until a test gives it other manners."""
    made = Gateway(key="kunci", secret=SECRET, ayo_url="", manners=itertools.repeat(WELL), receipt_after_s=-1)
    door = Door(made.handle, 0)
    loop(door.open)
    settings.AYO_GATEWAY_URL, settings.AYO_GATEWAY_KEY = f"http://127.0.0.1:{door.port}", "kunci"
    settings.AYO_GATEWAY_SECRET = SECRET
    yield made
    loop(_shutting(door))


def _shutting(door: Door | Sink) -> Callable[[], Awaitable[None]]:
    async def shut() -> None:
        door.shut()

    return shut
