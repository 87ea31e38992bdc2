"""Files of persons: matched, split by authority, written once, with their family cards."""

from datetime import date, timedelta

import pytest

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.events.models import Outbox
from ayo.registry import actions, models, queries
from ayo.registry.data import Kind
from tests import cast as people
from tests.registry import imported as given
from tests.registry.imported import PERSON_HEADER, codes, imported

pytestmark = pytest.mark.django_db

CARD = "3671010202150001"
SITI = ["3671015507910011", "SITI AMINAH", "P", "Tangerang", "15-07-1991", "081311112222", CARD, "KEPALA KELUARGA"]
ADI = ["3671010311120012", "Adi", "L", "Tangerang", "03-11-2012", "", "3671010202150001", "Anak"]
RATNA_NIK = "3671015203890001"


def persons(*rows, **more):
    return imported([PERSON_HEADER, *rows], **more)


def test_new_persons_come_with_their_card_and_its_head():
    row = persons(SITI, ADI)

    assert row.state == "DONE"
    assert row.counts == {
        "new": 2, "changed": 0, "same": 0, "proposed": 0, "rejected": 0, "proposals": 0, "families": 1,
    }  # fmt: skip
    siti, adi = models.Person.objects.get(nik=SITI[0]), models.Person.objects.get(nik=ADI[0])
    assert (siti.name, siti.sex, siti.birth_on) == ("Siti Aminah", "FEMALE", date(1991, 7, 15))
    assert siti.phone == "+6281311112222"
    assert siti.search_name == "siti aminah"
    assert siti.family_id == adi.family_id
    assert models.Family.objects.get(number=SITI[6]).head_id == siti.pk


def test_one_audit_entry_and_one_event_per_record():
    persons(SITI, ADI)

    assert Inbox.objects.filter(act__startswith="registry.register").count() == 3
    events = [one for one in Outbox.objects.all() if one.type.endswith(".changed")]
    assert sorted(one.type for one in events) == ["ayo.registry.family.changed"] + ["ayo.registry.person.changed"] * 2
    siti = models.Person.objects.get(nik=SITI[0])
    said = siti.assertions.get()
    assert said.source == "DISDUKCAPIL"
    assert said.event_id == next(one.event_id for one in events if one.subject == f"person/{siti.pk}")


def test_the_same_file_again_changes_records_and_announces_nothing():
    persons(SITI, ADI)
    before = (Inbox.objects.filter(act__contains="_person").count(), models.PersonAssertion.objects.count())
    events = Outbox.objects.exclude(type="ayo.registry.import.moved").count()

    row = persons(SITI, ADI)

    assert (row.counts["same"], row.counts["changed"], row.counts["new"]) == (2, 0, 0)
    assert (Inbox.objects.filter(act__contains="_person").count(), models.PersonAssertion.objects.count()) == before
    assert Outbox.objects.exclude(type="ayo.registry.import.moved").count() == events


def test_a_changed_value_is_written_with_history_and_version(cast):
    row = imported([["NIK", "Nama Lengkap", "Agama"], [RATNA_NIK, "Ratna Dewi", "Islam"]])

    ratna = models.Person.objects.get(pk=cast.ratna)
    assert row.counts["changed"] == 1
    assert (ratna.name, ratna.religion, ratna.version) == ("Ratna Dewi", "Islam", 2)
    known = queries.provenance(Kind.PERSON, cast.ratna, valid_on=clock.today(), known_at=None)
    assert (known["name"].source, known["name"].value) == ("DISDUKCAPIL", "Ratna Dewi")
    event = Outbox.objects.filter(type="ayo.registry.person.changed").latest("id")
    assert event.data["changed"] == ["name", "religion"]
    assert event.data["before_area"] == event.data["area"] == people.CIKOKOL


def test_words_in_capitals_are_no_change(cast):
    row = imported([["NIK", "Nama"], [RATNA_NIK, "RATNA"]])

    assert row.counts["same"] == 1


def test_what_the_source_has_no_say_in_becomes_a_proposal_only_when_it_differs(cast):
    row = imported([["NIK", "Nama", "No HP"], [RATNA_NIK, "Ratna", "0812-3456-7801"]])
    assert row.counts["same"] == 1

    row = imported([["NIK", "Nama", "No HP"], [RATNA_NIK, "Ratna", "0812 9999 0000"]])

    assert (row.counts["proposed"], row.counts["proposals"]) == (1, 1)
    proposal = models.Proposal.objects.get()
    assert (proposal.authority, proposal.values) == ("RESIDENT", {"phone": "+6281299990000"})
    assert models.Person.objects.get(pk=cast.ratna).phone == "+6281234567801"


def test_a_proposal_that_waits_is_not_made_twice(cast):
    for _ in range(2):
        imported([["NIK", "Nama", "No HP"], [RATNA_NIK, "Ratna", "0812 9999 0000"]])

    assert models.Proposal.objects.count() == 1


def test_an_office_without_the_say_registers_nobody():
    row = persons(SITI, source="BKPSDM")

    assert row.counts["rejected"] == 1
    assert ("not_registered" in {code for _, code in codes(row)}) and not models.Person.objects.exists()


def test_a_nik_that_leads_to_quite_another_person_is_refused(cast):
    row = imported([["NIK", "Nama", "L/P", "Tgl Lahir"], [RATNA_NIK, "Joko Widodo", "L", "01-02-1960"]])

    assert codes(row) == [(2, "nik_of_somebody_else")]
    assert models.Person.objects.get(pk=cast.ratna).name == "Ratna"


def test_a_number_rounded_by_a_spreadsheet_is_refused_with_its_reason():
    row = persons(["3,67102E+15", *SITI[1:]])

    assert codes(row) == [(2, "number_rounded")]
    reject = row.rejects.get(stage="RUN")
    assert (reject.column, reject.given) == ("NIK", "3,67102E+15")


def test_a_faulty_row_does_not_hold_up_the_others():
    row = persons(["3671", *SITI[1:]], ADI, ["3671010311120013", "4di", "X", "", "31-02-2012", "12", "", ""])

    assert (row.counts["new"], row.counts["rejected"]) == (1, 2)
    wrong = {code for number, code in codes(row) if number == 4}
    assert wrong == {"not_a_name", "not_a_choice", "not_a_date", "not_a_phone"}


def test_the_given_number_is_masked_in_the_list_of_rejects():
    row = persons(["3671019999910011", *SITI[1:]])

    assert row.rejects.get(stage="RUN").given == "3671**********11"


def test_the_first_row_with_a_number_counts_and_later_ones_are_refused():
    row = persons(SITI, [SITI[0], "Siti Zubaidah", *SITI[2:]])

    assert codes(row) == [(3, "double_in_file")]
    assert models.Person.objects.get(nik=SITI[0]).name == "Siti Aminah"


def test_a_newborn_gets_its_number(cast):
    made = actions.register_record(
        Kind.PERSON,
        {"name": "Nur Cahaya", "sex": "FEMALE", "birth_on": "2025-10-01", "birth_place": "Tangerang",
         "domicile": people.address()},
        valid_from=people.LONG_AGO, actor=people.SYSTEM, not_duplicates_of=(), note="",
    )  # fmt: skip

    row = persons(["3671014110250021", "NUR CAHAYA", "P", "Tangerang", "01-10-2025", "", "", ""])

    assert row.counts["changed"] == 1
    assert models.Person.objects.get(pk=made.record.id).nik == "3671014110250021"


def test_a_row_without_nik_that_is_surely_somebody_is_that_person(cast):
    row = imported(
        [
            ["Nama", "L/P", "Tgl Lahir", "Alamat", "RT/RW", "Kelurahan", "Agama"],
            ["Budi Santoso", "L", "11-04-1980", "Jl. Perintis 14", "002/003", "Cikokol", "Islam"],
        ]
    )

    assert row.counts["changed"] == 1, codes(row)
    assert models.Person.objects.get(pk=cast.budi).religion == "Islam"


def test_a_row_without_nik_that_may_be_somebody_is_left_to_a_person(cast):
    row = imported([["Nama", "L/P", "Tgl Lahir"], ["Budi Santosa", "L", "11-04-1980"]])

    assert codes(row) == [(2, "possible_double")]


def test_parts_of_an_address_complete_the_one_in_the_registry(cast):
    row = imported([["NIK", "Nama", "Kelurahan", "RT"], [RATNA_NIK, "Ratna", "Cikokol", "7"]], source="DISDUKCAPIL")

    assert row.counts["proposals"] == 1
    assert models.Proposal.objects.get().values["domicile"] == {
        **people.address(), "rt": "007", "latitude": None, "longitude": None,
    }  # fmt: skip


def test_an_unknown_kelurahan_is_named(cast):
    row = imported([["NIK", "Nama", "Kelurahan", "Alamat"], [RATNA_NIK, "Ratna", "Antah Berantah", "Jl. X"]])

    assert codes(row) == [(2, "unknown_kelurahan")]


def test_a_file_of_last_year_corrects_the_past_only(cast):
    change_on = clock.today() - timedelta(days=10)
    actions.change_record(
        Kind.PERSON, cast.ratna, {"religion": "Katolik"}, valid_from=change_on, actor=people.SYSTEM,
        expected_version=None, note="",
    )  # fmt: skip
    last_year = clock.today() - timedelta(days=365)

    row = imported([["NIK", "Nama", "Agama"], [RATNA_NIK, "Ratna", "Islam"]], day=last_year)

    assert row.counts["changed"] == 1
    assert models.Person.objects.get(pk=cast.ratna).religion == "Katolik"
    then = queries.provenance(Kind.PERSON, cast.ratna, valid_on=last_year, known_at=None)
    assert then["religion"].value == "Islam"
    again = imported([["NIK", "Nama", "Agama"], [RATNA_NIK, "Ratna", "Islam"]], day=last_year)
    assert again.counts["same"] == 1


def test_the_number_of_a_merged_record_means_the_survivor(cast):
    twin = actions.register_record(
        Kind.PERSON, {"name": "Ratna Sari", "sex": "FEMALE", "birth_on": "1989-03-12"}, valid_from=people.LONG_AGO,
        actor=people.SYSTEM, not_duplicates_of=(cast.ratna,), note="",
    ).record.id  # fmt: skip
    actions.merge_persons(loser_id=cast.ratna, survivor_id=twin, reason="sama", score=None, actor=cast.actor("wati"))

    row = imported([["NIK", "Nama", "Agama"], [RATNA_NIK, "Ratna Sari", "Islam"]])

    assert row.counts["changed"] == 1
    assert models.Person.objects.get(pk=twin).religion == "Islam"
    assert models.Person.objects.get(pk=cast.ratna).religion == ""


def test_an_empty_cell_says_nothing(cast):
    row = imported([["NIK", "Nama", "No HP"], [RATNA_NIK, "Ratna", ""]])

    assert row.counts["same"] == 1


def test_persons_in_two_families_of_one_file_are_linked_to_their_own():
    other = "3671010202150002"
    persons(SITI, [*ADI[:6], other, "Anak"])

    assert models.Family.objects.count() == 2
    assert models.Family.objects.get(number=other).head_id is None


def test_checking_writes_nothing_and_tells_what_would_come():
    row = given.checked(given.uploaded(given.csv_bytes([PERSON_HEADER, SITI, ["1", *ADI[1:]]])))

    assert row.state == "PREVIEWED"
    assert (row.forecast["new"], row.forecast["rejected"], row.checked) == (1, 1, 2)
    assert not models.Person.objects.exists()
    assert [one.code for one in row.rejects.filter(stage="CHECK")] == ["nik_not_16_digits"]


@pytest.mark.parametrize("header", [["TTL", "Tgl Lahir"], ["Tgl Lahir", "TTL"]])
def test_an_empty_date_does_not_hide_the_one_beside_the_place(header):
    cells = {"TTL": "Tangerang, 15-07-1991", "Tgl Lahir": ""}

    row = imported([["NIK", "Nama", "L/P", *header], [*SITI[:3], *(cells[name] for name in header)]])

    assert models.Person.objects.get(nik=SITI[0]).birth_on == date(1991, 7, 15), codes(row)
