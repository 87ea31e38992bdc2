"""Snapshot first, then the feed; and the application that reads files."""

import hashlib
import json
import random
import sqlite3
from pathlib import Path

import pytest

from sandbox.manifest import apps
from tests.sandbox.driving import bucket_hashes, event, running, until
from tests.sandbox.factories import granted, person
from tests.sandbox.fake_ayo import FakeAyo

pytestmark = pytest.mark.processes


def known(module: str, count: int) -> dict[str, dict[str, object]]:
    fields = apps()[module].tables[0].fields
    return {
        f"0197a000-0000-7000-8000-{number:012}": granted(person(random.Random(number)), fields)
        for number in range(count)
    }


def as_pages(records: dict[str, dict[str, object]]) -> list[dict[str, object]]:
    return [{"kind": "person", "id": key, "version": 1, "record": record} for key, record in records.items()]


def test_a_pulling_application_loads_the_snapshot_then_follows_the_feed(tmp_path: Path, fake_ayo: FakeAyo) -> None:
    records = known("tas_loker", 30)
    fake_ayo.records["person"] = as_pages(records)
    with running("tas_loker", tmp_path, ayo_url=fake_ayo.url) as process:
        assert process.ask("load") == {"person": 30}
        first = next(iter(records))
        records[first] = {**records[first], "email": "baru@contoh.id"}
        fake_ayo.publish(event(id=first, version=2, record=records[first]))

        until(lambda: process.status["counts"].get("received") == 1)
        assert process.digest(kind="person", buckets=256) == {
            "kind": "person",
            "position": "101",
            "buckets": bucket_hashes(records),
        }
        assert set(fake_ayo.keys) == {"Bearer ayo_test"}


def test_a_pulling_application_goes_on_from_its_position_after_a_kill(tmp_path: Path, fake_ayo: FakeAyo) -> None:
    fake_ayo.records["person"] = as_pages(known("tas_loker", 3))
    with running("tas_loker", tmp_path, ayo_url=fake_ayo.url) as process:
        process.ask("load")
        fake_ayo.publish(*(event(id=key, version=2, record=value) for key, value in known("tas_loker", 3).items()))
        until(lambda: any("after=103" in asked for asked in fake_ayo.asked))
        process.kill()
    fake_ayo.asked.clear()
    fake_ayo.publish(event("withdraw", id="0197a000-0000-7000-8000-000000000000", version=3))

    with running("tas_loker", tmp_path, ayo_url=fake_ayo.url) as process:
        until(lambda: process.status["rows"] == {"person": 2})

        assert process.ask("load") == {}
        assert not any("snapshot" in asked or "after=100" in asked for asked in fake_ayo.asked)


def test_a_pushed_application_loads_by_snapshot_too_and_keeps_what_is_newer(tmp_path: Path, fake_ayo: FakeAyo) -> None:
    records = known("laksa", 10)
    fake_ayo.records["person"] = as_pages(records)
    with running("laksa", tmp_path, ayo_url=fake_ayo.url) as process:
        first = next(iter(records))
        newer = {**records[first], "email": "baru@contoh.id"}
        process.deliver(event(id=first, version=2, record=newer))

        process.ask("load")

        assert process.digest(kind="person", buckets=256)["buckets"] == bucket_hashes({**records, first: newer})
        assert process.status["loaded"]


def test_loading_fails_with_a_reason_when_ayo_is_away(tmp_path: Path) -> None:
    with running("laksa", tmp_path, ayo_url="http://127.0.0.1:9") as process:
        assert "error" in process.ask("load")
        assert not process.status["loaded"]


def write_file(folder: Path, events: list[dict[str, object]], *, spoil: bool = False) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    first, last = events[0]["ayoposition"], events[-1]["ayoposition"]
    content = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in events).encode()
    told = {"from": first, "to": last, "count": len(events), "sha256": hashlib.sha256(content).hexdigest()}
    (folder / f"events-{first}-{last}.ndjson").write_bytes(content[:-5] if spoil else content)
    manifest = folder / f"events-{first}-{last}.json"
    manifest.write_text(json.dumps(told))
    return manifest


@pytest.mark.parametrize("module", ["e_kir", "relawan_bpbd"])
def test_a_file_reading_application_takes_files_in_order_and_says_done(module: str, tmp_path: Path) -> None:
    inbox = tmp_path / "masuk"
    records = known(module, 20)
    events = [event(id=key, record=record) for key, record in records.items()]
    later, sooner = write_file(inbox, events[10:]), write_file(inbox, events[:10])
    with running(module, tmp_path / "app", inbox=str(inbox)) as process:
        until(lambda: later.with_suffix(".done").exists())

        assert sooner.with_suffix(".done").exists()
        digest = process.digest(kind="person", buckets=256)
        assert digest["buckets"] == bucket_hashes(records)
        assert digest["position"] == events[-1]["ayoposition"]


def test_a_file_that_does_not_match_its_manifest_is_left_alone(tmp_path: Path) -> None:
    inbox = tmp_path / "masuk"
    events = [event(id=key, record=record) for key, record in known("e_kir", 4).items()]
    with running("e_kir", tmp_path / "app", inbox=str(inbox)) as process:
        bad = write_file(inbox, events, spoil=True)
        until(lambda: process.status["counts"].get("bad_files"))

        assert not bad.with_suffix(".done").exists()
        assert process.status["rows"] == {"person": 0}

        write_file(inbox, events)
        until(lambda: bad.with_suffix(".done").exists())
        assert process.status["rows"] == {"person": 4}


def test_a_file_read_twice_changes_nothing(tmp_path: Path) -> None:
    inbox = tmp_path / "masuk"
    events = [event(id=key, record=record) for key, record in known("e_kir", 4).items()]
    with running("e_kir", tmp_path / "app", inbox=str(inbox)) as process:
        done = write_file(inbox, events).with_suffix(".done")
        until(done.exists)
        done.unlink()
        until(done.exists)

        assert process.status["counts"]["doubles"] == 4
    storage = sqlite3.connect(tmp_path / "app" / "kir.db")
    assert storage.execute("SELECT count(*) FROM pemilik_kendaraan").fetchone() == (4,)
    storage.close()
