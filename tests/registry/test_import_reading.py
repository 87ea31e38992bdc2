"""From bytes to cells, from cells to values: the ways in which offices write the same thing."""

from datetime import date, datetime

import pytest
from hypothesis import given as over
from hypothesis import strategies as some

from ayo.common.actor import SYSTEM
from ayo.files import facade as files
from ayo.registry.errors import BadValues
from ayo.registry.imports import cells, headers, reading, targets
from ayo.registry.rules.values import Fault
from tests.registry.imported import csv_bytes, uploaded, xlsx_bytes

ROWS = [
    ["NIK", "Nama Lengkap", "L/P"],
    ["3671015203890001", "Zoë Ratna", "P"],
    ["", "", ""],
    ["3671011206150002", "Bima", "L"],
]


def stored(content: bytes):
    return files.store_file(
        name="x", chunks=[content], purpose="test", accepted=(*_ACCEPTED,), largest=10**8, actor=SYSTEM
    )


_ACCEPTED = ("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@pytest.mark.django_db
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv_is_read_in_every_usual_form(separator, encoding):
    found = list(reading.rows(stored(csv_bytes(ROWS, separator=separator, encoding=encoding))))

    assert found == [(1, ROWS[0]), (2, ROWS[1]), (4, ROWS[3])]


@pytest.mark.django_db
def test_quoted_cells_may_hold_separators_and_line_ends():
    content = b'NIK;Nama\r\n1;"Siti; Aminah\nbinti Ali"\r\n'

    assert list(reading.rows(stored(content)))[1] == (2, ["1", "Siti; Aminah\nbinti Ali"])


@pytest.mark.django_db
def test_xlsx_rows_keep_their_numbers_in_the_sheet():
    found = list(reading.rows(stored(xlsx_bytes(ROWS, first_row=3))))

    assert [number for number, _ in found] == [3, 4, 6]
    assert found[1][1] == ROWS[1]


@pytest.mark.django_db
def test_xlsx_dates_and_numbers_arrive_as_such():
    found = list(reading.rows(stored(xlsx_bytes([["a", "b", "c"], [date(1989, 3, 12), 3671015203890001, 7]]))))

    day, nik, number = found[1][1]
    assert cells.day(day) == "1989-03-12"
    assert cells.text(number) == "7"
    with pytest.raises(Fault, match="number_rounded"):
        cells.number(nik)


@pytest.mark.django_db
def test_titles_above_the_header_are_skipped():
    row = uploaded(csv_bytes([["DAFTAR PENDUDUK", "", ""], ["Kelurahan Cikokol", "", ""], *ROWS]))

    assert (row.header_row, row.total) == (3, 2)
    assert row.mapping == {"0": "nik", "1": "name", "2": "sex"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "code"),
    [(b"NIK;Nama\r\n", "no_rows"), (b"NIK;Nama\r\n" + b"1;a\r\n" * 2000 + b"\x81", "bad_encoding")],
)
def test_a_file_that_is_no_table_is_refused_and_not_kept(content, code):
    from ayo.files.models import StoredFile

    with pytest.raises(BadValues) as caught:
        uploaded(content)

    assert caught.value.fields == {"file": code}
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "written",
    ["12-03-1989", "12/3/1989", "12.03.1989", "12 03 1989", "1989-03-12", "1989-03-12 00:00:00", "12 Maret 1989",
     "12 mar 1989", "12-Mar-1989", "12/03/1989 00:00", datetime(1989, 3, 12), date(1989, 3, 12)],
)  # fmt: skip
def test_a_date_is_understood_day_first(written):
    assert cells.day(written) == "1989-03-12"


@pytest.mark.parametrize("written", ["31-02-1989", "12-03-89", "32579", 32579.0, "12 Marz 1989", "kemarin", "1989"])
def test_a_date_that_can_be_misread_is_refused(written):
    with pytest.raises(Fault, match="not_a_date"):
        cells.day(written)


@over(some.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), some.sampled_from("-/."))
def test_every_date_survives_the_way_people_here_write_it(day, separator):
    assert cells.day(day.strftime(f"%d{separator}%m{separator}%Y")) == day.isoformat()


@pytest.mark.parametrize("written", ["3.67102E+15", "3,67102E+15", "3.67e15", 3.671015203890001e15, 3671015203890001])
def test_a_rounded_number_is_refused(written):
    with pytest.raises(Fault, match="number_rounded"):
        cells.number(written)


@pytest.mark.parametrize(
    "written", ["3671 0152 0389 0001", "3671.0152.0389.0001", "'3671015203890001", "3671-0152-03890001"]
)
def test_a_number_may_be_grouped(written):
    assert cells.number(written) == "3671015203890001"


@pytest.mark.parametrize(
    ("reader", "written", "code"),
    [
        (cells.sex, "L", "MALE"), (cells.sex, "Laki-laki", "MALE"), (cells.sex, "PEREMPUAN", "FEMALE"),
        (cells.sex, "F", "FEMALE"), (cells.sex, "", ""), (cells.marital_status, "Belum Kawin", "SINGLE"),
        (cells.marital_status, "CERAI MATI", "WIDOWED"), (cells.marital_status, "Kawin Tercatat", "MARRIED"),
        (cells.family_role, "Kepala Keluarga", "HEAD"), (cells.family_role, "ISTRI", "SPOUSE"),
        (cells.family_role, "Famili Lain", "OTHER"), (cells.life_state, "Meninggal Dunia", "DECEASED"),
        (cells.life_state, "ALIVE", "ALIVE"),
    ],
)  # fmt: skip
def test_each_choice_is_known_by_its_usual_words(reader, written, code):
    assert reader(written) == code


@pytest.mark.parametrize("reader", [cells.sex, cells.marital_status, cells.family_role, cells.life_state])
def test_an_unknown_word_is_refused(reader):
    with pytest.raises(Fault, match="not_a_choice"):
        reader("entah")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("NUR'AINI BINTI ALI", "Nur'aini binti Ali"), ("SRI-WULAN", "Sri-Wulan"), ("JL. K.H. 3", "Jl. K.H. 3"),
        ("Ratna DEWI", "Ratna DEWI"), ("SRI", "SRI"), ("  BUDI   SANTOSO ", "Budi Santoso"), ("BIN ALI", "Bin Ali"),
    ],
)  # fmt: skip
def test_names_in_capitals_are_set_in_title_case(written, name):
    assert cells.name(written) == name


@pytest.mark.parametrize(
    ("written", "place", "day"),
    [("TANGERANG, 12-03-1989", "Tangerang", "1989-03-12"), ("Solo / 12-03-1989", "Solo", "1989-03-12"),
     ("12-03-1989", "", "1989-03-12"), ("Kota Baru, Jambi, 12 Maret 1989", "Kota Baru, Jambi", "1989-03-12")],
)  # fmt: skip
def test_place_and_date_may_share_a_cell(written, place, day):
    assert cells.place_and_day(written) == (place, day)


@pytest.mark.parametrize(
    ("cell", "text"), [(None, ""), (True, "1"), (False, "0"), (3.0, "3"), (3.5, "3.5"), (7, "7"), (" a  b ", "a b"),
                       (datetime(2020, 1, 2), "2020-01-02"), (datetime(2020, 1, 2, 3, 4), "2020-01-02 03:04:00")],
)  # fmt: skip
def test_a_cell_is_what_a_person_sees(cell, text):
    assert cells.text(cell) == text


def test_long_numbers_are_masked_wherever_they_stand():
    assert cells.masked("NIK 3671015203890001 dan 0812") == "NIK 3671**********01 dan 0812"


@pytest.mark.parametrize("kind", targets.KINDS)
def test_every_field_is_found_by_its_own_name(kind):
    for name in targets.NAMES[kind]:
        assert headers.suggested(kind, [name.replace("_", " ")]) == {0: name}


@pytest.mark.parametrize("kind", targets.KINDS)
def test_no_word_stands_for_two_fields(kind):
    words = [word for words in headers.KNOWN[kind].values() for word in words]

    assert len(words) == len(set(words))
    assert words == [headers.plain(word) for word in words]


def test_one_field_is_given_to_one_column_only():
    assert headers.suggested("person", ["NIK", "No. KTP", "Nama (sesuai KTP)"]) == {0: "nik", 2: "name"}


def test_the_first_filled_row_is_the_header_when_nothing_is_understood():
    assert headers.find_row("person", [["", ""], ["x", "y"], ["1", "2"]]) == 1


@pytest.mark.parametrize(
    ("mapping", "faults"),
    [
        ({0: "nik"}, {}),
        ({0: "name", 1: "birth_on"}, {}),
        ({0: "name"}, {"mapping": "missing:nik"}),
        ({0: "nik", 1: "nik"}, {"1": "mapped_twice"}),
        ({9: "nik"}, {"9": "no_such_column"}),
        ({0: "shoe_size"}, {"0": "unknown_field"}),
    ],
)
def test_a_mapping_must_name_its_records(mapping, faults):
    assert targets.faults("person", mapping, 3) == faults
