"""Inputs at a steady rate: each one transaction with a changed row, its audit entry and its event.

Run as a process with a JSON order on standard input; prints when each event's commit returned.
"""

import json
import pickle
import sys
import threading
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import psycopg

from ayo.common.ids import uuid7

SYSTEM = UUID("00000000-0000-7000-8000-000000000001")
_ROW = "update bench_row set value = %s, version = version + 1 where id = %s returning version"
_AUDIT = """
insert into audit_inbox (entry_id, at, act, actor_kind, actor_id, actor_label, purpose, subject_kind, subject_id, label,
    fields, before_digest, after_digest)
values (%s, clock_timestamp(), 'bench.change', 'SYSTEM', %s, 'bench', '', 'person', %s, '', '{phone}', '', '')
"""
_EVENT = """
insert into events_outbox (event_id, type, subject, data, actor_id, occurred_at)
values (%s, 'ayo.registry.person.changed', %s, %s::jsonb, %s, clock_timestamp())
"""


class Producer:
    def __init__(self, order: dict[str, Any]) -> None:
        self.order = order
        self.committed: list[tuple[str, float]] = []
        self._lock = threading.Lock()

    def run(self) -> list[tuple[str, float]]:
        threads = self.order["threads"]
        workers = [threading.Thread(target=self._work, args=(number, threads)) for number in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return self.committed

    def _work(self, number: int, threads: int) -> None:
        order = self.order
        rate, count = order["rate"] / threads, order["count"] // threads
        made: list[tuple[str, float]] = []
        subjects = [UUID(one) for one in order["subjects"][number::threads]]
        connection = psycopg.connect(order["database"], autocommit=True)
        started = time.perf_counter() + number / max(1, order["rate"])
        done = 0
        while done < count:
            if rate:
                wait = started + done / rate - time.perf_counter()
                if wait > 0:
                    time.sleep(wait)
            try:
                made.append(self._input(connection, subjects[done % len(subjects)]))
                done += 1
            except psycopg.OperationalError:
                # The answer is lost with the server: whether it was committed is looked up in the log afterwards.
                connection = self._again(order["database"])
        with self._lock:
            self.committed += made

    def _again(self, database: str) -> psycopg.Connection[Any]:
        while True:
            try:
                return psycopg.connect(database, autocommit=True)
            except psycopg.OperationalError:
                time.sleep(0.05)

    def _input(self, connection: psycopg.Connection[Any], subject: UUID) -> tuple[str, float]:
        event_id = uuid7()
        with connection.transaction(), connection.cursor() as cursor:
            cursor.execute(_ROW, [str(event_id), subject], prepare=True)
            version = cursor.fetchone()[0]  # type: ignore[index]
            cursor.execute(_AUDIT, [uuid7(), SYSTEM, str(subject)], prepare=True)
            body = orjson.dumps(_event(subject, version, event_id)).decode()
            cursor.execute(_EVENT, [event_id, f"person/{subject}", body, SYSTEM], prepare=True)
        return str(event_id), time.time()


def _event(subject: UUID, version: int, event_id: UUID) -> dict[str, Any]:
    record = {
        "nik": "3671015203890001", "name": "Ratna Sari Dewi", "front_title": "", "back_title": "", "sex": "FEMALE",
        "birth_place": "Tangerang", "birth_on": "1989-03-12", "religion": "ISLAM", "marital_status": "MARRIED",
        "occupation": "Guru", "phone": f"+62812{event_id.int % 10**8:08d}", "email": "ratna@example.org",
        "domicile": {"kelurahan": "36.71.01.1005", "rw": "003", "rt": "002", "street": "Jl. Perintis 14",
                     "postal_code": "15117", "latitude": -6.2, "longitude": 106.6},
        "family_id": None, "family_role": "HEAD", "life_state": "ALIVE",
    }  # fmt: skip
    return {
        "record_id": subject, "version": version, "changed": ["phone"], "record": record, "area": "36.71.01.1005",
        "groups": ["RESIDENT"], "before_area": "36.71.01.1005", "before_groups": ["RESIDENT"],
    }  # fmt: skip


if __name__ == "__main__":
    given = json.loads(sys.stdin.readline())
    Path(given["out"]).write_bytes(pickle.dumps(Producer(given).run()))
