"""A folder of files for each test, and the sandbox's scanner beside it."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from sandbox.scanner import Scanner


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def scanner(settings) -> Iterator[Scanner]:
    made, loop = Scanner(), asyncio.new_event_loop()
    loop.run_until_complete(made.open())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    settings.AYO_SCANNER = f"tcp://127.0.0.1:{made.port}"
    settings.AYO_SCANNER_TIMEOUT_S = 1
    yield made
    loop.call_soon_threadsafe(made.shut)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    for task in asyncio.all_tasks(loop):
        task.cancel()
        loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
    loop.close()
