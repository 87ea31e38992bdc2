"""One program under the supervisor: started in a group of its own, started again when it crashes, ended as a whole."""

import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from ayo.config import guard

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0  # A program that ran this long was healthy: its next crash is a new story.
LARGEST_LOG = 10_000_000


class Child:
    def __init__(
        self, name: str, command: list[str], environment: Mapping[str, str], log: Path, note: Callable[[str], None]
    ) -> None:
        self.name = name
        self.log = log
        self._command = command
        self._environment = dict(environment)
        self._note = note
        self._process: subprocess.Popen[bytes] | None = None
        self._began = 0.0
        self._pause = FIRST_PAUSE
        self._again_at = 0.0
        self.crashes = 0

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = not self.log.exists() or self.log.stat().st_size > LARGEST_LOG
        with self.log.open("wb" if fresh else "ab") as log:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._environment,
                start_new_session=True,
            )
        self._note(f"+{self._process.pid}")
        self._began = time.monotonic()

    def look_after(self) -> str | None:
        """Start the program again when it has ended and its pause is over; return what there is to tell."""
        if self._process is None:
            if time.monotonic() >= self._again_at:
                self.start()
            return None
        code = self._process.poll()
        if code is None:
            return None
        self._clear()
        self.crashes += 1
        if time.monotonic() - self._began > STEADY_AFTER:
            self._pause = FIRST_PAUSE
        self._again_at = time.monotonic() + self._pause
        told = f"{self.name} ended ({_reason(code)}), starting it again in {self._pause:g} s; see {self.log}"
        self._pause = min(self._pause * 2, LONGEST_PAUSE)
        return told

    def ask_to_end(self) -> None:
        """Tell the program itself; what it started is its own to end, and is swept up in `end`."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)

    def end(self, patience: float) -> None:
        """Wait for the program to end, then remove whatever is left of its group."""
        if self._process is None:
            return
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            guard.tell(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._clear()

    def kill(self) -> None:
        if self._process:
            guard.tell(self._process.pid, signal.SIGKILL)

    def _clear(self) -> None:
        assert self._process is not None  # noqa: S101  both callers have just looked
        guard.tell(self._process.pid, signal.SIGKILL)
        self._note(f"-{self._process.pid}")
        self._process = None


def _reason(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
