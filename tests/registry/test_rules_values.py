"""Well formed values in their one written form; every fault names its field."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ayo.registry.data import FIELDS, Kind
from ayo.registry.rules import values
from ayo.registry.rules.values import Context, Fault

CONTEXT = Context(today=date(2026, 11, 24), kelurahan={"36.71.01.1005"}, statuses={"PNS": "NIP"})
HOME = {"kelurahan": "36.71.01.1005", "rw": "3", "rt": 2, "street": "Jl.  Perintis 14", "postal_code": "15117"}


def one(kind, name, value):
    good, faults = values.clean(kind, {name: value}, CONTEXT)
    return good.get(name) if not faults else faults[name]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_field_of_every_kind_has_a_check(kind):
    assert set(values.CHECKS[kind]) == set(FIELDS[kind])


def test_an_unknown_field_is_named():
    assert values.clean(Kind.PERSON, {"shoe": 1}, CONTEXT) == ({}, {"shoe": "unknown_field"})


@pytest.mark.parametrize(
    ("name", "value", "result"),
    [
        ("name", "  Nur’aini   Lestari ", "Nur’aini Lestari"), ("name", "Suparno", "Suparno"), ("name", "", "missing"),
        ("name", "4li", "not_a_name"), ("name", "A" * 121, "too_long"), ("name", 7, "not_text"),
        ("name", "Ali\x00", "control_character"), ("name", "I Gusti/Ayu", "I Gusti/Ayu"),
        ("sex", "male", "MALE"), ("sex", "", "missing"), ("sex", "x", "not_a_choice"),
        ("marital_status", "", ""), ("life_state", None, "missing"),
        ("birth_on", "1989-03-12", "1989-03-12"), ("birth_on", date(1989, 3, 12), "1989-03-12"),
        ("birth_on", "", None), ("birth_on", "2026-11-25", "in_the_future"), ("birth_on", "1890-01-01", "too_long_ago"),
        ("birth_on", "12-03-1989", "not_a_date"),
        ("nik", "3671 0152 0389 0001", "3671015203890001"), ("nik", "", None), ("nik", "1", "nik_not_16_digits"),
        ("phone", "0812-3456-7890", "+6281234567890"), ("phone", "", ""), ("phone", "1", "not_a_phone"),
        ("email", "Ratna@Example.TEST", "ratna@example.test"), ("email", "", ""), ("email", "ratna@", "not_an_email"),
        ("email", "a" * 200 + "@x.test", "not_an_email"),
        ("family_id", "", None), ("family_id", "x", "not_an_id"), ("occupation", "x" * 81, "too_long"),
        ("domicile", None, None), ("domicile", "Jl. A", "not_an_address"),
        ("domicile", {"planet": 1}, "unknown_address_part"),
    ],
)  # fmt: skip
def test_values_of_a_person(name, value, result):
    assert one(Kind.PERSON, name, value) == result


@pytest.mark.parametrize(
    ("name", "value", "result"),
    [
        ("nip", "", "missing"), ("status", "pns", "PNS"), ("status", "x", "not_a_choice"), ("job_class", "7", 7),
        ("job_class", "", None), ("job_class", 18, "bad_job_class"), ("job_class", "x", "not_a_number"),
        ("started_on", None, "missing"), ("ended_on", None, None), ("superior_id", None, None),
        ("person_id", "01a20cb7-f8e8-7d43-9834-791f51130f95", "01a20cb7-f8e8-7d43-9834-791f51130f95"),
    ],
)  # fmt: skip
def test_values_of_an_employee(name, value, result):
    assert one(Kind.EMPLOYEE, name, value) == result


@pytest.mark.parametrize(
    ("area", "result"),
    [("", ""), ("36", "36"), ("36.71", "36.71"), ("36.71.01", "36.71.01"), ("36.71.01.1005", "36.71.01.1005"),
     ("3671", "bad_area"), ("36.7", "bad_area")],
)  # fmt: skip
def test_an_area_is_a_code_of_one_of_four_levels(area, result):
    assert one(Kind.ORGANISATION, "area", area) == result


def test_the_number_of_a_family_card():
    assert one(Kind.FAMILY, "number", "3671.0101.0110.0001") == "3671010101100001"
    assert one(Kind.FAMILY, "number", "1") == "family_not_16_digits"


def test_an_address_has_all_its_parts_in_one_form():
    assert one(Kind.PERSON, "domicile", {**HOME, "latitude": "-6.1780001", "longitude": 106.63}) == {
        "kelurahan": "36.71.01.1005", "rw": "003", "rt": "002", "street": "Jl. Perintis 14", "postal_code": "15117",
        "latitude": -6.178, "longitude": 106.63,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ({"kelurahan": "99.99.99.9999"}, "unknown_kelurahan"), ({"street": ""}, "missing_street"),
        ({"street": "x" * 201}, "too_long"), ({"postal_code": "1511"}, "bad_postal_code"),
        ({"postal_code": "1511x"}, "bad_postal_code"), ({"rt": "1234"}, "bad_rt_rw"), ({"rw": "a"}, "bad_rt_rw"),
        ({"latitude": 6.1}, "bad_point"), ({"latitude": 91, "longitude": 0}, "bad_point"),
        ({"latitude": 0, "longitude": -181}, "bad_point"), ({"latitude": "x", "longitude": 0}, "bad_point"),
    ],
)  # fmt: skip
def test_a_faulty_part_of_an_address_is_named(part, fault):
    assert one(Kind.PERSON, "domicile", {**HOME, **part}) == fault


@pytest.mark.parametrize("missing", ["", None])
def test_rt_and_rw_may_be_missing(missing):
    home = one(Kind.PERSON, "domicile", {**HOME, "rt": missing, "rw": missing})

    assert (home["rt"], home["rw"]) == ("", "")


@given(some.text())
def test_plain_text_is_its_own_plain_form(written):
    try:
        once = values.plain(written)
    except Fault:
        return

    assert values.plain(once) == once
    assert "  " not in once


@given(
    some.sampled_from(list(values.CHECKS[Kind.PERSON])),
    some.one_of(some.none(), some.text(), some.integers(), some.dates()),
)
def test_whatever_comes_in_is_cleaned_or_named_and_stays_so(name, value):
    good, faults = values.clean(Kind.PERSON, {name: value}, CONTEXT)

    assert set(good) | set(faults) == {name}
    if good:
        assert values.clean(Kind.PERSON, good, CONTEXT) == (good, {})
