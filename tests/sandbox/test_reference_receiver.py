"""The sixty lines that an integrator copies do all that the protocol asks."""

import json
import os
import random
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sandbox.driving import (
    BATCH,
    OTHER_SECRET,
    ROOT,
    SECRET,
    bucket_hashes,
    event,
    post,
    record_hash,
    signed,
    until,
)
from tests.sandbox.factories import person

pytestmark = pytest.mark.processes
FILE = ROOT / "sandbox" / "reference_receiver.py"


@pytest.fixture
def receiver(tmp_path: Path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {**os.environ, "SECRET": SECRET, "PORT": str(port)}
    process = subprocess.Popen([sys.executable, str(FILE)], cwd=tmp_path, env=env, stderr=subprocess.DEVNULL)
    until(lambda: listens(port))
    yield port
    process.kill()
    process.wait()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def deliver(port: int, *events: dict[str, object]) -> None:
    body = json.dumps(events, ensure_ascii=False).encode()
    assert post(port, "/events", {"content-type": BATCH, **signed(body)}, body) == (200, {})


def ask(port: int, **question: object):
    body = json.dumps(question).encode()
    status, answer = post(port, "/digest", signed(body), body)
    assert status == 200
    return answer


def test_it_has_sixty_lines_at_most() -> None:
    assert len(FILE.read_text().splitlines()) <= 60


def test_it_stores_and_proves_by_digest(receiver: int) -> None:
    records = {f"0197a000-0000-7000-8000-{n:012}": person(random.Random(n)) for n in range(50)}
    events = [event(id=key, record=record) for key, record in records.items()]
    deliver(receiver, *events)

    digest = ask(receiver, kind="person", buckets=256)

    assert digest == {"kind": "person", "position": events[-1]["ayoposition"], "buckets": bucket_hashes(records)}
    listed = ask(receiver, kind="person", bucket=digest["buckets"][0]["bucket"])["records"]
    assert all(one["hash"] == record_hash(records[one["id"]]) for one in listed)


def test_doubles_and_old_versions_change_nothing_but_reconciliation_does(receiver: int, record_id: str) -> None:
    new, old = person(random.Random(1)), person(random.Random(2))
    second = event(id=record_id, version=2, record=new)
    deliver(receiver, second)
    deliver(receiver, {**second, "data": {**second["data"], "version": 9, "record": old}})
    deliver(receiver, event(id=record_id, version=1, record=old))
    assert ask(receiver, kind="person", buckets=256)["buckets"] == bucket_hashes({record_id: new})

    deliver(receiver, event(id=record_id, version=1, record=old, ayoreason="reconciliation"))

    assert ask(receiver, kind="person", buckets=256)["buckets"] == bucket_hashes({record_id: old})


def test_withdrawals_merges_and_tests(receiver: int, record_id: str) -> None:
    deliver(receiver, event(id=record_id, version=3, record=person(random.Random(1))))
    deliver(receiver, event("test", id=record_id, data={}))
    assert len(ask(receiver, kind="person", buckets=256)["buckets"]) == 1
    deliver(receiver, event("withdraw", id=record_id, version=4))
    assert ask(receiver, kind="person", buckets=256)["buckets"] == []

    deliver(receiver, event(id=record_id, version=5, record=person(random.Random(1))))
    gone = {"kind": "person", "id": record_id, "survivor_id": "x"}
    deliver(receiver, {**event("merge", id=record_id), "data": gone})

    assert ask(receiver, kind="person", buckets=256)["buckets"] == []


def test_a_bad_signature_is_turned_away(receiver: int, record_id: str) -> None:
    body = json.dumps([event(id=record_id, record={})]).encode()

    assert post(receiver, "/events", {"content-type": BATCH, **signed(body, OTHER_SECRET)}, body)[0] == 401
