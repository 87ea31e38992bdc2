"""Who uses a home folder and a port: two houses never share either."""

import fcntl
import os
import socket
import time
from pathlib import Path
from typing import IO

from ayo.config.terminal import Refusal

TICK = 0.1
OLD_RUN_PATIENCE = 30.0


def running_supervisor(home: Path) -> str:
    """Return the process and address of the run that uses this home, or nothing."""
    try:
        with (home / "run" / "lock").open(encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return ""
    except BlockingIOError:
        noted = (home / "run" / "lock").read_text(encoding="utf-8")
        return noted if noted and Path(f"/proc/{noted.split(', ')[0]}").exists() else ""
    return ""


def take_home(home: Path, address: str) -> IO[str]:
    """Lock the home folder for this run, or refuse when another run has it.

    The lock of a run that was killed is held by its guard until everything it had started is gone.
    """
    folder = home / "run"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = (folder / "lock").open("a+", encoding="utf-8")
    deadline = time.monotonic() + OLD_RUN_PATIENCE
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if runner := running_supervisor(home):
                raise Refusal(
                    f"Ayo already runs with {home}: process {runner}. End it first, or choose another AYO_HOME and PORT"
                ) from None
            if time.monotonic() > deadline:
                raise Refusal(f"an earlier run with {home} has not finished ending") from None
            time.sleep(TICK)
    file.seek(0)
    file.truncate()
    file.write(f"{os.getpid()}, {address}")
    file.flush()
    return file


def refuse_taken_port(host: str, port: int) -> None:
    """Refuse a port that somebody listens on: the web server would share it with them, silently."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as error:
            raise Refusal(f"port {port} on {host} is not free ({error.strerror}); choose another PORT") from None
