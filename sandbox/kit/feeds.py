"""What an application does on its own: load a snapshot, pull the feed, read files, die on schedule, flood Ayo."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sandbox.kit import behaviour
from sandbox.kit.client import TROUBLE, AnsweredError, Ayo
from sandbox.kit.receiver import now_ms

if TYPE_CHECKING:
    from sandbox.kit.program import Program

SLICE = 200
LONG_POLL_S = 20
BREATH_S = 0.2


async def load(program: Program) -> dict[str, int]:
    """Fill the copy from Ayo's snapshot; kinds already loaded are left alone, so a restart costs nothing."""
    ayo = Ayo(program.ayo_url, program.keys["api_key"])
    loaded = {}
    program.loading = True
    try:
        for table in program.app.tables:
            if table.kind not in program.receiver.ledger.loaded:
                loaded[table.kind] = await load_kind(program, ayo, table.kind)
    finally:
        program.loading = False
        ayo.close()
    return loaded


async def load_kind(program: Program, ayo: Ayo, kind: str) -> int:
    receiver, ledger = program.receiver, program.receiver.ledger
    cursor, position, count = "", "", 0
    while True:
        page = await asyncio.to_thread(ayo.snapshot, kind, cursor)
        # The feed is tailed from where the first page began: what came later is in the feed as well.
        position = position or str(page["position"])
        for start in range(0, len(page["records"]), SLICE):
            for one in page["records"][start : start + SLICE]:
                receiver.put(receiver.tables[kind], str(one["id"]), int(one["version"]), one["record"], always=False)
            count += len(page["records"][start : start + SLICE])
            receiver.save()
            await asyncio.sleep(0)
        cursor = page.get("next") or ""
        if not cursor:
            break
    if not ledger.cursor or int(position) < int(ledger.cursor):
        ledger.note("cursor", position)
    ledger.note("position", position)
    ledger.note("loaded", kind)
    ledger.commit()
    return count


async def pull(program: Program) -> None:
    """Ask for what comes after our position, apply it, and ask again: asking is the acknowledgement."""
    ayo: Ayo | None = None
    wait = 0
    while True:
        ready = program.keys and {table.kind for table in program.app.tables} <= program.receiver.ledger.loaded
        if not ready or program.loading or program.door.server is None:
            await asyncio.sleep(0.2)
            continue
        if ayo is None or ayo.key != program.keys["api_key"]:
            ayo = Ayo(program.ayo_url, program.keys["api_key"])
        asked = time.monotonic()
        try:
            page = await asyncio.to_thread(ayo.events, program.receiver.ledger.cursor, wait)
        except TROUBLE as error:
            await asyncio.sleep(max(1.0, error.retry_after if isinstance(error, AnsweredError) else 0.0))
            continue
        await asyncio.sleep(program.behaviour.pause_s(program.chance))
        if page["events"]:
            program.take(page["events"])
        if str(page["next"]) != program.receiver.ledger.cursor:
            program.receiver.ledger.note("cursor", str(page["next"]))
            program.receiver.ledger.note("position", str(page["next"]))
            program.receiver.ledger.commit()
        elif not page["events"]:
            # Ayo may be too busy to hold the question; then we do not ask again at once.
            await asyncio.sleep(max(0.0, BREATH_S - (time.monotonic() - asked)))
        # After a full page the next follows at once; otherwise Ayo holds the question until something happens.
        wait = LONG_POLL_S if str(page["next"]) == str(page["head"]) else 0


async def read_files(program: Program) -> None:
    """Look into the exchange folder for finished files, oldest first; `.done` is our acknowledgement."""
    while True:
        if program.door.server is not None:
            for manifest in sorted(program.inbox.glob("events-*.json"), key=first_position):
                if manifest.with_suffix(".done").exists():
                    continue
                if not take_file(program, manifest):
                    break
                await asyncio.sleep(0)
        await asyncio.sleep(0.2)


def first_position(manifest: Path) -> int:
    return int(manifest.stem.split("-")[1])


def take_file(program: Program, manifest: Path) -> bool:
    """Apply one file if it is whole; a file that does not match its manifest is left for the next look."""
    try:
        told = json.loads(manifest.read_bytes())
        content = manifest.with_suffix(".ndjson").read_bytes()
    except (OSError, ValueError):
        return False
    lines = content.splitlines()
    if hashlib.sha256(content).hexdigest() != told["sha256"] or len(lines) != told["count"]:
        program.receiver.counts["bad_files"] += 1
        return False
    program.take([json.loads(line) for line in lines])
    program.receiver.ledger.note("position", str(told["to"]))
    program.receiver.ledger.commit()
    manifest.with_suffix(".done").touch()
    return True


async def die_and_rise(program: Program) -> None:
    """A dying application closes its port for minutes at a time, cutting every connection."""
    since = time.monotonic()
    while True:
        await asyncio.sleep(0.1)
        if program.behaviour.name != behaviour.DYING:
            since = time.monotonic()
            if program.door.server is None:
                await program.door.open()
            continue
        alive = program.door.server is not None
        if time.monotonic() - since < (program.behaviour.alive_s if alive else program.behaviour.dead_s):
            continue
        since = time.monotonic()
        if alive:
            program.door.shut()
        else:
            await program.door.open()


async def flood(program: Program) -> None:
    """Send everything it holds back to Ayo, again and again, as a badly written nightly sync would."""
    while True:
        await asyncio.sleep(1)
        manner = program.behaviour
        if manner.name != behaviour.FLOOD or not program.keys or program.loading:
            continue
        people = program.receiver.tables["person"].store.ids()
        if people:
            workers = [flood_worker(program, people, time.monotonic() + manner.flood_for_s) for _ in range(4)]
            await asyncio.gather(*workers)
        await asyncio.sleep(max(0.0, manner.flood_every_s - manner.flood_for_s))


async def flood_worker(program: Program, people: list[str], until: float) -> None:
    ayo = Ayo(program.ayo_url, program.keys["api_key"], timeout=10)
    pause = 4 / max(program.behaviour.flood_per_s, 0.1)
    while time.monotonic() < until and program.behaviour.name == behaviour.FLOOD:
        started = time.monotonic()
        try:
            await asyncio.to_thread(flood_once, program, ayo, program.chance.choice(people))
            program.receiver.counts["flooded"] += 1
        except AnsweredError as error:
            program.receiver.counts[f"flood_{error.status}"] += 1
            if error.status == 429 and program.behaviour.honours_429:
                await asyncio.sleep(max(1.0, error.retry_after))
        except TROUBLE:
            program.receiver.counts["flood_failed"] += 1
        await asyncio.sleep(max(0.0, pause - (time.monotonic() - started)))
    ayo.close()


def flood_once(program: Program, ayo: Ayo, person_id: str) -> dict[str, Any]:
    """Half reads, half writes of what Ayo already knows: no change, only work."""
    if now_ms() % 2:
        return ayo.ask("GET", f"/api/registry/persons/{person_id}")
    known = ayo.ask("GET", f"/api/registry/persons/{person_id}")
    return ayo.ask("PATCH", f"/api/registry/persons/{person_id}", {"phone": known.get("phone")})
