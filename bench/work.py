"""`ayo bench work`: from an officer's click at the desk to the activity in the officer's day.

An officer finishes the checking stage of one case after another; the relay, a process of its own, carries each to
performance. Measured is from before the click's action until the activity can be read on another connection. Nothing
may be lost or doubled: stages done and activities are counted afterwards.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from bench import _limits
from bench._filing import ANSWERS, SERVICE
from bench._house import House, house

PROMISED_MS = 1000.0


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--people", type=int, default=20_000)
    given.add_argument("--cases", type=int, default=300)
    given.add_argument("--rate", type=float, default=20.0, help="stages done a second")
    chosen = given.parse_args()
    with house() as made:
        size = ["--people", str(chosen.people), "--employees", str(max(80, chosen.people // 10))]
        subprocess.run([sys.executable, "-m", "ayo", "demo", "load", *size], check=True, stdout=subprocess.DEVNULL)
        print(f"limit in this run: {1000 / _limits.commits(made, threads=1, seconds=1):.2f} ms a commit of one row")
        officer, tasks = _waiting(chosen.cases)
        made.start_relay()
        _told(made)
        tell(measure(made, officer, tasks, chosen.rate), made, tasks, chosen.rate)


def measure(made: House, officer: Any, tasks: Sequence[UUID], rate: float) -> list[float]:
    import psycopg

    from ayo.services import actions

    took = []
    with psycopg.connect(made.database, autocommit=True) as other:
        for task in tasks:
            begun = time.perf_counter()
            actions.finish_task(task_id=task, text="", expected=None, actor=officer)
            while not other.execute("select 1 from performance_activity where origin_id = %s", [task]).fetchone():
                if time.perf_counter() - begun > 30:
                    raise RuntimeError("a stage was done and nothing counted it")
                time.sleep(0.001)
            took.append((time.perf_counter() - begun) * 1000)
            time.sleep(max(0.0, begun + 1 / rate - time.perf_counter()))
    return sorted(took)


def tell(took: list[float], made: House, tasks: Sequence[UUID], rate: float) -> None:
    p50, p95, p99 = (took[int(len(took) * part)] for part in (0.5, 0.95, 0.99))
    print(f"workload: {len(tasks)} stages done at the desk, at most {rate:.0f} a second")
    print(f"click to activity: p50 {p50:.1f}  p95 {p95:.1f}  p99 {p99:.1f}  slowest {took[-1]:.1f} ms")
    counted = made.sql("select count(*), count(distinct origin_id) from performance_activity where origin_id = any(%s)",
                       [list(tasks)])[0]  # fmt: skip
    print(f"{len(tasks)} stages, {counted[0]} activities of {counted[1]} stages: "
          f"{len(tasks) - counted[1]} lost, {counted[0] - counted[1]} doubled")  # fmt: skip
    print(f"promised: {PROMISED_MS:.0f} ms or less: {'met' if p99 <= PROMISED_MS else 'missed'}")


def _told(made: House) -> None:
    """Wait until the relay has carried what was announced before."""
    until = time.time() + 60
    while made.waiting():
        if time.time() > until:
            raise RuntimeError("the relay does not carry")
        time.sleep(0.05)
    time.sleep(1)


def _waiting(count: int) -> tuple[Any, list[UUID]]:
    """Return the officer of the demo's kelurahan, and the open checking stages of so many fresh cases there."""
    from ayo.common.actor import Role
    from ayo.identity import facade as identity
    from ayo.registry.models import Person
    from ayo.services import actions
    from ayo.services.models import Task

    budi = next(one for one in identity.demo_people() if one.name.startswith("Budi"))
    officer = identity.actor_of(budi.person_id)
    area = next(iter(officer.areas(Role.KELURAHAN_OFFICER)))
    own = Person.objects.get(pk=budi.person_id).family_id
    grown = Person.objects.filter(kelurahan=area, life_state="ALIVE", birth_on__lt="2000-01-01").exclude(rt="")
    strangers = list(grown.exclude(family_id=own).order_by("pk")[:60])
    tasks: list[UUID] = []
    for number in range(count):
        applicant = identity.actor_of(strangers[number % len(strangers)].pk)
        case = actions.file_case(
            applicant_id=None, code=SERVICE, subject_id=None, answers=ANSWERS, key=uuid4(), actor=applicant
        )
        tasks.append(Task.objects.get(case=case, state="OPEN").pk)
    return officer, tasks


if __name__ == "__main__":
    main()
