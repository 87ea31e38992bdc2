"""Committed inputs a second through the registry's own action, with the relay at work; one process per writer.

As a process: `_inputs SECONDS NUMBER OF`, prints how many changes were committed.
"""

import json
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from bench._house import House

PEOPLE = 400
NAMES = ("Asep Hidayat", "Yuli Marlina", "Bonar Sitompul", "Ketut Wijaya", "Fransiska Lobo", "Umar Dachlan",
         "Zahra Kirana", "Paulus Mandacan", "Ningsih", "Gunawan Tjahja")  # fmt: skip


def measure(made: "House") -> None:
    people = _register()
    (made.home / "people.json").write_text(json.dumps([str(person) for person in people]))
    made.start_relay()
    _rounds(made, 0)
    slugs = made.add_apps(20)
    _rounds(made, 20)
    made.settle(slugs, 1, within=5)
    made.drop_apps()


def _rounds(made: "House", apps: int) -> None:
    beside = f"{apps} applications served beside it" if apps else "logged and chained, no application connected"
    while made.waiting():
        time.sleep(0.1)
    time.sleep(1.0)
    for writers in (1, 2, 4):
        head, seconds = made.head() + made.waiting(), 5.0
        words = [sys.executable, "-m", "bench._inputs", str(seconds)]
        processes = [
            subprocess.Popen(
                [*words, str(number), str(writers)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
            for number in range(writers)
        ]
        _begin_together(processes)
        counts = [int(process.communicate()[0].strip().splitlines()[-1]) for process in processes]
        time.sleep(1.0)
        events = made.head() + made.waiting() - head
        print(
            f"inputs by the registry's action, {writers} writers: {sum(counts) / seconds:>7.0f}/s committed,"
            f" {events} events for {sum(counts)} inputs, {beside}",
            flush=True,
        )


def _begin_together(processes: "list[subprocess.Popen[str]]") -> None:
    """Let the writers go when all of them are ready, or one would be timed while another is still loading Django."""
    for process in processes:
        if process.stdout is None or not process.stdout.readline():
            raise RuntimeError("a writer ended before it began")
    for process in processes:
        if process.stdin is not None:
            process.stdin.write("go\n")
            process.stdin.flush()


def _register() -> list[UUID]:
    from datetime import date

    from django.db import connection

    from ayo.common.actor import SYSTEM
    from ayo.registry import facade as registry
    from ayo.registry.errors import AlreadyRegistered

    made = []
    for number in range(PEOPLE):
        day, month, year = number % 28 + 1, number // 28 % 12 + 1, 50 + number % 49
        values = {
            "name": f"{NAMES[number % 10]} {NAMES[number // 10 % 10].split()[0]}", "sex": "MALE",
            "nik": f"367101{day:02d}{month:02d}{year:02d}{number + 1:04d}", "birth_on": date(1900 + year, month, day),
        }  # fmt: skip
        try:
            outcome = registry.register_record(
                "person", values, valid_from=date(2020, 1, 1), actor=SYSTEM, not_duplicates_of=(), note=""
            )
        except AlreadyRegistered:
            continue
        made.append(outcome.record.id)
    connection.close()
    return made


def _work(seconds: float, number: int, of: int) -> int:
    """Change people of one's own for so many seconds; return how many changes were committed."""
    import django

    django.setup()
    from pathlib import Path

    from django.conf import settings

    from ayo.common import clock
    from ayo.common.actor import SYSTEM
    from ayo.config import calm
    from ayo.registry import facade as registry

    people = json.loads((Path(settings.AYO_HOME) / "people.json").read_text())[number::of]
    actor, done, today = replace(SYSTEM, sources=frozenset({"RESIDENT"})), 0, clock.today()
    registry.name_of(UUID(people[0]))
    calm.settle()
    print("ready", flush=True)
    sys.stdin.readline()
    ends = time.perf_counter() + seconds
    while time.perf_counter() < ends:
        phone = f"0812{number:02d}{time.monotonic_ns() // 1000 % 10**6:06d}"
        outcome = registry.change_record(
            "person", UUID(people[done % len(people)]), {"phone": phone}, valid_from=today, actor=actor,
            expected_version=None, note="",
        )  # fmt: skip
        done += bool(outcome.changed)
    return done


if __name__ == "__main__":
    print(_work(float(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
