"""The supervisor's last will: a small process that ends all of its children when it is killed without a chance to.

It reads from a pipe that only the supervisor writes: `+GROUP` and `-GROUP` for process groups that begin and end,
`database HOME` for a server to stop, `done` when the supervisor has cleaned up by itself. The pipe closes with the
supervisor, however that dies. It inherits the lock of the home folder, so no new run starts amid the old one's end.
"""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterable
from pathlib import Path

PATIENCE = 10.0


def main(lines: Iterable[str]) -> None:
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    groups: list[int] = []
    home: Path | None = None
    for line in map(str.strip, lines):
        if line == "done":
            return
        if line.startswith("database "):
            home = Path(line.removeprefix("database "))
        elif line.startswith("+"):
            groups.append(int(line))
        elif line.startswith("-") and -int(line) in groups:
            groups.remove(-int(line))
    end(groups)
    if home:
        from ayo.config.embedded import Cluster

        Cluster(home).stop()


def end(groups: list[int]) -> None:
    """Ask the groups to end, and after a while make them."""
    for group in groups:
        tell(group, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while any(lives(group) for group in groups) and time.monotonic() < deadline:
        time.sleep(0.05)
    for group in groups:
        tell(group, signal.SIGKILL)


def tell(group: int, sign: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, sign)


def lives(group: int) -> bool:
    """Tell whether the group has a process that is not a zombie; nobody may be there to collect those."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError, ValueError):
            rest = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            if int(rest[2]) == group and rest[0] not in {"Z", "X"}:
                return True
    return False


if __name__ == "__main__":
    main(sys.stdin)
