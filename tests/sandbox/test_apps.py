"""Each of the twenty as its own process, spoken to as Ayo does: signed requests, digests, kills."""

import http.client
import random
import sqlite3
from pathlib import Path

import pytest

from sandbox.manifest import apps
from tests.sandbox.driving import BATCH, OTHER_SECRET, bucket_hashes, event, record_hash, running, shaped, until
from tests.sandbox.factories import MAKERS, granted

pytestmark = pytest.mark.processes


@pytest.mark.parametrize("module", apps())
def test_an_application_stores_what_is_signed_and_proves_it_by_its_digest(module: str, tmp_path: Path) -> None:
    app = apps()[module]
    wanted = {
        table.kind: {
            f"0197a000-0000-7000-8000-{number:012}": granted(MAKERS[table.kind](random.Random(number)), table.fields)
            for number in range(40)
        }
        for table in app.tables
    }
    with running(module, tmp_path) as process:
        for kind, records in wanted.items():
            events = [event(kind=kind, id=key, record=record) for key, record in records.items()]
            assert process.deliver(*events, mode=app.mode) == []
            digest = process.digest(kind=kind, buckets=256)

            assert digest["buckets"] == bucket_hashes(records)
            assert digest["position"] == events[-1]["ayoposition"]
            bucket = digest["buckets"][0]["bucket"]
            listed = process.digest(kind=kind, bucket=bucket)["records"]
            assert listed and all(one["hash"] == record_hash(records[one["id"]]) for one in listed)


@pytest.mark.parametrize("module", ["absensi", "e_office", "pbb", "siak"])
def test_what_was_answered_survives_a_kill(module: str, tmp_path: Path) -> None:
    app = apps()[module]
    table = app.tables[0]
    records = {
        f"0197a000-0000-7000-8000-{number:012}": granted(MAKERS["person"](random.Random(number)), table.fields)
        for number in range(200)
    }
    with running(module, tmp_path) as process:
        process.deliver(*(event(id=key, record=record) for key, record in records.items()), mode=app.mode)
        process.kill()

    with running(module, tmp_path) as process:
        assert process.digest(kind="person", buckets=256)["buckets"] == bucket_hashes(records)


@pytest.fixture(scope="module")
def laksa(tmp_path_factory: pytest.TempPathFactory):
    with running("laksa", tmp_path_factory.mktemp("laksa")) as process:
        yield process


def ratna_event(number: int = 1):
    record = granted(MAKERS["person"](random.Random(number)), apps()["laksa"].tables[0].fields)
    return event(id=f"0197c000-0000-7000-8000-{number:012}", record=record)


def test_a_signature_with_another_secret_is_turned_away(laksa) -> None:
    [(headers, body)] = shaped([ratna_event(77)], "BATCH")
    before = laksa.status["rows"]

    status, _ = laksa.post("/events", headers, body, OTHER_SECRET)

    assert status == 401
    assert laksa.status["rows"] == before
    assert laksa.status["counts"]["bad_signatures"] >= 1


def test_a_digest_question_needs_a_signature_too(laksa) -> None:
    assert laksa.post("/digest", {}, b'{"kind":"person","buckets":256}', OTHER_SECRET)[0] == 401


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"content-type": BATCH}, b"no json", 400),
        ({"content-type": "text/plain"}, b"[]", 400),
        ({"content-type": BATCH}, b"[1]", 400),
    ],
)
def test_what_is_no_event_is_a_bad_request(laksa, headers: dict[str, str], body: bytes, status: int) -> None:
    assert laksa.post("/events", headers, body)[0] == status


def test_a_kind_that_is_not_kept_has_no_digest(laksa) -> None:
    assert laksa.post("/digest", {}, b'{"kind":"family","buckets":256}')[0] == 404


@pytest.mark.parametrize("mode", ["BATCH", "SINGLE", "BINARY"])
def test_all_three_shapes_are_understood(laksa, mode: str) -> None:
    one = ratna_event({"BATCH": 11, "SINGLE": 12, "BINARY": 13}[mode])

    assert laksa.deliver(one, mode=mode) == []
    assert laksa.ask("copies", id=one["data"]["id"])[0]["record"] == one["data"]["record"]


def test_requests_on_one_connection_are_answered_in_order(laksa) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", laksa.port, timeout=10)
    for _ in range(3):
        connection.request("GET", "/health")
        assert connection.getresponse().read()
    connection.close()


def test_a_hand_edited_row_shows_in_the_digest(tmp_path: Path) -> None:
    one = ratna_event(1)
    with running("laksa", tmp_path) as process:
        process.deliver(one)
        with sqlite3.connect(tmp_path / "data.sqlite") as storage:
            storage.execute("UPDATE pelapor SET nama_pelapor = 'Seseorang'")
        storage.close()

        digest = process.digest(kind="person", buckets=256)

        assert digest["buckets"] != bucket_hashes({one["data"]["id"]: one["data"]["record"]})


def test_an_application_without_its_secret_asks_to_wait(tmp_path: Path) -> None:
    with running("laksa", tmp_path, keys={}) as process:
        [(headers, body)] = shaped([ratna_event(1)], "BATCH")
        assert process.post("/events", headers, body)[0] == 503

        process.ask("keys", keys={"secret": "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "api_key": "k"})

        assert process.post("/events", headers, body)[0] == 200


def test_an_application_ends_with_whoever_started_it(tmp_path: Path) -> None:
    with running("laksa", tmp_path) as process:
        process.process.stdin.close()

        until(lambda: process.process.poll() == 0)


def test_an_application_is_small(tmp_path: Path) -> None:
    with running("siak", tmp_path) as process:
        status = Path(f"/proc/{process.process.pid}/status")
        resident = int(next(line for line in status.read_text().splitlines() if line.startswith("VmRSS")).split()[1])

        assert resident < 40 * 1024
