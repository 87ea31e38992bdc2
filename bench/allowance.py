"""`ayo bench allowance`: TPP of a month over a whole city, all rules, with minutes and attendance of every day.

Prints the workload, seconds and people a second, and beside them what this machine can do at all: rows a second by COPY
into the same PostgreSQL. Every slip is then calculated once more from its frozen inputs; the digest must be the same.
"""

import argparse
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from bench import _limits
from bench._house import House

MONTH, PROMISED_S = date(2026, 10, 1), 60.0
_ACTIVITIES = """
select gen_random_uuid() as id, day + time '09:00' as created_at, employee.id as employee_id, person_id,
       organisation_id, day as "on", 'BENCH' as code,
       (array[15, 20, 30, 45, 60])[1 + floor(random() * 5)::int] as minutes,
       'COUNTED' as state, 'STAGE' as origin, gen_random_uuid() as origin_id, gen_random_uuid() as case_id,
       'periksa' as step, day + time '10:00' as settled_at
from registry_employee employee, unnest(%s::date[]) as day, generate_series(1, %s)
"""
_DAYS = """
select gen_random_uuid() as id, day + time '18:00' as created_at, id as employee_id, day as "on",
       case when late = '' then 'PRESENT' else 'LATE' end as status,
       minutes as late_minutes, minutes as absent_minutes,
       case when late = '' then '[]'::jsonb else jsonb_build_array(jsonb_build_array(late, minutes)) end as codes
from (
    select id, day, late, case late when 'TL1' then 20 when 'TL2' then 45 when 'TL3' then 75 when 'TL4' then 120 else 0
           end as minutes
    from (select id, day, coalesce((array['TL1', 'TL2', 'TL3', 'TL4'])[1 + floor(random() * 28)::int], '') as late
    from registry_employee, unnest(%s::date[]) as day) as drawn
) as days
"""


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
    from ayo.performance.models import Activity, AttendanceDay
    from ayo.performance.queries import month_facts

    days, begun = list(month_facts.month(MONTH).working), time.perf_counter()
    house.sql("select setseed(0.5)")
    activities = _insert(house, Activity, _ACTIVITIES, [days, a_day])
    attendance = _insert(house, AttendanceDay, _DAYS, [days])
    took = time.perf_counter() - begun
    print(
        f"workload: {activities:,} counted activities, {attendance:,} days of attendance, {len(days)} working days;"
        f" made in {took:.0f} s"
    )


def _insert(house: House, model: Any, rows: str, values: list[Any]) -> int:
    """Insert what a query makes; every column it does not name has what a new record has."""
    from django.db import connection

    table, fresh = model._meta.db_table, model()
    made = [one.name for one in _described(house, rows, values)]
    others = [field for field in model._meta.concrete_fields if field.column not in made]
    fixed = [field.get_db_prep_save(getattr(fresh, field.attname), connection) for field in others]
    names = ", ".join(f'"{name}"' for name in (*made, *(field.column for field in others)))
    marks = "".join(f", %s::{field.db_type(connection).split('(')[0]}" for field in others)
    found = house.sql(
        f"with made as (insert into {table} ({names}) select made.*{marks} from ({rows}) made"
        " on conflict do nothing returning 1)"
        " select count(*) from made",
        [*fixed, *values],
    )
    house.sql(f"vacuum analyze {table}")
    return int(found[0][0])


def _described(house: House, rows: str, values: list[Any]) -> Any:
    import psycopg

    with psycopg.connect(house.database) as connection:
        return connection.execute(f"select * from ({rows}) made limit 0", values).description


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
