"""Commit to delivered: latency at a steady rate, drain, single events, bad neighbours, outages, a reader's snapshot.

python -m bench.delivery [latency|drain|single|neighbours|outage|snapshot|inputs …]   (default: all, short forms)
"""

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from bench import _limits
from bench._house import House, house

APPS = 20


def percentiles(values: Iterable[float]) -> tuple[float, float, float]:
    ordered = sorted(values)
    if not ordered:
        return (0.0, 0.0, 0.0)
    return tuple(ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.5, 0.95, 0.99))  # type: ignore[return-value]


def report(name: str, made: House, slugs: list[str], committed: dict[str, float], took: float) -> tuple[float, ...]:
    """Print one line: latencies over all deliveries, what was lost, doubled or out of order."""
    notes = made.notes()
    first = notes["first"]
    latencies = [
        (first[slug][event] - at) * 1000
        for slug in slugs
        for event, at in committed.items()
        if event in first.get(slug, {})
    ]
    lost = sum(len(committed.keys() - first.get(slug, {}).keys()) for slug in slugs)
    again = sum(notes["again"].get(slug, 0) for slug in slugs)
    disorder = sum(notes["out_of_order"].get(slug, 0) for slug in slugs)
    requests = sum(notes["requests"].get(slug, 0) for slug in slugs)
    p50, p95, p99 = percentiles(latencies)
    print(
        f"{name:<34} {len(committed):>7} inputs  {len(committed) / took:>7.0f}/s"
        f"  {len(latencies) / took:>8.0f} deliveries/s  p50 {p50:>7.1f}  p95 {p95:>7.1f}  p99 {p99:>7.1f} ms"
        f"  lost {lost}  sent twice {again}  disorder {disorder}  requests {requests}",
        flush=True,
    )
    return p50, p95, p99, float(lost)


def steady(made: House, slugs: list[str], *, rate: float, seconds: float, name: str) -> tuple[float, ...]:
    made.tell("reset")
    subjects = made.subjects(2000)
    started = time.time()
    committed = made.produce(rate=rate, count=int(rate * seconds), subjects=subjects).finish()
    made.settle(slugs, len(committed))
    return report(name, made, slugs, committed, time.time() - started)


def latency(made: House) -> None:
    slugs = made.add_apps(APPS)
    made.start_relay()
    steady(made, slugs, rate=100, seconds=2, name="(warming up)")
    for rate, seconds in ((20, 10.0), (500, 8.0), (1500, 6.0)):
        steady(made, slugs, rate=rate, seconds=seconds, name=f"{rate} inputs/s to {APPS} applications")
    made.drop_apps()


def drain(made: House) -> None:
    """A backlog, then the relay: how fast it goes out, batched and one request per event."""
    for mode, count in (("BATCH", 20_000), ("SINGLE", 3_000)):
        slugs = made.add_apps(APPS, mode)
        made.tell("reset")
        made.produce(rate=0, count=count, subjects=made.subjects(2000)).finish()
        started = time.time()
        made.start_relay()
        ready = time.time()
        made.settle(slugs, count, within=180)
        first = made.notes()["first"]
        arrivals = [at for slug in slugs for at in first[slug].values()]
        took = max(arrivals) - min(arrivals)
        print(
            f"drain of {count} events, {mode:<6}            {count / took:>8.0f} events/s {len(arrivals) / took:>10.0f}"
            f" deliveries/s  first after {min(arrivals) - started:.2f} s (relay ready after {ready - started:.2f} s)"
            f"  lost {count * len(slugs) - len(arrivals)}  memory {_memory(made):.0f} MB",
            flush=True,
        )
        made.drop_apps()


def single(made: House) -> None:
    slugs = made.add_apps(APPS, "SINGLE")
    made.start_relay()
    for rate in (20, 100, 150):
        steady(made, slugs, rate=rate, seconds=6.0, name=f"{rate} inputs/s, one request per event")
    made.drop_apps()


def neighbours(made: House) -> None:
    """Two hundred applications, then three of them become bad neighbours; the others must not notice."""
    slugs = made.add_apps(197)
    bad = made.add_apps(1, prefix="slow") + made.add_apps(1, prefix="flaky")
    dead = made.add_apps(1, prefix="dead", endpoint="http://127.0.0.1:9/dead")
    made.start_relay()
    steady(made, slugs + bad, rate=20, seconds=3, name="(warming up)")
    calm = [steady(made, slugs, rate=20, seconds=10, name="197 among well-behaved neighbours")[2] for _ in range(3)]
    made.tell('manners {"slow-batch-0": {"after": 8}, "flaky-batch-0": {"status": 500}}')
    with _Flood(made):
        steady(made, slugs, rate=20, seconds=3, name="(settling)")
        rough = [
            steady(made, slugs, rate=20, seconds=10, name="197 beside dead, slow, ill and flooding")[2]
            for _ in range(3)
        ]
    before, after = sorted(calm)[1], sorted(rough)[1]
    print(
        f"p99 of the others (median of 3): {before:.1f} → {after:.1f} ms, {(after / before - 1) * 100:+.1f} %  {dead}"
    )
    made.tell("manners {}")
    made.drop_apps()


class _Flood:
    """An application that asks the API as fast as it may and then some: 200 requests a second with one key."""

    def __init__(self, made: House) -> None:
        self.made = made

    def __enter__(self) -> None:
        import subprocess

        from ayo.common.actor import SYSTEM
        from ayo.exchange import facade as exchange

        self.made.add_apps(1, "PULL", prefix="flood")
        app = exchange.app_for(SYSTEM, "flood-pull-0")
        key = exchange.create_key(app=app, label="", scopes=["events:read"], actor=SYSTEM)
        port = _free_port()
        words = ["--interface", "wsgi", "--port", str(port), "--workers", "1", "--blocking-threads", "1", "--log-level",
                 "critical", "ayo.config.wsgi:application"]  # fmt: skip
        self.web = subprocess.Popen([sys.executable, "-m", "granian", *words])
        _wait_for(port, self.web)
        self.flood = subprocess.Popen([sys.executable, "-m", "bench._flood", str(port), key, "200"])

    def __exit__(self, *args: object) -> None:
        for process in (self.flood, self.web):
            process.terminate()
            process.wait()


def outage(made: House) -> None:
    """One application away for a while, the receivers' side dead; everything arrives afterwards, once."""
    slugs = made.add_apps(APPS)
    made.start_relay()
    for seconds in [10.0, 60.0, *([300.0] if "--long" in sys.argv else [])]:
        made.tell("reset")
        made.tell("manners " + str({slug: {"status": 503} for slug in slugs[:5]}).replace("'", '"'))
        started = time.time()
        production = made.produce(rate=100, count=int(100 * seconds), subjects=made.subjects(2000))
        committed = production.finish()
        made.tell("manners {}")
        back = time.time()
        made.settle(slugs, len(committed), within=180)
        caught_up = time.time() - back
        report(f"5 of {APPS} away for {seconds:.0f} s", made, slugs[5:], committed, time.time() - started)
        first = made.notes()["first"]
        lost = sum(len(committed.keys() - first.get(slug, {}).keys()) for slug in slugs[:5])
        print(f"    those who were away: lost {lost}, all caught up {caught_up:.1f} s after they returned", flush=True)
    made.drop_apps()


def snapshot(made: House) -> None:
    """A reader holds a snapshot, a writer an open transaction: deliveries must not notice."""
    import psycopg

    seconds = 180.0 if "--long" in sys.argv else 30.0
    slugs = made.add_apps(APPS)
    made.start_relay()
    steady(made, slugs, rate=200, seconds=8, name="200 inputs/s, nobody holds anything")
    with psycopg.connect(made.database) as reader, psycopg.connect(made.database) as writer:
        reader.execute("set transaction isolation level repeatable read")
        reader.execute("select count(*) from events_log")
        writer.execute("insert into bench_commit (note) values ('open')")
        steady(made, slugs, rate=200, seconds=seconds, name=f"… with a snapshot held for {seconds:.0f} s")
    made.drop_apps()


def inputs(made: House) -> None:
    """Committed inputs through the registry's own action: validated, audited, announced."""
    from bench import _inputs

    _inputs.measure(made)


def _memory(made: House) -> float:
    assert made.relay is not None
    status = Path(f"/proc/{made.relay.pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


def _wait_for(port: int, web: Any) -> None:
    """Wait until the web process answers: a flood against a closed door would prove nothing."""
    import socket

    deadline = time.time() + 60
    while time.time() < deadline and web.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise RuntimeError("the web process does not answer")


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


PARTS: dict[str, Callable[[House], Any]] = {
    "latency": latency,
    "drain": drain,
    "single": single,
    "inputs": inputs,
    "neighbours": neighbours,
    "snapshot": snapshot,
    "outage": outage,
}


def main() -> None:
    wanted = [name for name in sys.argv[1:] if not name.startswith("-")] or list(PARTS)
    with house() as made:
        _limits.show(made)
        for name in wanted:
            PARTS[name](made)


if __name__ == "__main__":
    main()
