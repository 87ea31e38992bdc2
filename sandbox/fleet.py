"""Starts the twenty as processes, talks to them over their pipes, kills and revives them."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox.kit import behaviour
from sandbox.kit.program import App

ROOT = Path(__file__).resolve().parent.parent
LONGEST_LINE = 16 * 1024 * 1024


class SilentError(Exception):
    """The application is not running, or did not answer in time."""


@dataclass(slots=True)
class Member:
    """One application: what it is, its process, and the last thing it said about itself."""

    module: str
    app: App
    port: int
    home: Path
    inbox: Path
    ayo_url: str
    manner: dict[str, Any]
    keys: dict[str, str] = field(default_factory=dict)
    process: asyncio.subprocess.Process | None = None
    status: dict[str, Any] = field(default_factory=dict)
    killed: bool = False
    outdated: bool = False
    waiting: dict[int, asyncio.Future[Any]] = field(default_factory=dict)
    numbers: itertools.count[int] = field(default_factory=itertools.count)
    reader: asyncio.Task[None] | None = None

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.returncode is None

    @property
    def state(self) -> str:
        if not self.running:
            return "KILLED"
        return str(self.status.get("state", "STARTING"))

    @property
    def loaded(self) -> bool:
        return bool(self.status.get("loaded"))

    async def start(self) -> None:
        self.killed = False
        self.status = {}
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            f"sandbox.apps.{self.module}",
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=LONGEST_LINE,
        )
        self._write(self.config())
        self.reader = asyncio.create_task(self._read(self.process))

    def config(self) -> dict[str, Any]:
        return {
            "port": self.port,
            "home": str(self.home),
            "inbox": str(self.inbox),
            "ayo_url": self.ayo_url,
            "keys": self.keys,
            "behaviour": self.manner,
        }

    async def ask(self, question: str, *, timeout: float = 5, **details: Any) -> Any:
        if not self.running:
            raise SilentError(self.app.slug)
        number = next(self.numbers)
        future = self.waiting[number] = asyncio.get_running_loop().create_future()
        try:
            self._write({"n": number, "ask": question, **details})
            return await asyncio.wait_for(future, timeout)
        except (TimeoutError, OSError) as error:
            raise SilentError(self.app.slug) from error
        finally:
            self.waiting.pop(number, None)

    async def behave(self, name: str) -> None:
        self.manner = {**self.manner, "name": behaviour.Behaviour.of({"name": name}).name}
        with contextlib.suppress(SilentError):
            await self.ask("behave", behaviour=self.manner)

    async def hand(self, keys: dict[str, str]) -> None:
        """Give the application its keys; one that is down gets them when it starts."""
        self.keys = keys
        with contextlib.suppress(SilentError):
            await self.ask("keys", keys=keys)

    async def kill(self) -> None:
        """As a crash would: no farewell, nothing saved on the way out."""
        self.killed = True
        if self.process is not None and self.running:
            self.process.kill()
            await self.process.wait()

    async def stop(self) -> None:
        if self.process is not None and self.running:
            self.process.terminate()
            try:
                await asyncio.wait_for(self.process.wait(), 5)
            except TimeoutError:
                self.process.kill()
                await self.process.wait()
        if self.reader is not None:
            await self.reader

    def _write(self, message: Mapping[str, Any]) -> None:
        assert self.process is not None and self.process.stdin is not None
        self.process.stdin.write(json.dumps(message).encode() + b"\n")

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while line := await process.stdout.readline():
            message = json.loads(line)
            if "status" in message:
                self.status = message["status"]
                continue
            future = self.waiting.get(message["n"])
            if future is not None and not future.done():
                future.set_result(message["answer"])
        for future in self.waiting.values():
            if not future.done():
                future.set_exception(SilentError(self.app.slug))


async def keep_alive(members: list[Member]) -> None:
    """Bring back what fell by itself; what a visitor killed stays down until revived."""
    while True:
        await asyncio.sleep(1)
        for member in members:
            if not member.running and not member.killed:
                await member.start()
