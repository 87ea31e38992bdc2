"""`ayo bench audit`: entries recorded by busy writers and chained beside them, then the whole chain verified.

The chain must keep up with the writers and must not slow them: the rate of commits is shown with and without it.
"""

import argparse
import asyncio
import os
import tempfile
import threading
import time
from pathlib import Path

from bench import _limits
from bench._house import House


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--seconds", type=float, default=8.0)
    given.add_argument("--writers", type=int, default=4)
    given.add_argument("--backlog", type=int, default=50_000)
    chosen = given.parse_args()
    with tempfile.TemporaryDirectory(prefix="ayo-bench-") as folder:
        house = House(Path(folder) / "home")
        try:
            house.build()
            measure(house, chosen.writers, chosen.seconds, chosen.backlog)
        finally:
            house.cluster.stop()


def measure(house: House, writers: int, seconds: float, backlog: int) -> None:
    from ayo.audit import facade as audit

    print(f"workload: {writers} writers, one entry a transaction, {seconds:.0f} s; fsync on")
    print(f"limit in this run: {_limits.commits(house, threads=writers):,.0f} one-row commits/s")
    alone = write(writers, seconds)
    print(f"recorded, nobody chaining:  {alone / seconds:>8,.0f} entries/s")
    chained, took = chain(house)
    print(f"chained from a backlog:     {chained / took:>8,.0f} entries/s ({chained:,} entries)")

    done = threading.Event()
    beside: list[tuple[int, float]] = []
    worker = threading.Thread(target=lambda: beside.append(chain(house, done)))
    worker.start()
    together = write(writers, seconds)
    done.set()
    worker.join()
    print(
        f"recorded with chain beside: {together / seconds:>8,.0f} entries/s,"
        f" chained {beside[0][0] / beside[0][1]:,.0f}/s,"
        f" left over {audit.waiting()}"
    )
    fill(backlog)
    chained, took = chain(house)
    print(f"chained from a backlog:     {chained / took:>8,.0f} entries/s ({chained:,} entries)")
    begun = time.perf_counter()
    verdict = audit.verify(house.home)
    took = time.perf_counter() - begun
    print(
        f"verified {verdict.checked:,} entries in {took:.1f} s ({verdict.checked / took:,.0f}/s):"
        f" {'sound' if verdict.is_sound else verdict.flaws[:3]}; lost {alone + together + backlog - verdict.checked}"
    )


def write(writers: int, seconds: float) -> int:
    """Let writers record one act a transaction; return how many were committed."""
    from django.db import connections, transaction

    from ayo.audit import facade as audit
    from ayo.common.actor import SYSTEM

    counts, ends = [0] * writers, time.perf_counter() + seconds

    def work(number: int) -> None:
        while time.perf_counter() < ends:
            with transaction.atomic():
                audit.record(
                    "bench.act", actor=SYSTEM, subject_kind="thing", subject_id=number, after={"n": counts[number]}
                )
            counts[number] += 1
        connections.close_all()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts)


def fill(count: int) -> None:
    from django.db import transaction

    from ayo.audit import facade as audit
    from ayo.common.actor import SYSTEM

    with transaction.atomic():
        audit.record_many(
            audit.entry("bench.act", actor=SYSTEM, subject_kind="thing", subject_id=n, after={"n": n})
            for n in range(count)
        )


def chain(house: House, done: threading.Event | None = None) -> tuple[int, float]:
    """Chain until nothing waits (and, when given, until `done`); return entries and seconds."""
    import psycopg

    from ayo.audit import facade as audit
    from ayo.exchange.relay.leader import CHAIN_EVERY

    async def run() -> int:
        async with await psycopg.AsyncConnection.connect(house.database, autocommit=True) as connection:
            chainer = audit.Chainer(connection, Path(os.environ["AYO_HOME"]))
            await chainer.start()
            total = 0
            while (taken := await chainer.chain()) or not (done is None or done.is_set()):
                total += taken
                if taken < audit.BATCH and done is not None and not done.is_set():
                    await asyncio.sleep(CHAIN_EVERY)  # As the relay does it.
            await chainer.seal()
            return total

    begun = time.perf_counter()
    return asyncio.run(run()), time.perf_counter() - begun


if __name__ == "__main__":
    main()
