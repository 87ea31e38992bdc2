"""`ayo bench plans`: drafts of SKP for everybody in one run, from the templates of their posts.

Prints the workload, seconds, plans a second and statements, and beside them what this machine can do at all in the same
run: rows a second by COPY into the same PostgreSQL. A second run over the same city must draft nothing.
"""

import argparse
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

from bench import _limits
from bench._house import House
from bench.allowance import _copied

PROMISED_S = 300.0


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--people", type=int, default=20_700, help="employees; those without a plan by law among them")
    chosen = given.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    folder = Path(tempfile.mkdtemp(prefix="ayo-bench-"))
    house = House(folder / "home")
    try:
        house.build()
        size = ["--people", str(5 * chosen.people), "--employees", str(chosen.people)]
        subprocess.run([sys.executable, "-m", "ayo", "demo", "load", *size], check=True, stdout=subprocess.DEVNULL)
        measure(house)
    finally:
        house.cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def measure(house: House) -> None:
    from ayo.common import clock
    from ayo.common.actor import Actor, ActorKind, Grant, Role
    from ayo.performance import actions, drafting
    from ayo.performance.models import PlanResult, PlanRun

    who = Actor(kind=ActorKind.PERSON, id=uuid4(), label="Bench", grants=(Grant(Role.BKPSDM_ADMIN),))
    year = clock.today().year
    print(f"limits in this run: {_copied(house):,.0f} rows of 2 kB a second by COPY,"
          f" {_limits.commits(house, threads=1, seconds=1):,.0f} commits a second")  # fmt: skip
    before, begun = _statements(house), time.perf_counter()
    run = actions.draft_here(year=year, actor=who)
    drafting.work(run.pk, after_each=lambda: None)
    took = time.perf_counter() - begun
    statements = _statements(house) - before
    run.refresh_from_db()
    results = PlanResult.objects.count()
    print(f"workload: {run.everybody:,} employees for whom there is a plan, {results:,} results from templates")
    print(f"drafted: {run.drafted:,} plans in {took:.1f} s, {run.drafted / took:,.0f} plans/s, {statements:,}"
          " transactions by the server's count")  # fmt: skip
    again = actions.draft_here(year=year, actor=who)
    drafting.work(again.pk, after_each=lambda: None)
    more = PlanRun.objects.values_list("drafted", flat=True).get(pk=run.pk)
    print(f"once more over the same city: {more} drafted")
    print(f"promised for 20,000 people: under {PROMISED_S:.0f} s")
    if more or run.drafted != run.everybody or (run.drafted >= 20_000 and took > PROMISED_S):
        sys.exit("the promise is not kept")


def _statements(house: House) -> int:
    return int(house.sql("select xact_commit from pg_stat_database where datname = current_database()")[0][0])


if __name__ == "__main__":
    main()
