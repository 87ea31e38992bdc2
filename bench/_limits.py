"""What this machine can do at all, measured in the same run: commits, loopback requests, signatures."""

import asyncio
import threading
import time
from datetime import timedelta

from bench._house import House


def commits(house: House, *, threads: int = 4, seconds: float = 2.0) -> float:
    """Return committed one-row inserts a second of the same PostgreSQL."""
    import psycopg

    house.sql("create table if not exists bench_commit (id bigint generated always as identity, note text)")
    counts = [0] * threads
    ends = time.perf_counter() + seconds

    def work(number: int) -> None:
        with psycopg.connect(house.database, autocommit=True) as connection:
            while time.perf_counter() < ends:
                connection.execute("insert into bench_commit (note) values ('x')", prepare=True)
                counts[number] += 1

    workers = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sum(counts) / seconds


def requests(house: House, *, at_once: int = 20, seconds: float = 2.0, size: int = 600) -> float:
    """Return bare POSTs a second over loopback with the relay's own client, to the same receiver."""
    from pyreqwest.client import ClientBuilder

    body, url = b"x" * size, f"http://127.0.0.1:{house.port}/limit"

    async def measure() -> int:
        count, ends = 0, time.perf_counter() + seconds
        async with ClientBuilder().no_proxy().timeout(timedelta(seconds=10)).build() as client:

            async def work() -> None:
                nonlocal count
                while time.perf_counter() < ends:
                    await client.post(url).body_bytes(body).build().send()
                    count += 1

            await asyncio.gather(*(work() for _ in range(at_once)))
        return count

    import uvloop

    return uvloop.run(measure()) / seconds


def signatures(*, size: int = 600, seconds: float = 0.5) -> float:
    from ayo.exchange import signing
    from ayo.exchange.signing import Signer

    signer, body, count = Signer((signing.new_secret(),)), b"x" * size, 0
    ends = time.perf_counter() + seconds
    while time.perf_counter() < ends:
        signer.headers("msg", 1, body)
        count += 1
    return count / seconds


def show(house: House) -> None:
    print(
        f"limits of this machine in this run: {commits(house):,.0f} commits/s, {requests(house):,.0f} loopback POSTs/s,"
        f" {signatures():,.0f} HMAC signatures/s of 600 B, {signatures(size=50_000):,.0f}/s of 50 kB"
    )
