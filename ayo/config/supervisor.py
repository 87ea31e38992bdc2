"""`ayo run`: the whole house as one command, from the bundled PostgreSQL to the companions beside it.

It starts in order, starts again what crashes, and ends in the opposite order; nothing it started outlives it.
"""

import contextlib
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO

from ayo.config import claims, env, guard
from ayo.config.child import Child
from ayo.config.embedded import Cluster
from ayo.config.postgres import DatabaseTrouble
from ayo.config.terminal import Refusal

TICK = 0.1
PATIENCE = 12.0
WEB_PATIENCE = 60.0
TRIES = 3
INNER = frozenset({"relay", "jobs"})


@dataclass(frozen=True)
class Plan:
    """What to run and where."""

    home: Path
    host: str
    port: int
    workers: int
    with_demo: bool
    beside: tuple[str, ...]
    mention: tuple[str, ...]

    @property
    def address(self) -> str:
        shown = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104  compared, not bound
        return f"http://{shown}:{self.port}"


class InterruptedStart(Exception):
    """Somebody asked to end before everything had started."""


class Supervisor:
    def __init__(self, plan: Plan, say: Callable[[str], None]) -> None:
        self.plan = plan
        self.say = say
        self.cluster = None if env.text("AYO_DATABASE_URL") else Cluster(plan.home)
        self._owns_database = False
        self._children: list[Child] = []
        self._guard: subprocess.Popen[str] | None = None
        self._lock: IO[str] | None = None
        self._is_starting = True
        self._asked_to_end = False

    def run(self) -> None:
        """Run until somebody asks to end, or a start fails; clean up in either case."""
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, self._on_signal)
        with contextlib.suppress(InterruptedStart):
            try:
                self._start()
                self._is_starting = False
                while not self._asked_to_end:
                    self._look_after_all()
                    time.sleep(TICK)
            finally:
                self._is_starting = False
                self._end()

    def _start(self) -> None:
        self._lock = claims.take_home(self.plan.home, self.plan.address)
        claims.refuse_taken_port(self.plan.host, self.plan.port)
        self._guard = self._start_guard()
        self._start_database()
        people = self._prepare()
        metrics = self.plan.home / "run" / "metrics"
        shutil.rmtree(metrics, ignore_errors=True)
        metrics.mkdir(parents=True, mode=0o700)
        serving = {"AYO_COLLECTED": "1", "AYO_POOLED": "1", "PROMETHEUS_MULTIPROC_DIR": str(metrics)}
        self._launch("relay", ayo("relay"))
        self._launch("jobs", ayo("jobs"))
        self._wait_for(self._launch("web", ayo("web", "--workers", str(self.plan.workers)), **serving))
        for command in self.plan.beside:
            words = shlex.split(command)
            self._launch(Path(words[-1]).name, words)
        for line in greeting(self.plan, people):
            self.say(line)

    def _start_database(self) -> None:
        if not self.cluster:
            return
        self._owns_database = self.cluster.pid() is None
        if self._owns_database:
            self.say("Starting PostgreSQL …")
            self._note(f"database {self.plan.home}")
        self.cluster.start()
        self._give_up_if_asked()

    def _prepare(self) -> list[dict[str, str]]:
        """Have `ayo prepare` bring tables, files and the demo city up to date; return the people to sign in as."""
        self.say("Preparing the database …")
        command = ayo("prepare", "--json", "--demo" if self.plan.with_demo else "--no-demo")
        environment = self._environment(AYO_STATEMENT_TIMEOUT_MS="0", AYO_COLLECTED="1")
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True)
        self._note(f"+{process.pid}")
        try:
            while process.poll() is None:
                self._give_up_if_asked()
                time.sleep(TICK / 2)
        finally:
            guard.tell(process.pid, signal.SIGKILL)
            answer, _ = process.communicate()
            self._note(f"-{process.pid}")
        if process.returncode:
            raise Refusal("the database could not be prepared; the reason stands above")
        people: list[dict[str, str]] = json.loads(answer)["people"]
        return people

    def _give_up_if_asked(self) -> None:
        if self._asked_to_end:
            raise InterruptedStart

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        """The first time: end in order. Again, from somebody impatient: break off a start, kill what still runs."""
        if self._asked_to_end:
            if self._is_starting:
                raise InterruptedStart
            for child in self._children:
                child.kill()
        self._asked_to_end = True

    def _start_guard(self) -> subprocess.Popen[str]:
        assert self._lock  # noqa: S101  taken just before
        return subprocess.Popen(
            [sys.executable, "-m", "ayo.config.guard"],
            stdin=subprocess.PIPE,
            text=True,
            bufsize=1,
            cwd=env.ROOT,
            start_new_session=True,
            pass_fds=[self._lock.fileno()],
        )

    def _note(self, line: str) -> None:
        if self._guard and self._guard.stdin:
            try:
                self._guard.stdin.write(line + "\n")
                self._guard.stdin.flush()
            except BrokenPipeError:
                self._guard = None  # Somebody ended the guard; the house itself still runs.

    def _environment(self, **more: str) -> dict[str, str]:
        folder = str(Path(sys.executable).parent)
        return {
            **os.environ,
            "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}",
            "PYTHONPATH": os.pathsep.join(filter(None, [str(env.ROOT), os.environ.get("PYTHONPATH", "")])),
            "AYO_HOME": str(self.plan.home),
            "AYO_URL": env.text("AYO_URL") or self.plan.address,
            "AYO_BIND": self.plan.host,
            "PORT": str(self.plan.port),
            **more,
        }

    def _launch(self, name: str, command: list[str], **more: str) -> Child:
        child = Child(name, command, self._environment(**more), self.plan.home / "logs" / f"{name}.log", self._note)
        self._children.append(child)
        child.start()
        return child

    def _wait_for(self, web: Child) -> None:
        deadline = time.monotonic() + WEB_PATIENCE
        while True:
            if answers(f"{self.plan.address}/health/live"):
                return
            self._give_up_if_asked()
            self._look_after_all()
            if time.monotonic() > deadline or web.crashes >= TRIES:
                raise Refusal(f"the web processes do not answer; see {web.log}")
            time.sleep(TICK)

    def _look_after_all(self) -> None:
        for child in self._children:
            if told := child.look_after():
                self.say(told)
        if self.cluster and self._owns_database and not self.cluster.pid():
            self.say("PostgreSQL ended, starting it again …")
            try:
                self.cluster.start()
            except DatabaseTrouble as trouble:
                self.say(str(trouble))

    def _end(self) -> None:
        """End in order: first who takes input, then who passes it on, then the database."""
        if self._children:
            self.say("Ending …")
        inner = [child for child in self._children if child.name in INNER]
        outer = [child for child in self._children if child.name not in INNER]
        for group in (outer, inner):
            for child in group:
                child.ask_to_end()
            deadline = time.monotonic() + PATIENCE
            for child in group:
                child.end(max(0.1, deadline - time.monotonic()))
        if self.cluster and self._owns_database:
            self.cluster.stop()
        self._note("done")
        if self._guard and self._guard.stdin:
            self._guard.stdin.close()
            self._guard.wait()
        if self._lock:
            self._lock.close()


def answers(url: str) -> bool:
    """Tell whether a page comes; the port is open long before the first worker is."""
    with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5) as page:  # noqa: S310  our own address
        return bool(page.status == 200)
    return False


def greeting(plan: Plan, people: list[dict[str, str]]) -> list[str]:
    lines = ["", f"Ayo is open at {plan.address}"]
    if "//127.0.0.1" in plan.address:
        lines.append(f"Passkeys want a name: try them at {plan.address.replace('127.0.0.1', 'localhost')}")
    if people:
        widest = max(len(person["name"]) for person in people)
        lines += ["Sign in with one click as:", *(f"  {one['name']:<{widest}}  {one['role']}" for one in people)]
    return [*lines, *plan.mention, f"Data and logs are in {plan.home}. Ctrl-C ends everything.", ""]


def ayo(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "ayo", *arguments]
