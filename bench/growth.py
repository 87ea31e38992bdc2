"""`ayo bench growth`: the same work in a city of 1×, 4× and 16×: input, page, search, match, delivery.

Cost must grow with the change, not with the city: each line should stay level.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import _limits
from bench._house import House

ROUNDS = 200


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--people", type=int, default=20_000, help="residents of the smallest city")
    given.add_argument("--times", type=int, default=0, help="only this city, not 1, 4 and 16")
    chosen = given.parse_args()
    if chosen.times:
        one(chosen.people, chosen.times)
        return
    print(
        f"workload: {ROUNDS} rounds of each, one at a time; {chosen.people:,} people, 4 and 16 times as many; fsync on",
        flush=True,
    )
    for times in (1, 4, 16):
        # Each city in a process of its own: Django knows one database for as long as it lives.
        words = [sys.executable, "-m", "bench.growth", "--people", str(chosen.people), "--times", str(times)]
        subprocess.run(words, check=True)


def one(people: int, times: int) -> None:
    with tempfile.TemporaryDirectory(prefix="ayo-bench-") as folder:
        house = House(Path(folder) / "home")
        try:
            house.build()
            house.start_receiver()
            grow(house, people * times)
            measure(house, times, people * times)
        finally:
            house.close()


def grow(house: House, people: int) -> None:
    size = ["--people", str(people), "--employees", str(people // 10)]
    subprocess.run([sys.executable, "-m", "ayo", "demo", "load", *size], check=True, stdout=subprocess.DEVNULL)


def measure(house: House, times: int, people: int) -> None:
    from django.db import connection
    from django.test import Client, override_settings

    from ayo.identity.models import Account
    from ayo.registry.models import Person

    commits = _limits.commits(house, threads=1, seconds=1)
    account = Account.objects.select_related("person").filter(is_demo=True, person__name__startswith="Ratna").get()
    browser = Client(HTTP_HOST="127.0.0.1")
    browser.force_login(account)
    steward = Client(HTTP_HOST="127.0.0.1")
    steward.force_login(Account.objects.filter(is_demo=True, person__name__startswith="Wati").get())
    some = list(Person.objects.filter(phone__gt="").order_by("pk")[:ROUNDS])
    slugs = house.add_apps(20)
    house.start_relay()
    with override_settings(ALLOWED_HOSTS=["127.0.0.1"]):
        costs = {
            "input": timed(lambda number: one_input(some[number])),
            "home": timed(lambda number: browser.get("/")),
            "Data saya": timed(lambda number: browser.get("/saya/")),
            "search": timed(lambda number: steward.get("/warga/", {"q": some[number].name})),
            "match": timed(lambda number: one_match(some[number])),
        }
    costs["delivery"] = deliveries(house, slugs, some)
    connection.close()
    line = "  ".join(f"{name} {p50:.1f}/{p99:.1f}" for name, (p50, p99) in costs.items())
    print(
        f"{times:>3}×  {people:>9,} people  ms p50/p99:  {line}   (limit: {1000 / commits:.2f} ms a commit)", flush=True
    )


def timed(work: Callable[[int], Any]) -> tuple[float, float]:
    for number in range(10):
        work(number)
    took = []
    for number in range(ROUNDS):
        begun = time.perf_counter()
        work(number)
        took.append((time.perf_counter() - begun) * 1000)
    took.sort()
    return statistics.median(took), took[int(len(took) * 0.99)]


def one_input(person: Any) -> str:
    """Change a phone number through the registry's own action; return the event's id."""
    from ayo.common import clock
    from ayo.identity import facade as identity
    from ayo.registry import facade as registry

    number = f"0812{time.time_ns() // 1000 % 100_000_000:08d}"
    outcome = registry.change_record(
        "person", person.pk, {"phone": number}, valid_from=clock.today(), actor=identity.actor_of(person.pk),
        expected_version=None, note="",
    )  # fmt: skip
    return str(outcome.event_id)


def one_match(person: Any) -> None:
    from ayo.registry import matching

    matching.candidates({"name": person.name + " R", "birth_on": person.birth_on.isoformat(), "sex": person.sex})


def deliveries(house: House, slugs: list[str], people: list[Any]) -> tuple[float, float]:
    """Return p50 and p99 from commit to the slowest of the twenty applications."""
    house.tell("reset")
    committed = {}
    for person in people:
        event_id = one_input(person)
        committed[event_id] = time.time()
        time.sleep(0.02)
    house.settle(slugs, len(committed))
    first = house.notes()["first"]
    took = sorted(max(first[slug][event] - at for slug in slugs) * 1000 for event, at in committed.items())
    return statistics.median(took), took[int(len(took) * 0.99)]


if __name__ == "__main__":
    main()
