"""Numbers that name people and families (domain.md §4). A prefix says where a number was first given, nothing more."""

from datetime import date
from functools import lru_cache

import phonenumbers

from ayo.registry.data import Sex

_OLDEST = 120
_FIRST_PPPK_APPOINTMENT = 21


def nik_fault(nik: str, *, today: date) -> str:
    """Return why a NIK (`PPKKCC DDMMYY SSSS`) cannot be one, or nothing."""
    if len(nik) != 16 or not nik.isascii() or not nik.isdigit():
        return "not_16_digits"
    if not 11 <= int(nik[:2]) <= 96:
        return "bad_province"
    regency = int(nik[2:4])
    if not (1 <= regency <= 69 or 71 <= regency <= 99):
        return "bad_regency"
    if nik[12:] == "0000":
        return "bad_serial"
    if nik_birth(nik, today=today) is None:
        return "impossible_date"
    return ""


def nik_birth(nik: str, *, today: date) -> tuple[date, Sex] | None:
    """Return birth date and sex as the number tells them; day + 40 is a woman, the century is the one that fits."""
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    sex = Sex.FEMALE if day > 40 else Sex.MALE
    day = day - 40 if day > 40 else day
    for century in (2000, 1900):
        try:
            born = date(century + year, month, day)
        except ValueError:
            continue
        if born <= today and today.year - born.year <= _OLDEST:
            return born, sex
    return None


def family_number_fault(number: str) -> str:
    """Return why a family card number (area, issue date DDMMYY, serial) cannot be one, or nothing."""
    if len(number) != 16 or not number.isascii() or not number.isdigit():
        return "not_16_digits"
    day, month, year = int(number[6:8]), int(number[8:10]), int(number[10:12])
    try:
        date(2000 + year, month, day)
    except ValueError:
        return "impossible_date"
    return "bad_serial" if number[12:] == "0000" else ""


def nip_fault(nip: str, *, born: date | None, sex: str) -> str:
    """Return why a civil servant's number (`YYYYMMDD YYYYMM G NNN`) cannot be one, or nothing."""
    fault = _service_number_fault(nip, born=born, sex=sex)
    if fault:
        return fault
    return "" if 1 <= int(nip[12:14]) <= 12 else "impossible_date"


def ni_pppk_fault(number: str, *, born: date | None, sex: str) -> str:
    """Return why a contract employee's number (`YYYYMMDD YYYY 21 G NNN`) cannot be one, or nothing."""
    fault = _service_number_fault(number, born=born, sex=sex)
    if fault:
        return fault
    return "" if int(number[12:14]) >= _FIRST_PPPK_APPOINTMENT else "bad_appointment"


def _service_number_fault(number: str, *, born: date | None, sex: str) -> str:
    if len(number) != 18 or not number.isascii() or not number.isdigit():
        return "not_18_digits"
    try:
        birth = date(int(number[:4]), int(number[4:6]), int(number[6:8]))
    except ValueError:
        return "impossible_date"
    if born is not None and birth != born:
        return "other_birth_date"
    if number[14] not in "12":
        return "bad_sex_digit"
    if sex and (number[14] == "2") != (sex == Sex.FEMALE):
        return "other_sex"
    return "bad_serial" if number[15:] == "000" else ""


def e164(phone: str, *, region: str = "ID") -> str:
    """Return the number as +62…; raises ValueError when it cannot be dialled."""
    quick = _plainly_written(phone, region)
    if quick:
        return quick
    try:
        parsed = phonenumbers.parse(phone, region)
    except phonenumbers.NumberParseException as error:
        raise ValueError("not_a_phone") from error
    if not phonenumbers.is_possible_number(parsed):
        raise ValueError("not_a_phone")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


@lru_cache(maxsize=8)
def _plan(region: str) -> tuple[str, str, frozenset[int]] | None:
    """Return country code, trunk digit and possible lengths, where numbers are written in the plain way."""
    found = phonenumbers.PhoneMetadata.metadata_for_region(region)
    if found is None or found.general_desc is None or found.national_prefix is None:
        return None
    if found.national_prefix_for_parsing != found.national_prefix:
        return None
    return f"+{found.country_code}", found.national_prefix, frozenset(found.general_desc.possible_length)


def _plainly_written(phone: str, region: str) -> str:
    """Return the result for digits that need no parsing, or nothing: files bring them by the hundred thousand."""
    plan = _plan(region)
    if plan is None or not phone.isascii() or not phone.removeprefix("+").isdigit():
        return ""
    country, trunk, lengths = plan
    national = phone.removeprefix(country)
    if national == phone:
        national = phone.removeprefix(trunk)
        if national == phone:
            return ""
    usual = not national.startswith(trunk) and len(national) in lengths
    return country + national if usual else ""
