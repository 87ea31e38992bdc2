"""`ayo bench cases`: creating a case, 10 at once: by the action, and as POST over HTTP by an application.

Each is a whole case: judged by the form and by eligibility, numbered, given to its office, audited, announced,
committed with fsync. Client, web server and PostgreSQL share the machine. Nothing may be lost or doubled: cases,
numbers, tasks, lines, events and audit entries are counted afterwards.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from bench import _limits, _web
from bench._filing import ANSWERS, SERVICE
from bench._house import House

APPLICANTS = 5_000
CONTRACT = {
    "valid_from": "2020-01-01", "purpose": "bench", "legal_basis": "bench",
    "grants": [
        {"kind": "person", "fields": ["name"]},
        {"kind": "case", "fields": ["number", "service", "state", "applicant_id", "answers", "due_on"]},
    ],
}  # fmt: skip


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--people", type=int, default=20_000)
    given.add_argument("--seconds", type=float, default=8.0)
    given.add_argument("--at-once", type=int, default=10)
    given.add_argument("--profile", action="store_true", help="print the statements of one case and stop")
    chosen = given.parse_args()
    with tempfile.TemporaryDirectory(prefix="ayo-bench-") as folder:
        house = House(Path(folder) / "home")
        try:
            house.build()
            house.start_receiver()
            size = ["--people", str(chosen.people), "--employees", str(max(80, chosen.people // 10))]
            subprocess.run([sys.executable, "-m", "ayo", "demo", "load", *size], check=True, stdout=subprocess.DEVNULL)
            _choose(house)
            if chosen.profile:
                statements()
                return
            print(
                f"workload: {SERVICE} for {APPLICANTS:,} applicants in {chosen.people:,} people, {chosen.at_once} at"
                f" once for {chosen.seconds:.0f} s, fsync on"
            )
            print(f"limits in this run: {_limits.commits(house, threads=4):,.0f} commits/s of one row on 4 connections")
            by_action(house, chosen.at_once, chosen.seconds)
            over_http(house, chosen.at_once, chosen.seconds)
        finally:
            house.close()


def by_action(house: House, at_once: int, seconds: float, *, where: str = "offices of the whole city") -> None:
    before = counts(house)
    words = [sys.executable, "-m", "bench._filing", str(seconds), str(at_once // 2)]
    processes = [
        subprocess.Popen([*words, str(number), "2"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for number in range(2)
    ]
    for process in processes:
        if process.stdout is None or not process.stdout.readline():
            raise RuntimeError("a writer ended before it began")
    warm = counts(house)
    for process in processes:
        if process.stdin is not None:
            process.stdin.write("go\n")
            process.stdin.flush()
    took = [ms for process in processes for ms in json.loads(process.communicate()[0].strip().splitlines()[-1])]
    tell(f"action, {at_once} writers in 2 processes, {where}", took, seconds)
    check(warm, counts(house), len(took), since=before)


def over_http(house: House, at_once: int, seconds: float) -> None:
    import uvloop

    key = _connect(house)
    people = json.loads((house.home / "applicants.json").read_text())
    with _web.served(house) as port:
        floor = _web.load(port, "/health/live", "", at_once=at_once, seconds=2)
        print(f"limits in this run: {len(floor) / 2:,.0f} empty answers/s of the same server")
        url = f"http://127.0.0.1:{port}/api/services/cases"
        uvloop.run(_post(url, key, people, at_once, 2.0))
        before = counts(house)
        took = uvloop.run(_post(url, key, people, at_once, seconds))
        tell(f"POST over HTTP, {at_once} connections, key, contract and Idempotency-Key", took, seconds)
        check(before, counts(house), len(took), since=before)


async def _post(url: str, key: str, people: list[str], at_once: int, seconds: float) -> list[float]:
    from pyreqwest.client import ClientBuilder

    took: list[float] = []
    ends, stamp = time.perf_counter() + seconds, time.monotonic_ns()
    async with ClientBuilder().no_proxy().timeout(timedelta(seconds=30)).build() as client:

        async def hand_in(place: int) -> None:
            count = place
            while time.perf_counter() < ends:
                body = {"service": SERVICE, "applicant_id": people[count % len(people)], "answers": ANSWERS}
                begun = time.perf_counter()
                request = client.post(url).header("authorization", f"Bearer {key}")
                sent = request.header("idempotency-key", f"{stamp}-{count}").body_json(body).build()
                response = await sent.send()
                await response.bytes()
                if response.status != 201:
                    raise RuntimeError(f"answered {response.status}: {await response.text()}")
                took.append((time.perf_counter() - begun) * 1000)
                count += at_once

        await asyncio.gather(*(hand_in(place) for place in range(at_once)))
    return took


def tell(what: str, took: list[float], seconds: float) -> None:
    took.sort()
    p50, p95, p99 = (took[int(len(took) * part)] for part in (0.5, 0.95, 0.99))
    rate = len(took) / seconds
    print(f"{what}: {rate:>6.0f}/s  p50 {p50:.1f}  p95 {p95:.1f}  p99 {p99:.1f} ms", flush=True)


COUNTS = """
select (select count(*) from services_case), (select count(distinct number) from services_case),
       (select count(distinct case_id) from services_task),
       (select count(*) from services_line where deed = 'SUBMITTED'),
       (select count(*) from services_casereach), (select count(distinct case_id) from services_casereach),
       (select count(*) from events_outbox where type = 'ayo.services.case.changed')
         + (select count(*) from events_log where type = 'ayo.services.case.changed'),
       (select count(*) from audit_inbox where act = 'services.submitted')
         + (select count(*) from audit_entry where act = 'services.submitted')
"""


def counts(house: House) -> tuple[int, ...]:
    return tuple(house.sql(COUNTS)[0])


def check(before: tuple[int, ...], now: tuple[int, ...], made: int, *, since: tuple[int, ...]) -> None:
    """Every case that was answered is there once, with all that belongs to it."""
    more = [after - then for then, after in zip(before, now, strict=True)]
    whole = more[0] == made and all(one == made for one in (more[1], more[2], more[3], more[5], more[6], more[7]))
    print(f"  {made:,} answered, {more[0]:,} in the database: {'nothing lost or doubled' if whole else more}")
    if not whole:
        raise SystemExit("cases are lost or doubled")


def statements() -> None:
    """Print each statement of one case with its time, and how many there are."""
    from uuid import UUID

    from django.conf import settings
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from ayo.services import actions
    from bench._filing import _one

    people = [UUID(one) for one in json.loads((Path(settings.AYO_HOME) / "applicants.json").read_text())]
    for person in people[:20]:
        _one(actions, person)
    with CaptureQueriesContext(connection) as seen:
        _one(actions, people[21])
    for one in seen:
        print(one["time"], " ".join(one["sql"].split())[:260])
    begun = time.perf_counter()
    for person in people[30:130]:
        _one(actions, person)
    print(f"{len(seen)} statements; {(time.perf_counter() - begun) * 10:.2f} ms each, one writer")


def _choose(house: House) -> None:
    from ayo.common.actor import SYSTEM
    from ayo.services import facade as services

    services.settle_catalogue(actor=SYSTEM)
    found = house.sql(
        "select id::text from registry_person where kelurahan like '36.71.%%' and life_state = 'ALIVE'"
        " and birth_on < '2000-01-01' and merged_into_id is null order by md5(id::text) limit %s", [APPLICANTS],
    )  # fmt: skip
    (house.home / "applicants.json").write_text(json.dumps([row[0] for row in found]))


def _connect(house: House) -> str:
    from ayo.common.actor import SYSTEM
    from ayo.exchange import facade as exchange

    made = exchange.add_app(
        slug="bench", name="Bench", owner_code="DISKOMINFO", description="", mode="PULL", endpoint="", digest_url="",
        schedule_seconds=0, scopes=("cases:write", "cases:read", "persons:read"), contract=CONTRACT, actor=SYSTEM,
    )  # fmt: skip
    house.sql("update identity_apikey set per_minute = 1000000")
    return made.api_key or ""


if __name__ == "__main__":
    main()
