"""Numbers that name people and families (domain.md §4)."""

from datetime import date

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as some

from ayo.registry.data import Sex
from ayo.registry.rules import identifiers

TODAY = date(2026, 11, 24)
births = some.dates(min_value=date(1926, 11, 24), max_value=TODAY)


def nik(born: date, *, woman: bool, area: str = "367101", serial: str = "0001") -> str:
    return f"{area}{born.day + (40 if woman else 0):02d}{born.month:02d}{born.year % 100:02d}{serial}"


@given(births, some.booleans(), some.integers(1, 9999))
def test_a_number_built_by_the_rule_is_accepted_and_read_back(born, woman, serial):
    number = nik(born, woman=woman, serial=f"{serial:04d}")

    assert identifiers.nik_fault(number, today=TODAY) == ""
    read, sex = identifiers.nik_birth(number, today=TODAY)
    assert (read.day, read.month, read.year % 100) == (born.day, born.month, born.year % 100)
    assert sex == (Sex.FEMALE if woman else Sex.MALE)
    assert read <= TODAY


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("", "not_16_digits"), ("367101520389000", "not_16_digits"), ("36710152038900011", "not_16_digits"),
        ("367101520389000x", "not_16_digits"), ("３６７１０１５２０３８９０００１", "not_16_digits"),
        ("1071015203890001", "bad_province"), ("9771015203890001", "bad_province"),
        ("3600015203890001", "bad_regency"), ("3670015203890001", "bad_regency"),
        ("3671015203890000", "bad_serial"), ("3671013202890001", "impossible_date"),
        ("3671010013890001", "impossible_date"), ("3671017202890001", "impossible_date"),
        ("3671013002890001", "impossible_date"), ("3671012902890001", "impossible_date"),
    ],
)  # fmt: skip
def test_an_impossible_nik_is_refused_with_its_reason(number, fault):
    assert identifiers.nik_fault(number, today=TODAY) == fault


def test_an_old_area_code_is_no_fault():
    assert identifiers.nik_fault("3219015203890001", today=TODAY) == ""


def test_the_century_is_the_one_that_fits():
    assert identifiers.nik_birth("3671011206150002", today=TODAY) == (date(2015, 6, 12), Sex.MALE)
    assert identifiers.nik_birth("3671011206450002", today=TODAY) == (date(1945, 6, 12), Sex.MALE)
    assert identifiers.nik_birth("3671012511260002", today=TODAY) == (date(1926, 11, 25), Sex.MALE)


def test_a_leap_day_belongs_to_a_leap_year():
    assert identifiers.nik_birth("3671012902000001", today=TODAY) == (date(2000, 2, 29), Sex.MALE)
    assert identifiers.nik_birth("3671012902010001", today=TODAY) is None


@pytest.mark.parametrize(
    ("number", "fault"),
    [("3671010101100001", ""), ("3671010101", "not_16_digits"), ("367101010110000x", "not_16_digits"),
     ("3671014101100001", "impossible_date"), ("3671010101100000", "bad_serial")],
)  # fmt: skip
def test_a_family_card_number_bears_its_day_of_issue(number, fault):
    assert identifiers.family_number_fault(number) == fault


BORN = date(1980, 4, 11)


@pytest.mark.parametrize(
    ("number", "fault"),
    [("198004112005011001", ""), ("19800411200501100", "not_18_digits"), ("19800411200501100x", "not_18_digits"),
     ("198004312005011001", "impossible_date"), ("198004122005011001", "other_birth_date"),
     ("198004112005013001", "bad_sex_digit"), ("198004112005012001", "other_sex"),
     ("198004112005011000", "bad_serial"), ("198004112005131001", "impossible_date"),
     ("198004112005001001", "impossible_date")],
)  # fmt: skip
def test_a_nip_is_compared_with_its_bearer(number, fault):
    assert identifiers.nip_fault(number, born=BORN, sex="MALE") == fault


@pytest.mark.parametrize(
    ("number", "fault"),
    [("198004112023211001", ""), ("198004112023221001", ""), ("198004112023201001", "bad_appointment"),
     ("198004112023212001", "other_sex"), ("1980", "not_18_digits")],
)  # fmt: skip
def test_a_contract_number_tells_the_appointment(number, fault):
    assert identifiers.ni_pppk_fault(number, born=BORN, sex="MALE") == fault


def test_what_is_not_known_of_the_bearer_is_not_compared():
    assert identifiers.nip_fault("198004112005012001", born=None, sex="") == ""


@pytest.mark.parametrize(
    ("written", "number"),
    [("0812 3456 7890", "+6281234567890"), ("081234567890", "+6281234567890"), ("+6281234567890", "+6281234567890"),
     ("6281234567890", "+6281234567890"), ("(021) 555-1234", "+62215551234"), ("+1 202 555 0123", "+12025550123")],
)  # fmt: skip
def test_a_phone_is_stored_in_one_form(written, number):
    assert identifiers.e164(written) == number


@pytest.mark.parametrize("written", ["12", "telepon", "", "0812345678901234567890"])
def test_what_cannot_be_dialled_is_refused(written):
    with pytest.raises(ValueError, match="not_a_phone"):
        identifiers.e164(written)


@given(some.text(alphabet="0123456789+", min_size=1, max_size=18), some.sampled_from(["ID", "US", "GB", "ZZ"]))
def test_the_short_way_gives_what_the_long_way_gives(written, region):
    try:
        parsed = phonenumbers.parse(written, region)
        possible = phonenumbers.is_possible_number(parsed)
        long = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) if possible else ""
    except phonenumbers.NumberParseException:
        long = ""
    try:
        short = identifiers.e164(written, region=region)
    except ValueError:
        short = ""

    assert short == long
