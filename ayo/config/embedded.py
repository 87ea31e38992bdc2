"""The PostgreSQL that comes inside a Python wheel, for a laptop, a test run and a small office.

One data folder never has two servers, a killed server leaves nothing that stops the next start, and no process but
`ayo db` and the supervisor of `ayo run` starts or stops it: everyone else only gets an address.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ayo.config import postgres
from ayo.config.postgres import DatabaseTrouble

NAME = USER = "ayo"
PORT = "5432"
LONGEST_SOCKET_FOLDER = 90  # The kernel allows 107 bytes for the whole socket path.
START_PATIENCE = 60.0  # Backends orphaned by a kill hold the shared memory for a while.
RECOVERY_PATIENCE = 900.0  # A server that answers "starting up" replays its log; that is work, not a failure.
LARGEST_LOG = 10_000_000

SETTINGS = """\
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 200
shared_buffers = 256MB
effective_cache_size = 1GB
work_mem = 16MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
min_wal_size = 256MB
checkpoint_timeout = 15min
wal_compression = pglz
fsync = on
synchronous_commit = on
random_page_cost = 1.1
jit = off
max_parallel_workers_per_gather = 1
autovacuum_naptime = 15s
timezone = 'UTC'
log_timezone = 'UTC'
# Statements and their details hold personal data: the server's own log must never repeat them.
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length_on_error = 0
include = '../local.conf'
"""

# Kept only so that a server that ends while its starter lives is reaped and does not stay a zombie.
_launched: list[subprocess.Popen[bytes]] = []


@dataclass(frozen=True)
class Cluster:
    """One data folder and the server that may run on it."""

    home: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return self.home / "postgres"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def socket_folder(self) -> Path:
        """The data folder, or a hashed one when that path is too long for a socket; the same for every process."""
        if len(os.fsencode(self.data)) <= LONGEST_SOCKET_FOLDER:
            return self.data
        mark = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        return Path(f"/tmp/ayo-{self.owner()}-{mark}")  # noqa: S108  its owner is checked before each start

    def owner(self) -> int:
        """The user whose server this is: the owner of the data, whoever asks."""
        with contextlib.suppress(FileNotFoundError):
            return self.data.stat().st_uid
        return postgres.server_user()

    def pid(self) -> int | None:
        """The pid of the living server, or None: a zombie or a stranger under an old number is not a server."""
        pid = self._noted_pid()
        if pid is None:
            return None
        try:
            title, _, rest = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")
            lives = rest.split()[0] not in {"Z", "X"}
            return pid if lives and Path(f"/proc/{pid}/cwd").samefile(self.data) else None
        except PermissionError:  # Started by root on our behalf, so we may not look inside: its name must do.
            return pid if lives and title.endswith("(postgres") else None
        except OSError:
            return None

    def ready(self) -> bool:
        ask = [postgres.program("pg_isready"), "-q", "-h", str(self.socket_folder), "-p", PORT, "-U", USER, "-t", "2"]
        return subprocess.run(ask, check=False, env=postgres.environment()).returncode == 0

    def start(self) -> bool:
        """Make the cluster if need be and have its server accept connections; True when this call launched it."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._lock():
            for left in self.folder.glob("data.tmp-*"):
                shutil.rmtree(left, ignore_errors=True)
            if not (self.data / "PG_VERSION").exists():
                self._initialise()
            if self._becomes_ready(lambda: self.pid() is None):
                self._ensure_database()  # Whoever started it may have been killed before this.
                return False
            self._prepare()
            self._launch()
            self._ensure_database()
            return True

    def stop(self) -> bool:
        """Stop the server, politely first, then at once; True when one was running."""
        if not self.data.exists():
            return False
        with self._lock():
            pid = self.pid()
            if pid is None:
                return False
            for sign, patience in ((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 5.0)):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, sign)
                if _within(patience, lambda: self.pid() is None):
                    _reap()
                    return True
            raise DatabaseTrouble(f"PostgreSQL (process {pid}) does not stop; see {self.log}")

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        """Let one process at a time start or stop; the kernel drops the lock when its holder is killed."""
        with (self.folder / "lock").open("w", encoding="ascii") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _noted_pid(self) -> int | None:
        with contextlib.suppress(OSError, ValueError, IndexError):
            return int((self.data / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])
        return None

    def _initialise(self) -> None:
        """Run initdb beside the final place and rename, so that a killed start leaves nothing half made.

        Each try has a folder of its own: the initdb of a killed starter may still be writing into the last one.
        """
        user, unfinished = postgres.server_user(), Path(tempfile.mkdtemp(prefix="data.tmp-", dir=self.folder))
        os.chown(unfinished, user, -1)
        wanted = ["-U", USER, "--auth=trust", "--encoding=UTF8", "--no-instructions"]
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"]
        command = [*postgres.as_user(user), postgres.program("initdb"), "-D", str(unfinished), *wanted, *locale]
        made = subprocess.run(
            command, check=False, capture_output=True, text=True, env=postgres.environment(), cwd=self.folder
        )
        if made.returncode:
            raise DatabaseTrouble(f"PostgreSQL could not make its data folder: {_reason(made.stderr)}")
        unfinished.rename(self.data)

    def _prepare(self) -> None:
        """Put the data, the socket folder and the settings in order for the server that is about to start."""
        if self.owner() == 0 and not postgres.namespaces_work():
            for path in (self.data, *self.data.rglob("*")):
                os.chown(path, postgres.server_user(), -1, follow_symlinks=False)
        sockets = self.socket_folder
        sockets.mkdir(mode=0o700, exist_ok=True)
        if os.geteuid() == 0:
            os.chown(sockets, self.owner(), -1, follow_symlinks=False)
        if sockets.lstat().st_uid != self.owner():
            raise DatabaseTrouble(f"{sockets} belongs to somebody else; remove it or choose a shorter AYO_HOME")
        (self.folder / "local.conf").touch(mode=0o600)
        chosen = {"unix_socket_directories": str(sockets), "port": PORT, **self.settings}
        lines = "".join(f"{key} = '{value}'\n" for key, value in chosen.items())
        # Written over the old file, so that it keeps its owner when root starts somebody else's server.
        (self.data / "postgresql.conf").write_text(SETTINGS + lines, encoding="utf-8")

    def _launch(self) -> None:
        """Start the server; again and again, while orphans of a killed one still hold its memory."""
        command = [*postgres.as_user(self.owner()), postgres.program("postgres"), "-D", str(self.data)]
        deadline = time.monotonic() + START_PATIENCE
        while True:
            self._forget_stale_pid()
            self.log.touch(mode=0o600)
            with self.log.open("ab" if self.log.stat().st_size < LARGEST_LOG else "wb") as log:
                before = log.tell()
                server = subprocess.Popen(
                    command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                    start_new_session=True, env=postgres.environment(), cwd=self.folder,
                )  # fmt: skip
            _launched.append(server)
            if self._becomes_ready(lambda: server.poll() is not None):  # noqa: B023  asked only within this turn
                return
            said = self.log.read_bytes()[before:].decode("utf-8", "replace")
            if "pre-existing shared memory block" not in said or time.monotonic() > deadline:
                raise DatabaseTrouble(f"PostgreSQL did not start: {_reason(said)} (see {self.log})")
            time.sleep(0.2)

    def _forget_stale_pid(self) -> None:
        """Remove the notes that PostgreSQL would stumble over: unreadable, of a zombie, or of a reused number.

        When the number is simply gone the notes stay: PostgreSQL then also looks for orphans of that server.
        """
        pid = self._noted_pid()
        if pid is None or Path(f"/proc/{pid}").exists():
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            (self.socket_folder / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    def _becomes_ready(self, has_ended: Callable[[], bool]) -> bool:
        deadline = time.monotonic() + RECOVERY_PATIENCE
        while not has_ended():
            if self.ready():
                return True
            if time.monotonic() > deadline:
                raise DatabaseTrouble(f"PostgreSQL is not ready after {RECOVERY_PATIENCE:.0f} s; see {self.log}")
            time.sleep(0.02)
        return False

    def _ensure_database(self) -> None:
        """Create the database when it is missing: a first start that was killed may have left the server without it."""
        psql = [postgres.program("psql"), "-XqAt", "-h", str(self.socket_folder), "-p", PORT, "-U", USER]
        ask = [*psql, "-d", "template1", "-c", f"select 1 from pg_database where datname = '{NAME}'"]  # noqa: S608
        if _output(ask) != "1":
            _output([*psql, "-d", "template1", "-c", f"create database {NAME}"])


def connection_settings(home: Path) -> dict[str, object]:
    """Return Django's settings for the server of this home, whether it runs or not."""
    sockets = str(Cluster(home).socket_folder)
    return {"NAME": NAME, "USER": USER, "PASSWORD": "", "HOST": sockets, "PORT": PORT}


def _output(command: list[str]) -> str:
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=postgres.environment())
    if done.returncode:
        raise DatabaseTrouble(f"PostgreSQL refused: {_reason(done.stderr)}")
    return done.stdout.strip()


def _reason(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "rror:" in line]
    return (telling or lines or ["no message"])[-1]


def _reap() -> None:
    _launched[:] = [server for server in _launched if server.poll() is None]


def _within(seconds: float, condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True
