"""`ayo bench allowance`: TPP of a month over a whole city, all rules, with minutes and attendance of every day.

Prints the workload, seconds and people a second, and beside them what this machine can do at all: rows a second by COPY
into the same PostgreSQL. Every slip is then calculated once more from its frozen inputs; the digest must be the same.
"""

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from bench import _limits
from bench._house import House

MONTH, MINUTES = date(2026, 10, 1), (15, 20, 30, 45, 60)
PROMISED_S, AT_ONCE = 60.0, 200_000
ACTIVITY = (
    'copy performance_activity (id, created_at, employee_id, person_id, organisation_id, "on", code, minutes, title,'
    " state, origin, origin_id, case_id, step, settled_at) from stdin"
)
DAY = (
    'copy performance_attendanceday (id, created_at, employee_id, "on", status, late_minutes, early_minutes,'
    " absent_minutes, codes, source_id) from stdin"
)
LATE = ((20, "TL1"), (45, "TL2"), (75, "TL3"), (120, "TL4"))


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--people", type=int, default=20_000)
    given.add_argument("--a-day", type=int, default=5, help="activities of a working day")
    chosen = given.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    folder = Path(tempfile.mkdtemp(prefix="ayo-bench-"))
    house = House(folder / "home")
    try:
        house.build()
        size = ["--people", str(5 * chosen.people), "--employees", str(chosen.people)]
        subprocess.run([sys.executable, "-m", "ayo", "demo", "load", *size], check=True, stdout=subprocess.DEVNULL)
        load(house, chosen.a_day)
        measure(house)
    finally:
        house.cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def load(house: House, a_day: int) -> None:
    """Write a month of counted activities and of attendance for everybody; every seventh day of a person is late."""
    import psycopg

    from ayo.performance.queries import month_facts

    chance = random.Random(1)
    people = house.sql("select id, person_id, organisation_id from registry_employee order by id")
    days = month_facts.month(MONTH).working
    begun, counts = time.perf_counter(), [0, 0]
    with psycopg.connect(house.database) as connection, connection.cursor() as cursor:
        for first in range(0, len(people), AT_ONCE // (len(days) * a_day)):
            part = people[first : first + AT_ONCE // (len(days) * a_day)]
            for place, statement, rows in (
                (0, ACTIVITY, [row for one in part for on in days for row in _work(chance, one, on, a_day)]),
                (1, DAY, [_day(chance, one[0], on) for one in part for on in days] if _attendance(house) else []),
            ):
                if rows:
                    with cursor.copy(statement) as copy:
                        for row in rows:
                            copy.write_row(row)
                counts[place] += len(rows)
    for table in ("performance_activity", *(("performance_attendanceday",) if _attendance(house) else ())):
        house.sql(f"vacuum analyze {table}")
    print(
        f"workload: {len(people):,} employees, {counts[0]:,} counted activities and {counts[1]:,} days of attendance in"
        f" {len(days)} working days, by COPY in {time.perf_counter() - begun:.0f} s"
    )


def _attendance(house: House) -> bool:
    return bool(house.sql("select to_regclass('performance_attendanceday')")[0][0])


def _work(chance: random.Random, one: Any, on: date, a_day: int) -> list[tuple[Any, ...]]:
    at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    return [
        (uuid4(), at, one[0], one[1], one[2], on, "BENCH", chance.choice(MINUTES), "{}", "COUNTED", "STAGE", uuid4(),
         uuid4(), "periksa", at)
        for _ in range(chance.randint(a_day - 2, a_day + 2))
    ]  # fmt: skip


def _day(chance: random.Random, employee_id: UUID, on: date) -> tuple[Any, ...]:
    at = datetime(on.year, on.month, on.day, 18, tzinfo=UTC)
    if chance.random() > 1 / 7:
        return uuid4(), at, employee_id, on, "PRESENT", 0, 0, 0, "[]", None
    late, code = chance.choice(LATE)
    return uuid4(), at, employee_id, on, "LATE", late, 0, late, f'[["{code}", {late}]]', None


def measure(house: House) -> None:
    from ayo.common.actor import Actor, ActorKind, Grant, Role
    from ayo.performance import actions, paying
    from ayo.performance.models import AllowanceRun

    who = Actor(kind=ActorKind.PERSON, id=uuid4(), label="Bench", grants=(Grant(Role.BKPSDM_ADMIN),))
    print(f"limits in this run: {_copied(house):,.0f} rows of 2 kB a second by COPY,"
          f" {_limits.commits(house, threads=1, seconds=1):,.0f} commits a second")  # fmt: skip
    begun = time.perf_counter()
    run = actions.start_here(month=MONTH, actor=who)
    parts: dict[str, float] = {}

    def note() -> None:
        state = AllowanceRun.objects.values_list("state", flat=True).get(pk=run.pk)
        parts[state] = time.perf_counter() - begun

    paying.work(run.pk, after_each=note)
    took = time.perf_counter() - begun
    run.refresh_from_db()
    frozen = parts.get("FREEZING", 0)
    print(f"month run: {run.calculated:,} slips, {run.left_out:,} left out, {took:.1f} s, {run.frozen / took:,.0f}"
          f" people/s (frozen in {frozen:.1f} s, calculated and written in {took - frozen:.1f} s)")  # fmt: skip
    begun = time.perf_counter()
    paying.verify(run.pk)
    again = time.perf_counter() - begun
    run.refresh_from_db()
    same = run.verified_digest == run.output_digest
    said = "the same as" if same else "NOT"
    print(f"from the frozen inputs again: {again:.1f} s, {run.verified_digest[:16]} is {said} {run.output_digest[:16]}")
    print(f"promised for 20,000 people: under {PROMISED_S:.0f} s")
    if not same or run.state != "DRAFT" or (run.frozen >= 20_000 and took > PROMISED_S):
        sys.exit("the promise is not kept")


def _copied(house: House, *, rows: int = 20_000) -> float:
    import psycopg

    house.sql("create table if not exists bench_copied (id uuid, body text)")
    body, begun = "x" * 2_000, time.perf_counter()
    with (
        psycopg.connect(house.database) as connection,
        connection.cursor() as cursor,
        cursor.copy("copy bench_copied from stdin") as copy,
    ):
        for _ in range(rows):
            copy.write_row((uuid4(), body))
    return rows / (time.perf_counter() - begun)


if __name__ == "__main__":
    main()
