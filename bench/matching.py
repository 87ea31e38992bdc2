"""`ayo bench matching`: is this person registered already, asked against a million persons.

The questions are entries of registered people with slips as clerks and people make them (typing errors, a wrong or
swapped date, a move, a word of the name missing or exchanged), and of people who are not registered. Printed: time per
question, and how many are found (recall) and rightly so (precision).

`--export` writes both sides as CSV. Matched by Splink 5.0.0 on DuckDB (link only, five blocking rules, trained on the
same tables; seed 5, 4,000 questions against 1,000,000): best F1 0.9655 at a threshold of 0.9, in one batch of 136 s on
a busy machine. The same questions asked here one by one: F1 0.9683.
"""

import argparse
import random
import string
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from bench._house import House
from bench._people import Crowd, Human

COLUMNS = (
    "id, created_at, version, nik, name, front_title, back_title, sex, birth_place, birth_on, religion, marital_status,"
    " occupation, phone, email, kelurahan, rw, rt, street, postal_code, family_role, life_state, search_name"
)
SLIPS = (
    "none",
    "typo",
    "typo",
    "date",
    "swapped",
    "moved",
    "moved_typo",
    "word",
    "typo_date",
    "typo_place",
    "two_typos",
)


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--persons", type=int, default=1_000_000)
    given.add_argument("--questions", type=int, default=4_000)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--home", type=Path, help="Keep the persons here and use them again.")
    given.add_argument("--export", type=Path, help="Write persons and questions as CSV, for another program to match.")
    chosen = given.parse_args()
    with tempfile.TemporaryDirectory(prefix="ayo-bench-") as folder:
        house = House((chosen.home or Path(folder)) / "home")
        try:
            house.build()
            measure(house, chosen)
        finally:
            house.cluster.stop()


def measure(house: House, chosen: argparse.Namespace) -> None:
    from ayo.region.facade import pack

    crowd = Crowd(3, [area.code for area in pack().areas.kelurahan])
    begun = time.perf_counter()
    if house.sql("select count(*) from registry_person")[0][0] != chosen.persons:
        fill(house, crowd, chosen.persons)
        print(f"{chosen.persons:,} persons by COPY in {time.perf_counter() - begun:.0f} s", flush=True)
    chance = random.Random(chosen.seed)
    known = sample(house, chosen.questions * 4 // 5, chance)
    strangers = list(Crowd(chosen.seed + 100, crowd.kelurahan).people(chosen.questions // 5, start=chosen.persons))
    for one in strangers:
        object.__setattr__(one, "name", crowd.name())
    asked = [(pk, slip, slipped(one, slip, crowd, chance)) for pk, one in known for slip in [chance.choice(SLIPS)]]
    asked += [(None, "stranger", values(one)) for one in strangers]
    chance.shuffle(asked)
    if chosen.export:
        export(house, asked, chosen.export)
    ask(asked[:200])
    report(chosen.persons, ask(asked), floor(house))


def fill(house: House, crowd: Crowd, count: int) -> None:
    import psycopg

    from ayo.common.ids import uuid7
    from ayo.registry.text import search_form

    with psycopg.connect(house.database) as connection:
        connection.execute("truncate registry_person cascade")
        cursor = connection.cursor()
        with cursor.copy(f"copy registry_person ({COLUMNS}) from stdin") as copy:
            for one in crowd.people(count):
                copy.write_row(
                    (uuid7(), "2026-01-01", 1, one.nik, one.name, "", "", one.sex, one.birth_place, one.birth_on, "",
                     "", "", one.phone, "", one.kelurahan, one.rw, one.rt, one.street, "", "", "ALIVE",
                     search_form(one.name))
                )  # fmt: skip
    with psycopg.connect(house.database, autocommit=True) as connection:
        connection.execute("vacuum analyze registry_person")


def sample(house: House, count: int, chance: random.Random) -> list[tuple[UUID, Human]]:
    rows = house.sql(
        "select id, nik, name, sex, birth_place, birth_on, phone, kelurahan, rw, rt, street from registry_person"
        " tablesample bernoulli (%s) repeatable (7)",
        [min(100.0, 300.0 * count / max(house.sql("select count(*) from registry_person")[0][0], 1))],
    )
    chance.shuffle(rows)
    return [(row[0], Human(*row[1:])) for row in rows[:count]]


def values(one: Human) -> dict[str, Any]:
    return {
        "name": one.name, "sex": one.sex, "birth_place": one.birth_place, "birth_on": one.birth_on.isoformat(),
        "domicile": {"kelurahan": one.kelurahan, "rw": one.rw, "rt": one.rt, "street": one.street},
    }  # fmt: skip


def slipped(one: Human, slip: str, crowd: Crowd, chance: random.Random) -> dict[str, Any]:
    """Return the person as somebody might write them down; phone and NIK are not given, else it would be too easy."""
    given = values(one)
    if "typo" in slip:
        given["name"] = typo(one.name, chance)
    if slip == "two_typos":
        given["name"] = typo(given["name"], chance)
    if "date" in slip:
        given["birth_on"] = wrong(one.birth_on, chance).isoformat()
    if slip == "swapped" and one.birth_on.day <= 12:
        given["birth_on"] = date(one.birth_on.year, one.birth_on.day, one.birth_on.month).isoformat()
    if "moved" in slip:
        given["domicile"] = {
            "kelurahan": chance.choice(crowd.kelurahan),
            "rw": "001",
            "rt": "001",
            "street": "Jl. Baru 1",
        }
    if slip == "word":
        words = one.name.split()
        chance.shuffle(words)
        given["name"] = " ".join(words[:-1] if len(words) > 2 else words)
    if "place" in slip:
        given["birth_place"] = chance.choice(("Kota Tangerang", "Banten", "Jakarta Barat"))
    return given


def typo(name: str, chance: random.Random) -> str:
    place = chance.randrange(len(name))
    letter = chance.choice(string.ascii_lowercase)
    return chance.choice(
        (
            name[:place] + name[place + 1 :],
            name[:place] + letter + name[place:],
            name[:place] + letter + name[place + 1 :],
            name[: max(place - 1, 0)] + name[max(place - 1, 0) : place + 1][::-1] + name[place + 1 :],
        )
    )


def wrong(day: date, chance: random.Random) -> date:
    """Return the date with a slip in day, month or year."""
    slip = chance.choice(("day", "month", "year", "decade"))
    if slip == "day":
        return day.replace(day=chance.randint(1, 28))
    if slip == "month":
        return day.replace(day=min(day.day, 28), month=chance.randint(1, 12))
    years = 10 if slip == "decade" else 1
    return day.replace(day=min(day.day, 28), year=day.year + chance.choice((-years, years)))


def ask(asked: list[tuple[UUID | None, str, dict[str, Any]]]) -> list[tuple[UUID | None, str, list[Any], float]]:
    from ayo.registry import matching

    answers = []
    for pk, slip, given in asked:
        begun = time.perf_counter()
        found = matching.candidates(given)
        answers.append((pk, slip, found, (time.perf_counter() - begun) * 1000))
    return answers


def report(persons: int, answers: list[tuple[UUID | None, str, list[Any], float]], bare: float) -> None:
    took = sorted(milliseconds for *_, milliseconds in answers)
    right = sum(pk is not None and any(one.person_id == pk for one in found) for pk, _, found, _ in answers)
    told = sum(len(found) for _, _, found, _ in answers)
    possible = sum(pk is not None for pk, *_ in answers)
    recall, precision = right / possible, right / max(told, 1)
    first = sum(bool(found) and found[0].person_id == pk for pk, _, found, _ in answers if pk is not None)
    print(
        f"workload: {len(answers):,} questions against {persons:,} persons: {possible:,} with slips, the rest strangers"
    )
    print(f"limit: one row by its key over the same connection {bare:.2f} ms")
    print("time per question: " + ", ".join(f"{n} {took[min(int(len(took) * s), len(took) - 1)]:.1f} ms"
          for n, s in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("most", 1.0))))  # fmt: skip
    f1 = 2 * recall * precision / max(recall + precision, 1e-9)
    print(f"recall {recall:.4f}, precision {precision:.4f}, F1 {f1:.4f}; right one first: {first / possible:.4f}")
    asked, found_by = (
        Counter(slip for _, slip, *_ in answers),
        Counter(slip for pk, slip, found, _ in answers if any(one.person_id == pk for one in found)),
    )
    for slip in sorted(asked):
        share = found_by[slip] / asked[slip]
        wrongly = sum(len(found) for _, of, found, _ in answers if of == slip) - found_by[slip]
        print(f"  {slip}: {asked[slip]:,} asked, {share:.3f} found, {wrongly} others named")


def floor(house: House) -> float:
    from ayo.registry import models

    ids = [row[0] for row in house.sql("select id from registry_person limit 200")]
    begun = time.perf_counter()
    for pk in ids:
        models.Person.objects.filter(pk=pk).values_list("name").first()
    return (time.perf_counter() - begun) * 1000 / len(ids)


def export(house: House, asked: list[tuple[UUID | None, str, dict[str, Any]]], folder: Path) -> None:
    import csv

    folder.mkdir(parents=True, exist_ok=True)
    head = ["unique_id", "truth", "name", "sex", "birth_place", "birth_on", "kelurahan", "rw", "rt"]
    with (folder / "persons.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(registered(house))
    with (folder / "questions.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        for number, (pk, _, given) in enumerate(asked):
            home = given["domicile"]
            writer.writerow(
                [f"q{number}", pk or "", given["name"].lower(), given["sex"], given["birth_place"], given["birth_on"],
                 home["kelurahan"], home["rw"], home["rt"]]
            )  # fmt: skip


def registered(house: House) -> Iterator[list[Any]]:
    for row in house.sql(
        "select id, id, search_name, sex, birth_place, birth_on, kelurahan, rw, rt from registry_person"
    ):
        yield list(row)


if __name__ == "__main__":
    main()
