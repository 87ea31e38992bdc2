"""A house of its own for a benchmark: temporary home, bundled PostgreSQL with fsync on, relay and receiver."""

import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FIELDS = ["name", "phone", "email", "birth_on", "sex", "domicile.kelurahan", "domicile.rw", "domicile.rt"]


class House:
    """Everything under one temporary folder; Django is set up on first use, after the environment is."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.relay: subprocess.Popen[bytes] | None = None
        self.receiver: subprocess.Popen[str] | None = None
        self.port = 0
        self.others: list[subprocess.Popen[bytes]] = []

    @property
    def database(self) -> str:
        from ayo.config import embedded, env

        return env.database_url(embedded.connection_settings(self.home))

    @property
    def cluster(self) -> Any:
        from ayo.config import embedded

        return embedded.Cluster(self.home)

    def build(self) -> None:
        os.environ |= {
            "AYO_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "ayo.config.settings", "AYO_LOG_LEVEL": "ERROR",
            "AYO_OUTBOUND_ALLOW": "127.0.0.1/32", "AYO_SECRET_KEY": "only-for-benchmarks",
        }  # fmt: skip
        os.environ.pop("AYO_DATABASE_URL", None)
        self.cluster.start()
        subprocess.run([sys.executable, "-m", "ayo", "migrate"], check=True, stdout=subprocess.DEVNULL)
        import django

        django.setup()
        self.sql("create table if not exists bench_row (id uuid primary key, value text, version int not null)")

    def sql(self, statement: str, parameters: Iterable[Any] = ()) -> list[Any]:
        import psycopg

        with psycopg.connect(self.database, autocommit=True) as connection:
            cursor = connection.execute(statement, list(parameters))
            return cursor.fetchall() if cursor.description else []

    def subjects(self, count: int) -> list[str]:
        self.sql("truncate bench_row")
        rows = self.sql(
            "insert into bench_row select uuidv7(), '', 0 from generate_series(1, %s) returning id::text", [count]
        )
        return [row[0] for row in rows]

    def start_receiver(self) -> None:
        self.receiver = subprocess.Popen(
            [sys.executable, "-m", "bench._receiver"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.receiver.stdout
        self.port = int(self.receiver.stdout.readline())

    def tell(self, order: str) -> None:
        assert self.receiver and self.receiver.stdin and self.receiver.stdout
        self.receiver.stdin.write(order + "\n")
        self.receiver.stdin.flush()
        assert self.receiver.stdout.readline().strip() == "ok"

    def notes(self) -> dict[str, Any]:
        path = self.home / "notes"
        self.tell(f"dump {path}")
        return pickle.loads(path.read_bytes())  # type: ignore[no-any-return]

    def add_apps(self, count: int, mode: str = "BATCH", prefix: str = "app", endpoint: str = "") -> list[str]:
        from django.db import connection

        from ayo.common.actor import SYSTEM
        from ayo.exchange import facade as exchange
        from ayo.registry import facade as registry

        if registry.organisation_id("BENCH") is None:
            values = {"code": "BENCH", "name": "Bench", "kind": "DINAS", "valid_from": "2020-01-01"}
            registry.register_record(
                "organisation", values, valid_from=_today(), actor=SYSTEM, not_duplicates_of=(), note=""
            )
        slugs = [f"{prefix}-{mode.lower()}-{number}" for number in range(count)]
        contract = {
            "valid_from": "2020-01-01", "purpose": "bench", "legal_basis": "bench",
            "grants": [{"kind": "person", "fields": FIELDS}],
        }  # fmt: skip
        apps = [
            {"slug": slug, "name": slug, "owner": "BENCH", "mode": mode, "contract": contract,
             "endpoint": endpoint or f"http://127.0.0.1:{self.port}/{slug}"}
            for slug in slugs
        ]  # fmt: skip
        exchange.apply_manifest(manifest={"apps": apps}, rotate=False, actor=SYSTEM)
        connection.close()
        return slugs

    def drop_apps(self) -> None:
        self.stop_relay()
        self.sql("delete from exchange_attempt")
        self.sql("truncate exchange_app cascade")
        self.sql("delete from events_cursor where name like 'app:%%'")

    def start(self, what: str) -> subprocess.Popen[bytes]:
        """Start one of Ayo's processes; whatever is still there at the end is stopped."""
        process = subprocess.Popen([sys.executable, "-m", "ayo", what])
        self.others.append(process)
        return process

    def start_relay(self) -> None:
        self.relay = self.start("relay")
        before = time.time()
        while not self.sql("select 1 from events_heartbeat where name = 'relay' and at > to_timestamp(%s)", [before]):
            if self.relay.poll() is not None or time.time() - before > 60:
                raise RuntimeError("the relay does not lead")
            time.sleep(0.05)

    def stop_relay(self) -> None:
        if self.relay is not None and self.relay.poll() is None:
            self.relay.terminate()
            self.relay.wait(20)

    def kill_relay(self) -> None:
        assert self.relay is not None
        self.relay.send_signal(signal.SIGKILL)
        self.relay.wait()

    def produce(self, *, rate: float, count: int, subjects: list[str], threads: int = 4) -> "Production":
        return Production(self, rate=rate, count=count, subjects=subjects, threads=threads)

    def head(self) -> int:
        return int(self.sql("select position from events_counter")[0][0])

    def waiting(self) -> int:
        return int(self.sql("select count(*) from events_outbox")[0][0])

    def settle(self, slugs: list[str], expected: int, within: float = 120.0) -> bool:
        """Wait until every application has been given so many different events."""
        deadline = time.time() + within
        while time.time() < deadline:
            first = self.notes()["first"]
            if all(len(first.get(slug, ())) >= expected for slug in slugs):
                return True
            time.sleep(0.25)
        return False

    def close(self) -> None:
        for process in self.others:
            process.kill()
            process.wait()
        if self.receiver is not None:
            self.receiver.kill()
            self.receiver.wait()
        self.cluster.stop()


class Production:
    def __init__(self, house: House, **order: Any) -> None:
        self.out = house.home / f"produced-{time.monotonic_ns()}"
        order |= {"database": house.database, "out": str(self.out)}
        self.process = subprocess.Popen([sys.executable, "-m", "bench._producer"], stdin=subprocess.PIPE, text=True)
        assert self.process.stdin
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()

    def finish(self) -> dict[str, float]:
        """Return when the commit of each event returned."""
        assert self.process.wait() == 0
        return dict(pickle.loads(self.out.read_bytes()))


@contextmanager
def house() -> Iterator[House]:
    home = Path(tempfile.mkdtemp(prefix="ayo-bench-"))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    made = House(home)
    try:
        made.build()
        made.start_receiver()
        yield made
    finally:
        made.close()
        shutil.rmtree(home, ignore_errors=True)


def _today() -> Any:
    from ayo.common import clock

    return clock.today()
