"""Files of employees: number, person, unit and superior."""

from datetime import timedelta

import pytest

from ayo.common import clock
from ayo.events.models import Outbox
from ayo.registry import models
from tests import cast as people
from tests.registry import imported as given
from tests.registry.imported import codes, imported

pytestmark = pytest.mark.django_db

HEADER = ["NIP", "NIK", "Status Pegawai", "Jabatan", "Gol", "Kelas", "Unit Kerja", "TMT", "NIP Atasan", "TMT Berhenti"]
SARI = [
    "197505052000012001",
    "3671014505750005",
    "PNS",
    "LURAH",
    "III/d",
    "9",
    "Kelurahan Cikokol",
    "01-01-2000",
    "",
    "",
]
NIA = ["199006262015012001", "3671016606900006", "PNS", "Pranata Komputer", "III/a", "8", "DISKOMINFO", "01-01-2015",
       "197505052000012001", ""]  # fmt: skip


def employees(*rows, **more):
    return imported([HEADER, *rows], **({"kind": "employee", "source": "BKPSDM"} | more))


def test_new_employees_join_their_unit_and_their_group(cast):
    row = employees(SARI)

    sari = models.Employee.objects.get(person_id=cast.sari)
    assert row.counts["new"] == 1, codes(row)
    assert (sari.post, sari.grade, sari.job_class, sari.organisation.code) == ("Lurah", "III/d", 9, "KEL-CIKOKOL")
    told = Outbox.objects.filter(subject=f"person/{cast.sari}").latest("id")
    assert "EMPLOYEE" in told.data["groups"]
    assert "EMPLOYEE" not in told.data["before_groups"]
    assert models.Person.objects.get(pk=cast.sari).version == told.data["version"] == 2


def test_a_superior_may_stand_further_down_in_the_file(cast):
    row = employees(NIA, SARI)

    assert row.counts["new"] == 2, codes(row)
    assert row.position == 4
    assert models.Employee.objects.get(person_id=cast.nia).superior.person_id == cast.sari


def test_a_superior_nobody_knows_is_told_and_the_row_is_kept(cast):
    row = employees(NIA)

    assert (row.counts["new"], row.counts["rejected"]) == (1, 0)
    assert codes(row) == [(2, "unknown_superior")]
    assert models.Employee.objects.get(person_id=cast.nia).superior_id is None


def test_the_check_names_superiors_nobody_knows(cast):
    row = given.checked(given.uploaded(given.csv_bytes([HEADER, NIA]), kind="employee", source="BKPSDM"))

    assert [one.code for one in row.rejects.filter(stage="CHECK")] == ["unknown_superior"]


def test_superiors_never_form_a_circle(cast):
    employees(SARI, NIA)
    circle = [*SARI[:8], NIA[0], ""]

    row = employees(circle)

    assert codes(row) == [(2, "circle")]
    assert models.Employee.objects.get(person_id=cast.sari).superior_id is None
    assert codes(employees([*SARI[:8], SARI[0], ""])) == [(2, "circle")]


def test_a_refused_row_changes_nothing_not_even_the_superior(cast):
    employees(SARI, [*NIA[:8], "", ""])

    row = employees([*NIA[:9], "01-01-2000"])

    assert codes(row) == [(2, "ends_before_it_starts")]
    assert models.Employee.objects.get(person_id=cast.nia).superior_id is None


def test_a_circle_within_one_file_is_broken_where_it_closes(cast):
    employees([*SARI[:8], "", ""], [*NIA[:8], "", ""])

    row = employees([*SARI[:8], NIA[0], ""], [*NIA[:8], SARI[0], ""])

    assert codes(row) == [(3, "circle")]


def test_somebody_who_leaves_loses_the_group(cast):
    yesterday = clock.today() - timedelta(days=1)

    row = employees(["198004112005011001", "", "", "", "", "", "", "", "", yesterday.strftime("%d-%m-%Y")])

    assert row.counts["changed"] == 1, codes(row)
    told = Outbox.objects.filter(subject=f"person/{cast.budi}").latest("id")
    assert "EMPLOYEE" in told.data["before_groups"]
    assert "EMPLOYEE" not in told.data["groups"]


def test_a_move_to_another_unit_keeps_the_history(cast):
    row = employees(["198004112005011001", "", "", "Analis", "", "", "diskominfo", "", "", ""])

    budi = models.Employee.objects.get(person_id=cast.budi)
    assert row.counts["changed"] == 1, codes(row)
    assert (budi.organisation.code, budi.post, budi.version) == ("DISKOMINFO", "Analis", 2)
    assert budi.assertions.count() == 2


def test_a_new_number_of_somebody_in_service_is_a_change(cast):
    row = employees(["198004112006011002", "3671011104800004", "", "", "", "", "", "", "", ""])

    assert row.counts["changed"] == 1, codes(row)
    assert models.Employee.objects.get(person_id=cast.budi).nip == "198004112006011002"


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        (0, "197505052000011001", "nip_other_sex"),
        (0, "197505062000012001", "nip_other_birth_date"),
        (0, "198004112005011001", "nip_of_somebody_else"),
        (1, "3671015507910011", "unknown_person"),
        (1, "", "missing"),
        (2, "MAGANG", "not_a_choice"),
        (5, "18", "bad_job_class"),
        (6, "Kantor Antah Berantah", "unknown_organisation"),
        (7, "", "missing"),
        (9, "01-01-1999", "ends_before_it_starts"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_reason(cast, column, value, code):
    faulty = [*SARI]
    faulty[column] = value

    row = employees(faulty)

    assert code in [found for _, found in codes(row)], codes(row)
    assert not models.Employee.objects.filter(person_id=cast.sari).exists()


def test_two_rows_about_one_person_are_one_too_many(cast):
    row = employees(SARI, ["197505052000012002", *SARI[1:]])

    assert codes(row) == [(3, "double_in_file")]


def test_a_unit_name_that_two_units_bear_is_ambiguous(cast):
    people.organisation("X-1", "Tata Usaha", "BAGIAN")
    people.organisation("X-2", "Tata Usaha", "BAGIAN")

    row = employees([*SARI[:6], "TATA USAHA", *SARI[7:]])

    assert codes(row) == [(2, "ambiguous_organisation")]


def test_the_label_of_a_status_is_understood(cast):
    row = employees([*SARI[:2], "Pegawai Negeri Sipil", *SARI[3:]])

    assert models.Employee.objects.get(person_id=cast.sari).status == "PNS", codes(row)


def test_another_office_registers_nobody_into_service(cast):
    row = employees(SARI, source="DISDUKCAPIL")

    assert codes(row) == [(2, "not_registered")]
