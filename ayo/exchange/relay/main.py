"""The relay process: one leads, the others wait for its lock and take over within a moment."""

import asyncio
import gc
import logging
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
import psycopg
import uvloop
from django.conf import settings
from django.db import connection as django_connection
from psycopg.types.json import set_json_loads
from psycopg_pool import AsyncConnectionPool

from ayo.events.facade import Sequencer
from ayo.exchange.relay.leader import Leader
from ayo.region.facade import pack

WAITS_FOR_OFFICE = 0.25
_WANTED = ("dbname", "user", "password", "host", "port", "sslmode", "sslrootcert")

log = logging.getLogger(__name__)


def run() -> None:
    """Serve until told to stop (SIGTERM, SIGINT)."""
    set_json_loads(orjson.loads)
    # The ring holds tens of thousands of small objects that live for seconds: collecting them often only costs.
    gc.set_threshold(50_000, 20, 50)
    uvloop.run(_serve_until_told())


async def _serve_until_told() -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stopping.set)
    await serve(
        stopping,
        conninfo=conninfo(),
        source=f"urn:ayo:{pack().slug}",
        home=Path(settings.AYO_HOME),
        allow=settings.AYO_OUTBOUND_ALLOW,
    )


def conninfo() -> str:
    """Return how Django reaches the database, as libpq wants to hear it."""
    parameters = django_connection.get_connection_params()
    wanted = {name: str(parameters[name]) for name in _WANTED if parameters.get(name)}
    wanted |= {"keepalives_idle": "5", "keepalives_interval": "2", "keepalives_count": "3", "connect_timeout": "5"}
    return psycopg.conninfo.make_conninfo("", **wanted)


async def serve(stopping: asyncio.Event, *, conninfo: str, source: str, home: Path, allow: Sequence[str]) -> None:
    """Lead whenever the lock is free; a lost database is waited for."""
    while not stopping.is_set():
        try:
            await _serve_once(stopping, conninfo, source, home, allow)
        except psycopg.Error as error:
            # Whatever the database said, the next start reads everything anew from what was written down.
            log.warning("the relay lost the database", extra={"error": type(error).__name__})
            await _wait(stopping, WAITS_FOR_OFFICE)


async def _serve_once(stopping: asyncio.Event, conninfo: str, source: str, home: Path, allow: Sequence[str]) -> None:
    async with await psycopg.AsyncConnection.connect(
        conninfo, autocommit=True, application_name="ayo-relay"
    ) as connection:
        sequencer = Sequencer(connection)
        while not await sequencer.lead():
            await _wait(stopping, WAITS_FOR_OFFICE)
            if stopping.is_set():
                return
        log.info("this relay leads")
        async with _pool(conninfo) as pool:
            await Leader(sequencer, pool, source=source, home=home, allow=allow).run(stopping)


def _pool(conninfo: str) -> AsyncConnectionPool[Any]:
    return AsyncConnectionPool(
        conninfo, min_size=1, max_size=4, open=False, kwargs={"autocommit": True, "application_name": "ayo-relay-read"}
    )


async def _wait(stopping: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stopping.wait()
    except TimeoutError:
        pass
