"""One process of `bench cases`: threads that hand in cases through the services' own action, as a web process does.

As a process: `_filing SECONDS THREADS NUMBER OF`; waits for a line, then prints the milliseconds of each as JSON.
"""

import json
import sys
import threading
import time
from pathlib import Path
from uuid import UUID

ANSWERS = {"purpose": "BANK", "birth_place": "Tangerang", "religion": "Islam", "occupation": "Guru"}
SERVICE = "surat-domisili"


def work(seconds: float, threads: int, number: int, of: int) -> list[float]:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from ayo.config import calm
    from ayo.services import actions

    people = [UUID(one) for one in json.loads((Path(settings.AYO_HOME) / "applicants.json").read_text())[number::of]]
    took: list[list[float]] = [[] for _ in range(threads)]
    gate = threading.Barrier(threads + 1)

    def hand_in(place: int) -> None:
        mine = people[place::threads]
        _one(actions, mine[0])
        gate.wait()
        gate.wait()
        count = 1
        ends = time.perf_counter() + seconds
        while time.perf_counter() < ends:
            begun = time.perf_counter()
            _one(actions, mine[count % len(mine)])
            took[place].append((time.perf_counter() - begun) * 1000)
            count += 1
        connection.close()

    crowd = [threading.Thread(target=hand_in, args=(place,)) for place in range(threads)]
    for one in crowd:
        one.start()
    gate.wait()
    calm.settle()
    print("ready", flush=True)
    sys.stdin.readline()
    gate.wait()
    for one in crowd:
        one.join()
    return [ms for part in took for ms in part]


def _one(actions: object, person_id: UUID) -> None:
    from ayo.common import ids
    from ayo.common.actor import Actor, ActorKind, Level

    actor = Actor(kind=ActorKind.PERSON, id=person_id, label="Warga", person_id=person_id, level=Level.VERIFIED)
    actions.file_case(  # type: ignore[attr-defined]
        code=SERVICE, applicant_id=None, subject_id=None, answers=ANSWERS, key=ids.uuid7(), actor=actor
    )


if __name__ == "__main__":
    print(json.dumps(work(float(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))))
