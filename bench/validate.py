"""`ayo bench validate`: a superior before whom 500 activities wait opens the page, and approves them all at once.

Measured is the whole answer of Ayo (access, statements, page) in this process, not the web server; beside it the
number of statements, with 5 and with 500 waiting, and what a commit costs on this machine in the same run.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench import _limits
from bench._house import House

ROUNDS, PROMISED_MS = 100, 150.0


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--waiting", type=int, default=500)
    given.add_argument("--people", type=int, default=20_000)
    chosen = given.parse_args()
    with tempfile.TemporaryDirectory(prefix="ayo-bench-") as folder:
        house = House(Path(folder) / "home")
        try:
            house.build()
            size = ["--people", str(chosen.people), "--employees", str(max(80, chosen.people // 10))]
            subprocess.run([sys.executable, "-m", "ayo", "demo", "load", *size], check=True, stdout=subprocess.DEVNULL)
            measure(house, chosen.waiting)
        finally:
            house.cluster.stop()


def measure(house: House, waiting: int) -> None:
    from django.test import override_settings

    from ayo.performance.models import Activity

    print(f"limit in this run: {1000 / _limits.commits(house, threads=1, seconds=1):.2f} ms a commit of one row")
    browser, superior = _superior()
    with override_settings(ALLOWED_HOSTS=["127.0.0.1"]):
        _wait(superior, 5)
        few = _statements(lambda: browser.get("/kinerja/tim/"))
        _wait(superior, waiting)
        many = _statements(lambda: browser.get("/kinerja/tim/"))
        print(f"statements: {few} with 5 waiting, {many} with {waiting}")
        p95 = _tell(f"page with {waiting} waiting", lambda: browser.get("/kinerja/tim/"))
        print(f"promised: p95 {PROMISED_MS:.0f} ms or less: {'met' if p95 <= PROMISED_MS else 'missed'}")
        rows = Activity.objects.filter(superior_id=superior, state="SUBMITTED").values_list("pk", "version")
        chosen = [f"{pk}:{version}" for pk, version in rows]
        begun = time.perf_counter()
        answer = browser.post("/kinerja/tim/putuskan/", {"pilih": chosen, "putus": "APPROVE"})
        took = (time.perf_counter() - begun) * 1000
        left = Activity.objects.filter(superior_id=superior, state="SUBMITTED").count()
        print(f"approving {len(chosen)} at once: {took:.0f} ms, {left} left, answered {answer.status_code}")


def _superior() -> tuple[Any, Any]:
    """Sign Budi in, and make him the superior of everybody of the bench: nobody of the cast leads many."""
    from django.test import Client

    from ayo.identity.models import Account
    from ayo.registry import facade as registry

    account = Account.objects.get(is_demo=True, person__name__startswith="Budi")
    browser = Client(HTTP_HOST="127.0.0.1")
    browser.force_login(account)
    return browser, registry.employee_id_of(account.person_id)


def _wait(superior: Any, count: int) -> None:
    """Let exactly so many activities of ten employees wait, a tenth of them odd."""
    from ayo.common import clock
    from ayo.common.ids import uuid7
    from ayo.performance.models import Activity
    from ayo.registry.models import Employee

    Activity.objects.filter(superior_id=superior).delete()
    authors = list(Employee.objects.exclude(pk=superior).order_by("pk")[:10])
    today, now = clock.today(), clock.now()
    Activity.objects.bulk_create(
        Activity(
            employee=authors[turn % 10], person_id=authors[turn % 10].person_id,
            organisation_id=authors[turn % 10].organisation_id, on=today - timedelta(days=turn % 40 // 10), code="DATA",
            minutes=15, title={"id": "Mengolah data", "en": "Processing data"}, state="SUBMITTED", origin="MANUAL",
            origin_id=uuid7(), volume=40 if turn % 10 == 0 else 1, note="Pemutakhiran", superior_id=superior,
            sent_at=now, escalates_on=today + timedelta(days=30),
        )
        for turn in range(count)
    )  # fmt: skip


def _statements(ask: Callable[[], Any]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ask()
    with CaptureQueriesContext(connection) as found:
        ask()
    return len(found)


def _tell(what: str, ask: Callable[[], Any]) -> float:
    took = []
    for _ in range(ROUNDS + 10):
        begun = time.perf_counter()
        answer = ask()
        took.append((time.perf_counter() - begun) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{what} answered {answer.status_code}")
    took = sorted(took[10:])
    p50, p95, p99 = (took[int(len(took) * part)] for part in (0.5, 0.95, 0.99))
    print(f"{what:<30} p50 {p50:>6.1f}  p95 {p95:>6.1f}  p99 {p99:>6.1f} ms", flush=True)
    return p95


if __name__ == "__main__":
    main()
