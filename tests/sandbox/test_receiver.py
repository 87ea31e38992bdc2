"""What an application does with each event, told by what its storage says afterwards."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from sandbox.kit.ledger import REMEMBERED, Ledger
from sandbox.kit.receiver import Receiver
from sandbox.kit.table import Table
from sandbox.manifest import apps
from tests.sandbox.driving import event
from tests.sandbox.factories import granted, ratna


@pytest.fixture
def laksa(tmp_path: Path) -> Iterator[Receiver]:
    table = deepcopy(apps()["laksa"].tables[0])
    table.open(tmp_path)
    receiver = Receiver({"person": table}, Ledger(tmp_path))
    yield receiver
    receiver.ledger.close()
    table.store.close()


def known(name: str, table: Table | None = None) -> dict[str, Any]:
    return granted({**ratna(), "name": name}, (table or apps()["laksa"].tables[0]).fields)


def name_of(receiver: Receiver, record_id: str) -> str | None:
    row = receiver.tables["person"].store.get(record_id)
    return None if row is None else str(row["nama_pelapor"])


def test_an_upsert_is_stored(laksa: Receiver, record_id: str) -> None:
    assert laksa.take([event(id=record_id, record=known("Ratna"))]) == []
    assert name_of(laksa, record_id) == "Ratna"


def test_a_double_changes_nothing(laksa: Receiver, record_id: str) -> None:
    first = event(id=record_id, version=1, record=known("Ratna"))
    laksa.take([first, {**first, "data": {**first["data"], "version": 9, "record": known("Other")}}])

    assert name_of(laksa, record_id) == "Ratna"
    assert laksa.counts["doubles"] == 1


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_or_equal_version_is_ignored(laksa: Receiver, record_id: str, version: int) -> None:
    laksa.take([event(id=record_id, version=2, record=known("New"))])
    laksa.take([event(id=record_id, version=version, record=known("Old"))])

    assert name_of(laksa, record_id) == "New"


def test_reconciliation_overwrites_whatever_is_there(laksa: Receiver, record_id: str) -> None:
    laksa.take([event(id=record_id, version=5, record=known("Wrong"))])
    laksa.take([event(id=record_id, version=3, record=known("Right"), ayoreason="reconciliation")])

    assert name_of(laksa, record_id) == "Right"


def test_a_withdrawal_removes(laksa: Receiver, record_id: str) -> None:
    laksa.take([event(id=record_id, record=known("Ratna")), event("withdraw", id=record_id, version=2)])

    assert name_of(laksa, record_id) is None


def test_a_page_read_before_a_withdrawal_does_not_bring_the_record_back(laksa: Receiver, record_id: str) -> None:
    laksa.take([event("withdraw", id=record_id, version=4)])
    laksa.put(laksa.tables["person"], record_id, 3, known("Ratna"), always=False)

    assert name_of(laksa, record_id) is None


def test_a_merge_sets_aside_and_an_unmerge_brings_back(laksa: Receiver, record_id: str) -> None:
    laksa.take([event(id=record_id, version=2, record=known("Ratna"))])
    survivor = {"data": {"kind": "person", "id": record_id, "survivor_id": "0197a000-0000-7000-8000-00000000000b"}}
    laksa.take([event("merge", id=record_id, **survivor)])
    assert name_of(laksa, record_id) is None

    laksa.take([event("unmerge", id=record_id, **survivor)])

    assert name_of(laksa, record_id) == "Ratna"


def test_a_test_event_is_taken_and_stores_nothing(laksa: Receiver, record_id: str) -> None:
    assert laksa.take([event("test", id=record_id)]) == []
    assert laksa.tables["person"].store.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "pet"},
        {"op": "dance"},
        {"id": "../../etc/passwd"},
    ],
)
def test_what_cannot_be_taken_is_refused_by_its_id_and_the_rest_is_stored(
    laksa: Receiver, record_id: str, wrong: dict[str, str]
) -> None:
    bad = event(**{"id": record_id, "record": known("X"), **wrong})  # type: ignore[arg-type]
    good = event(id=record_id, record=known("Ratna"))

    refused = laksa.take([bad, good])

    assert [one["id"] for one in refused] == [bad["id"]]
    assert name_of(laksa, record_id) == "Ratna"


def test_the_ledger_remembers_over_a_restart_and_forgets_a_torn_line(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.note("seen", "e1")
    ledger.note("position", "41")
    ledger.note("position", "7")
    ledger.note("loaded", "person")
    ledger.close()
    with ledger.path.open("a") as file:
        file.write('["seen", "e')

    again = Ledger(tmp_path)

    assert (list(again.seen), again.position, again.loaded) == (["e1"], "41", {"person"})
    again.close()


def test_the_ledger_keeps_only_the_latest_ids(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    for number in range(REMEMBERED + 5):
        ledger.note("seen", f"e{number}")

    assert len(ledger.seen) == REMEMBERED
    assert "e4" not in ledger.seen
    ledger.close()
