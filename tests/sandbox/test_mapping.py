"""Every application says the same in its own words, and nothing is lost on the way there and back."""

import json
import random
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.kit import columns
from sandbox.kit.table import ASIDE, Table, canonical
from sandbox.manifest import apps
from tests.sandbox import factories

TABLES = [(app.slug, table) for app in apps().values() for table in app.tables]
NAMES = [f"{slug}-{table.kind}" for slug, table in TABLES]
relaxed = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module", params=[table for _, table in TABLES], ids=NAMES)
def table(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    own = deepcopy(request.param)
    own.open(tmp_path_factory.mktemp("app"))
    yield own
    own.store.close()


@relaxed
@given(data=st.data())
def test_what_the_city_can_hold_comes_back_unchanged_and_needs_nothing_kept_aside(table: Table, data: Any) -> None:
    record = data.draw(factories.plausible(table))

    table.put("0197a000-0000-7000-8000-00000000000a", 3, record, 1)
    table.store.commit()
    row = table.store.get("0197a000-0000-7000-8000-00000000000a")

    assert row is not None
    assert canonical(table.record_of(row)) == canonical(record)
    assert not row[ASIDE]


@relaxed
@given(data=st.data())
def test_even_what_nobody_should_send_comes_back_unchanged(table: Table, data: Any) -> None:
    record = json.loads(json.dumps(data.draw(factories.wild(table))))

    table.put("0197a000-0000-7000-8000-00000000000b", 1, record, 1)
    table.store.commit()
    row = table.store.get("0197a000-0000-7000-8000-00000000000b")

    assert row is not None
    assert canonical(table.record_of(row)) == canonical(record)


def test_no_two_applications_write_the_same_person_the_same_way() -> None:
    whole = factories.ratna()
    rows = []
    for app in apps().values():
        own = app.tables[0]
        row = own.row_of(factories.RATNA, 1, factories.granted(whole, own.fields), 0)
        rows.append(frozenset((name, value) for name, value in row.items() if name in own.names))

    assert len(set(rows)) == 20


@pytest.mark.parametrize(
    ("column", "value", "local"),
    [
        (columns.date_dmy("x", "p"), "1988-02-01", "01-02-1988"),
        (columns.date_compact("x", "p"), "1988-02-01", "19880201"),
        (columns.date_words("x", "p"), "1988-08-01", "01 Agt 1988"),
        (columns.phone_local("x", "p", group=4), "+6281234567890", "0812-3456-7890"),
        (columns.shouted("x", "p"), "Nur'aini Putri", "NUR'AINI PUTRI"),
        (columns.last_comma_first("x", "p"), "Ratna Dewi Lestari", "Lestari, Ratna Dewi"),
        (columns.kelurahan("x"), "36.71.01.1005", "Cikokol"),
    ],
)
def test_a_column_writes_in_its_own_format(column: columns.Column, value: str, local: str) -> None:
    assert column.write(value) == (local,)
    assert column.read(local) == (value,)


def test_an_address_reads_as_one_line() -> None:
    line = columns.address_line("alamat")

    assert line.write("Jl. Merdeka 5", "003", "004", "36.71.01.1005", "15117") == (
        "Jl. Merdeka 5 RT 003/RW 004, Kel. Cikokol 15117",
    )


def test_a_value_that_does_not_fit_is_kept_aside_and_shown_as_nothing() -> None:
    own = next(table for slug, table in TABLES if slug == "pbb-p2")
    record = factories.granted({**factories.ratna(), "phone": "+6591234567"}, own.fields)

    row = own.row_of(factories.RATNA, 1, record, 0)

    assert row["TELP_WP"] is None
    assert own.record_of(row) == record


@pytest.mark.parametrize("address", [{"rt": None, "rw": "004"}, {"rt": "0-3", "rw": "004"}, {"rt": "-", "rw": "-"}])
def test_parts_that_would_blur_with_their_separator_are_kept_aside(address: dict[str, Any]) -> None:
    own = next(table for slug, table in TABLES if slug == "tirta-benteng")
    record = {"name": "Ratna", "domicile": {"kelurahan": "36.71.01.1005", **address}}

    assert own.record_of(own.row_of(factories.RATNA, 1, record, 0)) == record


def test_a_store_keeps_everything_over_a_restart() -> None:
    for own in (deepcopy(table) for _, table in TABLES):
        with TemporaryDirectory() as folder:
            own.open(Path(folder))
            records = {f"0197a000-0000-7000-8000-{n:012}": record for n, record in enumerate(some_of(own))}
            for key, record in records.items():
                own.put(key, 1, {**record}, 1)
                own.put(key, 2, record, 1)
            own.store.delete("0197a000-0000-7000-8000-000000000003")
            del records["0197a000-0000-7000-8000-000000000003"]
            own.store.commit()
            own.store.close()

            own.open(Path(folder))

            assert {key: own.record_of(own.store.get(key) or {}) for key in own.store.ids()} == records
            assert own.store.count() == len(records)
            own.store.close()


def some_of(own: Table) -> list[dict[str, Any]]:
    return [factories.granted(factories.MAKERS[own.kind](random.Random(n)), own.fields) for n in range(20)]


def test_a_torn_last_line_is_cut_off() -> None:
    own = deepcopy(next(table for slug, table in TABLES if slug == "pbb-p2"))
    with TemporaryDirectory() as folder:
        own.open(Path(folder))
        own.put(factories.RATNA, 1, factories.granted(factories.ratna(), own.fields), 1)
        own.store.close()
        with (Path(folder) / "DAT_SUBJEK_PAJAK.TXT").open("a") as file:
            file.write("0197a000|half a li")

        own.open(Path(folder))
        own.put(factories.RATNA, 2, factories.granted(factories.ratna(), own.fields), 1)
        own.store.close()
        own.open(Path(folder))

        assert own.store.count() == 1
        assert own.version_of(factories.RATNA) == 2
        own.store.close()


def test_a_journal_full_of_old_lines_is_rewritten_on_opening() -> None:
    own = deepcopy(next(table for slug, table in TABLES if slug == "tas-loker"))
    with TemporaryDirectory() as folder:
        own.open(Path(folder))
        record = factories.granted(factories.ratna(), own.fields)
        for version in range(1500):
            own.put(factories.RATNA, version, record, 1)
        own.store.close()

        own.open(Path(folder))

        assert len((Path(folder) / "pencaker.ndjson").read_text().splitlines()) == 1
        assert own.version_of(factories.RATNA) == 1499
        own.store.close()
