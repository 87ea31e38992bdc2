"""A whole house under `ayo run`, in a home and on a port of its own, for the tests that kill things."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ayo.config import env

LONELY = "9173"  # A companion that only sleeps this long is easily told from everything else.


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def within(seconds: float, condition: Callable[[], object]) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@dataclass
class House:
    home: Path
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[str] | None" = None

    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("AYO_", "DJANGO_"))}
        return {**kept, "AYO_HOME": str(self.home), "PORT": str(self.port), "PYTHONPATH": str(env.ROOT)}

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        words = [sys.executable, "-m", "ayo", *arguments]
        return subprocess.run(words, env=self.environment(), capture_output=True, text=True, check=False, timeout=60)

    def open(self) -> None:
        words = [sys.executable, "-m", "ayo", "run", "--no-demo", "--workers", "1", "--beside", f"sleep {LONELY}"]
        with (self.home.parent / "run.out").open("w") as out:
            self.process = subprocess.Popen(words, env=self.environment(), stdout=out, stderr=out, text=True)
        assert within(90, lambda: "Ayo is open" in self.said() or self.process.poll() is not None), self.said()
        assert self.process.poll() is None, self.said()

    def said(self) -> str:
        return (self.home.parent / "run.out").read_text()

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read().decode()
        except OSError:
            return 0, ""

    def pids(self, word: str = "") -> list[int]:
        """Everything that lives and was started for this home, told by its environment; `word` is in its command."""
        mark = f"AYO_HOME={self.home}".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                line = (folder / "cmdline").read_bytes()
                if mark in (folder / "environ").read_bytes().split(b"\0") and line and word.encode() in line:
                    found.append(int(folder.name))
            except OSError:
                continue
        return found

    def server(self) -> int:
        return int((self.home / "postgres" / "data" / "postmaster.pid").read_text().splitlines()[0])

    def close(self, sign: signal.Signals = signal.SIGTERM) -> int:
        assert self.process
        self.process.send_signal(sign)
        return self.process.wait(60)
