"""`ayo bench pages`: home and Data saya of a signed-in resident and an officer, under 32 connections.

Once with all connections asking anew as soon as they are answered, which shows the most there is; the first pages also
at the rate that is promised.

Client, web server and PostgreSQL share the machine. The limits are what the same server answers without any page
(`/health/live`) and what the same PostgreSQL answers without any server.
"""

import argparse
import gzip
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import _web
from bench._house import House

PROMISED = 300
PEOPLE = (("Ratna", ("/", "/saya/")), ("Budi", ("/", "/warga/")), ("Nia", ("/aplikasi/",)))


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--people", type=int, default=20_000)
    given.add_argument("--at-once", type=int, default=32)
    given.add_argument("--seconds", type=float, default=8.0)
    chosen = given.parse_args()
    with tempfile.TemporaryDirectory(prefix="ayo-bench-") as folder:
        house = House(Path(folder) / "home")
        try:
            house.build()
            size = ["--people", str(chosen.people), "--employees", str(max(80, chosen.people // 10))]
            subprocess.run([sys.executable, "-m", "ayo", "demo", "load", *size], check=True, stdout=subprocess.DEVNULL)
            with _web.served(house) as port:
                measure(house, port, chosen.at_once, chosen.seconds, chosen.people)
        finally:
            house.cluster.stop()


def measure(house: House, port: int, at_once: int, seconds: float, people: int) -> None:
    print(f"workload: {at_once} connections, {seconds:.0f} s a page, city of {people:,}, granian with 2 workers")
    floor = _web.load(port, "/health/live", "", at_once=at_once, seconds=3)
    print(
        f"limits in this run: {len(floor) / 3:,.0f} empty answers/s, {selects(house):,.0f} selects/s on one connection"
    )
    for name, paths in PEOPLE:
        cookie = _web.signed_in(port, name)
        for path in paths:
            _web.load(port, path, cookie, at_once=4, seconds=1)
            took = _web.load(port, path, cookie, at_once=at_once, seconds=seconds)
            say(f"{name:<6} {path:<10} {len(took) / seconds:>6.0f} pages/s", took, weight(port, path, cookie))
            if path == "/":
                took = _web.offered(port, path, cookie, rate=PROMISED, at_once=at_once, seconds=seconds)
                say(f"{name:<6} {path:<10} {PROMISED} offered/s", took, "since each was due")


def say(what: str, took: list[float], more: str) -> None:
    took.sort()
    p50, p95, p99 = (took[int(len(took) * part)] for part in (0.5, 0.95, 0.99))
    print(f"{what}  p50 {p50:>6.1f}  p95 {p95:>6.1f}  p99 {p99:>6.1f} ms  {more}", flush=True)


def selects(house: House, seconds: float = 2.0) -> float:
    import psycopg

    count, ends = 0, time.perf_counter() + seconds
    with psycopg.connect(house.database, autocommit=True) as connection:
        while time.perf_counter() < ends:
            connection.execute("select 1", prepare=True)
            count += 1
    return count / seconds


def weight(port: int, path: str, cookie: str) -> str:
    """Return the size of the first load: page, style sheets and scripts, as a browser gets them (gzip)."""
    import re

    page = _web.ask(port, "GET", path, dict(pair.split("=", 1) for pair in cookie.split("; ")))
    total = len(gzip.compress(page.encode()))
    for asset in dict.fromkeys(re.findall(r'(?:href|src)="(/[^"]+\.(?:css|js)[^"]*)"', page)):
        total += len(gzip.compress(_web.ask(port, "GET", asset, {}).encode()))
    return f"page {len(page) / 1000:.0f} kB, first load {total / 1000:.1f} kB compressed"


if __name__ == "__main__":
    main()
