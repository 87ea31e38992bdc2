"""The check before a run: which columns mean what, and what would become of each row."""

import pytest

from ayo.common.actor import SYSTEM
from ayo.registry import models
from ayo.registry.errors import BadValues
from ayo.registry.imports import actions, queries, running
from tests.registry import imported as given
from tests.registry.imported import fresh, people_file, uploaded

pytestmark = pytest.mark.django_db


def test_a_check_that_dies_goes_on_and_counts_each_row_once(small_chunks):
    row = uploaded(people_file(10))
    actions.check_here(import_id=row.pk, actor=SYSTEM)

    def die() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        running.work(row.pk, after_each=die)
    running.work(row.pk, after_each=lambda: None)

    assert (fresh(row).state, fresh(row).forecast["new"], fresh(row).checked) == ("PREVIEWED", 10, 10)


def test_a_check_that_is_no_longer_wanted_stops(small_chunks):
    row = uploaded(people_file(10))
    actions.check_here(import_id=row.pk, actor=SYSTEM)

    running.work(row.pk, after_each=lambda: models.Import.objects.filter(pk=row.pk).update(state="UPLOADED"))

    assert (fresh(row).state, fresh(row).checked) == ("UPLOADED", 4)


def test_a_check_of_older_columns_stops_when_a_newer_one_has_begun(small_chunks):
    row = uploaded(people_file(10))
    actions.check_here(import_id=row.pk, actor=SYSTEM)
    again = []

    def map_and_check_anew() -> None:
        if not again:
            again.append(1)
            actions.map_columns(import_id=row.pk, mapping={0: "nik", 1: "name", 2: "sex"}, actor=SYSTEM)
            actions.check_here(import_id=row.pk, actor=SYSTEM)

    running.work(row.pk, after_each=map_and_check_anew)
    assert (fresh(row).state, fresh(row).checked) == ("CHECKING", 0)
    running.work(row.pk, after_each=lambda: None)

    assert (fresh(row).state, fresh(row).forecast["rejected"], fresh(row).forecast["new"]) == ("PREVIEWED", 10, 0)


def test_mapping_anew_makes_the_check_count_no_more(row):
    actions.map_columns(import_id=row.pk, mapping={0: "nik", 1: "name", 2: "", 4: "birth_on"}, actor=SYSTEM)

    assert (fresh(row).state, fresh(row).checked, fresh(row).forecast) == ("UPLOADED", 0, {})
    assert fresh(row).mapping == {"0": "nik", "1": "name", "4": "birth_on"}


def test_a_mapping_that_names_nobody_is_refused(row):
    with pytest.raises(BadValues) as caught:
        actions.map_columns(import_id=row.pk, mapping={2: "sex"}, actor=SYSTEM)

    assert caught.value.fields == {"mapping": "missing:nik"}


def test_a_file_whose_columns_are_not_understood_is_not_checked():
    row = uploaded(given.csv_bytes([["a", "b"], ["1", "2"]]))

    with pytest.raises(BadValues):
        actions.check_import(import_id=row.pk, actor=SYSTEM)


def test_columns_are_shown_with_samples_and_their_field(db):
    row = uploaded(people_file(5))

    found = queries.columns(row)

    assert (found[0].header, found[0].field, len(found[0].samples)) == ("NIK", "nik", 3)
    assert all("*" in sample for sample in found[0].samples)
    assert {"nik", "domicile.kelurahan", "family_number"} <= {choice.name for choice in queries.fields("person")}


def test_the_preview_shows_what_would_become_of_the_first_rows(cast):
    row = uploaded(
        given.csv_bytes(
            [["NIK", "Nama", "Tgl Lahir", "Agama", "No HP"],
             ["3671015203890001", "Ratna", "12-03-1989", "Islam", ""],
             ["3671015203890001", "Ratna", "12-03-1989", "Islam", ""],
             ["3671011206150002", "Bima", "12-06-2015", "", ""],
             ["3671051007850003", "Joko Susilo", "10-07-1985", "", "0812999900"],
             ["36710", "Salah", "x", "", ""]]
        )
    )  # fmt: skip

    shown = queries.preview(row)

    assert [one.outcome for one in shown.rows] == ["CHANGED", "REJECTED", "SAME", "PROPOSED", "REJECTED"]
    assert shown.counts == {"new": 0, "changed": 1, "same": 1, "proposed": 1, "rejected": 2}
    assert shown.rows[0].cells[0] == "3671**********01"
    assert {fault.code for fault in shown.rows[4].faults} == {"nik_not_16_digits", "not_a_date"}
    assert shown.rows[4].faults[0].reason
    assert not models.Proposal.objects.exists()
