"""`ayo bench imports`: a file of 100,000 persons in family cards: new, again unchanged, a tenth changed, killed often.

Each figure stands beside what COPY alone does into the same table with the same indexes, in the same run.
"""

import argparse
import csv
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench._house import House
from bench._people import Crowd, Human

HEADER = [
    "NIK", "Nama Lengkap", "L/P", "Tempat Lahir", "Tanggal Lahir", "No. HP", "Alamat", "RT", "RW", "Kelurahan",
    "No. KK", "SHDK", "Agama",
]  # fmt: skip
ROLES = ("KEPALA KELUARGA", "ISTRI", "ANAK")


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--rows", type=int, default=100_000)
    given.add_argument("--kills", type=int, default=8)
    chosen = given.parse_args()
    with tempfile.TemporaryDirectory(prefix="ayo-bench-") as folder:
        house = House(Path(folder) / "home")
        try:
            house.build()
            measure(house, chosen.rows, chosen.kills)
        finally:
            house.cluster.stop()


def measure(house: House, count: int, kills: int) -> None:
    from ayo.region.facade import pack

    crowd = Crowd(1, [area.code for area in pack().areas.kelurahan])
    people = list(crowd.people(count))
    print(f"workload: CSV of {count:,} persons with address, phone and card (three to a card), 13 columns; fsync on")
    bare = copy_limit(house, people)
    print(f"limit: COPY of {count:,} such rows into registry_person alone, with its indexes: {bare:,.0f} rows/s")
    file = house.home / "persons.csv"
    write(file, people, religion="Islam")

    show("new", file, count)
    verify(house, count)
    show("again, nothing changed", file, count)
    verify(house, count)
    changed = house.home / "changed.csv"
    write(changed, people, religion="Islam", every=10)
    show("again, one in ten changed", changed, count)
    verify(house, count, changed=(count + 9) // 10)
    if kills:
        killed(house, crowd, count, kills)


def show(name: str, file: Path, count: int) -> None:
    from ayo.common import clock
    from ayo.common.actor import SYSTEM
    from ayo.registry.facade import imports

    begun = time.perf_counter()
    row = imports.create_import(
        name="bench.csv", chunks=[file.read_bytes()], kind="person", source="DISDUKCAPIL", valid_from=clock.today(),
        actor=SYSTEM,
    )  # fmt: skip
    created = time.perf_counter()
    imports.check_here(import_id=row.pk, actor=SYSTEM)
    imports.work(row.pk, after_each=lambda: None)
    checked = time.perf_counter()
    spent = cpu()
    imports.start_here(import_id=row.pk, actor=SYSTEM)
    imports.work(row.pk, after_each=lambda: None)
    done = time.perf_counter()
    mine, theirs = (after - before for after, before in zip(cpu(), spent, strict=True))
    row = imports.import_for(SYSTEM, row.pk)
    counts = ", ".join(f"{key} {value:,}" for key, value in row.counts.items() if value)
    print(
        f"{name}: {done - checked:.1f} s = {count / (done - checked):,.0f} rows/s"
        f" (upload {created - begun:.1f} s, dry run {checked - created:.1f} s); {row.state}: {counts};"
        f" CPU {mine:.1f} s here and {theirs:.1f} s in PostgreSQL, load of the machine {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def cpu() -> tuple[float, float]:
    """Return the CPU seconds of this process and of its database backend: on a busy machine they say more than time."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        backend = cursor.fetchone()[0]
    fields = Path(f"/proc/{backend}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return time.process_time(), (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def killed(house: House, crowd: Crowd, count: int, kills: int) -> None:
    """Import other people with `ayo import`, killed with kill -9 at random, until it says that it is done."""
    house.sql("truncate registry_person, registry_family, events_outbox, audit_inbox cascade")
    people = list(crowd.people(count))
    file = house.home / "killed.csv"
    write(file, people, religion="Islam")
    command = [
        sys.executable,
        "-m",
        "ayo",
        "import",
        str(file),
        "--kind",
        "person",
        "--source",
        "DISDUKCAPIL",
        "--json",
    ]
    chance, done = random.Random(7), 0
    while done < kills:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        before = position(house)
        while position(house) == before and child.poll() is None:
            time.sleep(0.05)
        time.sleep(chance.uniform(0.0, 2.0))
        if child.poll() is not None:
            break
        child.send_signal(signal.SIGKILL)
        child.wait()
        done += 1
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    print(f"killed with kill -9 {done} times at random, then finished:", flush=True)
    verify(house, count)


def position(house: House) -> int:
    found = house.sql("select position from registry_import order by id desc limit 1")
    return int(found[0][0]) if found else 0


def verify(house: House, count: int, changed: int = 0) -> None:
    """Every person once, with one assertion, one event and one audit entry per write."""
    one = "select count(*), count(distinct {}) from {}"
    persons, niks = house.sql(one.format("nik", "registry_person"))[0]
    said = house.sql("select count(*) from registry_personassertion")[0][0]
    announced = house.sql(
        "select count(*), count(distinct event_id) from events_outbox where type like '%%person.changed'"
    )[0]
    audited = house.sql(
        "select count(*) from audit_inbox where act in ('registry.register_person', 'registry.change_person')"
    )
    writes = count + changed
    lost = (count - niks) + (writes - said) + (writes - announced[1]) + (writes - audited[0][0])
    doubled = (persons - niks) + (announced[0] - announced[1])
    print(f"  persons {persons:,}, assertions {said:,}, events {announced[0]:,}, audit entries {audited[0][0]:,}:"
          f" lost {lost}, double {doubled}", flush=True)  # fmt: skip
    if lost or doubled:
        raise SystemExit("the import lost or doubled something")


def copy_limit(house: House, people: list[Human]) -> float:
    import psycopg

    from ayo.common.ids import uuid7

    columns = "id, nik, name, search_name, sex, birth_place, birth_on, phone, kelurahan, rw, rt, street"
    fixed = (
        "alter table limit_person alter created_at set default now(), alter version set default 1,"
        " alter front_title set default '', alter back_title set default '', alter religion set default '',"
        " alter marital_status set default '', alter occupation set default '', alter email set default '',"
        " alter postal_code set default '', alter family_role set default '', alter life_state set default 'ALIVE'"
    )
    rows: list[tuple[Any, ...]] = [
        (uuid7(), one.nik, one.name, one.name.lower(), one.sex, one.birth_place, one.birth_on, one.phone, one.kelurahan,
         one.rw, one.rt, one.street)
        for one in people
    ]  # fmt: skip
    with psycopg.connect(house.database) as connection:
        connection.execute("create table limit_person (like registry_person including all)")
        connection.execute(fixed)
        connection.commit()
        begun = time.perf_counter()
        with connection.cursor() as cursor, cursor.copy(f"copy limit_person ({columns}) from stdin") as copy:
            for row in rows:
                copy.write_row(row)
        connection.commit()
        seconds = time.perf_counter() - begun
        connection.execute("drop table limit_person")
    return len(rows) / seconds


def write(file: Path, people: list[Human], *, religion: str, every: int = 0) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, delimiter=";")
        writer.writerow(HEADER)
        writer.writerows(lines(people, religion, every))


def lines(people: list[Human], religion: str, every: int) -> Iterator[list[str]]:
    card, home = "", people[0]
    for number, one in enumerate(people):
        if number % 3 == 0:
            home = one
            card = f"{one.kelurahan.replace('.', '')[:6]}010120{number // 3 // 9_000:02d}{number // 3 % 9_000 + 1:04d}"
            card = f"{card[:6]}{1 + number // 3 // 9_000 % 28:02d}0120{number // 3 % 9_000 + 1:04d}"
        yield [
            one.nik, one.name.upper(), "L" if one.sex == "MALE" else "P", one.birth_place.upper(),
            f"{one.birth_on:%d-%m-%Y}", "0" + one.phone[3:], home.street, home.rt, home.rw, home.kelurahan, card,
            ROLES[number % 3], "Kristen" if every and number % every == 0 else religion,
        ]  # fmt: skip


if __name__ == "__main__":
    main()
