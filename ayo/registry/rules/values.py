"""Is a value well formed, and what is its one written form. Every fault names its field."""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from ayo.common.jsons import Json
from ayo.registry import data
from ayo.registry.rules import identifiers

_NAME = re.compile(r"[^\W\d_][\w .,'’`/\-]*", re.UNICODE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_DIGITS3 = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Context:
    """What the check needs from outside: today, the known kelurahan codes and the words for employee statuses."""

    today: date
    kelurahan: Collection[str]
    statuses: Mapping[str, str] = field(default_factory=dict)
    phone_region: str = "ID"


class Fault(ValueError):
    """A value cannot be used; the message is a code that the pages translate."""


Check = Callable[[Any, Context], Json]


def clean(kind: str, values: Mapping[str, Any], context: Context) -> tuple[dict[str, Json], dict[str, str]]:
    """Return the values in their one written form, and per field the code of what is wrong with it."""
    good: dict[str, Json] = {}
    faults: dict[str, str] = {}
    for name, value in values.items():
        check = CHECKS[kind].get(name)
        if check is None:
            faults[name] = "unknown_field"
            continue
        try:
            good[name] = check(value, context)
        except Fault as fault:
            faults[name] = str(fault)
    return good, faults


def plain(value: Any) -> str:
    """Return text in Unicode NFC with single spaces; raises Fault for control characters."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Fault("not_text")
    spaced = " ".join((value if value.isascii() else unicodedata.normalize("NFC", value)).split())
    if _CONTROL.search(spaced):
        raise Fault("control_character")
    return spaced


def text(longest: int) -> Check:
    def check(value: Any, _: Context) -> Json:
        cleaned = plain(value)
        if len(cleaned) > longest:
            raise Fault("too_long")
        return cleaned

    return check


def required(check: Check) -> Check:
    def checked(value: Any, context: Context) -> Json:
        result = check(value, context)
        if result in ("", None):
            raise Fault("missing")
        return result

    return checked


def one_of(words: type) -> Check:
    allowed = {member.value for member in words}  # type: ignore[attr-defined]

    def check(value: Any, _: Context) -> Json:
        cleaned = plain(value).upper()
        if cleaned and cleaned not in allowed:
            raise Fault("not_a_choice")
        return cleaned

    return check


def name(value: Any, _: Context) -> Json:
    cleaned = plain(value)
    if not cleaned:
        raise Fault("missing")
    if len(cleaned) > 120:
        raise Fault("too_long")
    if not _NAME.fullmatch(cleaned):
        raise Fault("not_a_name")
    return cleaned


def day(value: Any, _: Context) -> Json:
    if value in ("", None):
        return None
    if isinstance(value, date):
        return value.isoformat()
    try:
        return date.fromisoformat(plain(value)).isoformat()
    except ValueError as error:
        raise Fault("not_a_date") from error


def birth_day(value: Any, context: Context) -> Json:
    cleaned = day(value, context)
    if cleaned is None:
        return None
    born = date.fromisoformat(str(cleaned))
    if born > context.today:
        raise Fault("in_the_future")
    if context.today.year - born.year > 130:
        raise Fault("too_long_ago")
    return cleaned


def nik(value: Any, context: Context) -> Json:
    cleaned = plain(value).replace(" ", "").replace(".", "")
    if not cleaned:
        return None
    fault = identifiers.nik_fault(cleaned, today=context.today)
    if fault:
        raise Fault(f"nik_{fault}")
    return cleaned


def family_number(value: Any, _: Context) -> Json:
    cleaned = plain(value).replace(" ", "").replace(".", "")
    fault = identifiers.family_number_fault(cleaned)
    if fault:
        raise Fault(f"family_{fault}")
    return cleaned


def phone(value: Any, context: Context) -> Json:
    cleaned = plain(value)
    if not cleaned:
        return ""
    try:
        return identifiers.e164(cleaned, region=context.phone_region)
    except ValueError as error:
        raise Fault("not_a_phone") from error


def email(value: Any, _: Context) -> Json:
    cleaned = plain(value).lower()
    if cleaned and (len(cleaned) > 200 or not _EMAIL.fullmatch(cleaned)):
        raise Fault("not_an_email")
    return cleaned


def address(value: Any, context: Context) -> Json:
    """Return all seven parts; RW and RT get three digits, coordinates six decimals."""
    if value in ("", None):
        return None
    if not isinstance(value, Mapping):
        raise Fault("not_an_address")
    if set(value) - set(data.ADDRESS_FIELDS):
        raise Fault("unknown_address_part")
    kelurahan = plain(value.get("kelurahan"))
    if kelurahan not in context.kelurahan:
        raise Fault("unknown_kelurahan")
    street = plain(value.get("street"))
    if not street:
        raise Fault("missing_street")
    if len(street) > 200:
        raise Fault("too_long")
    postal_code = plain(value.get("postal_code"))
    if postal_code and not (len(postal_code) == 5 and postal_code.isascii() and postal_code.isdigit()):
        raise Fault("bad_postal_code")
    latitude, longitude = _point(value.get("latitude"), value.get("longitude"))
    return {
        "kelurahan": kelurahan,
        "rw": _three_digits(value.get("rw")),
        "rt": _three_digits(value.get("rt")),
        "street": street,
        "postal_code": postal_code,
        "latitude": latitude,
        "longitude": longitude,
    }


def _three_digits(value: Any) -> str:
    cleaned = plain(str(value)) if value is not None else ""
    if not cleaned:
        return ""
    if not _DIGITS3.fullmatch(cleaned):
        raise Fault("bad_rt_rw")
    return cleaned.zfill(3)


def _point(latitude: Any, longitude: Any) -> tuple[float | None, float | None]:
    if latitude in ("", None) and longitude in ("", None):
        return None, None
    try:
        north, east = float(latitude), float(longitude)
    except (TypeError, ValueError) as error:
        raise Fault("bad_point") from error
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise Fault("bad_point")
    return round(north, 6), round(east, 6)


def reference(value: Any, _: Context) -> Json:
    if value in ("", None):
        return None
    try:
        return str(UUID(str(value)))
    except ValueError as error:
        raise Fault("not_an_id") from error


def job_class(value: Any, _: Context) -> Json:
    if value in ("", None):
        return None
    try:
        number = int(value)
    except (TypeError, ValueError) as error:
        raise Fault("not_a_number") from error
    if not 1 <= number <= 17:
        raise Fault("bad_job_class")
    return number


def status(value: Any, context: Context) -> Json:
    cleaned = plain(value).upper()
    if cleaned not in context.statuses:
        raise Fault("not_a_choice")
    return cleaned


def area(value: Any, _: Context) -> Json:
    cleaned = plain(value)
    if cleaned and not re.fullmatch(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?", cleaned):
        raise Fault("bad_area")
    return cleaned


CHECKS: Mapping[str, Mapping[str, Check]] = {
    data.Kind.PERSON: {
        "nik": nik,
        "name": name,
        "front_title": text(40),
        "back_title": text(60),
        "sex": required(one_of(data.Sex)),
        "birth_place": text(80),
        "birth_on": birth_day,
        "religion": text(30),
        "marital_status": one_of(data.MaritalStatus),
        "occupation": text(80),
        "phone": phone,
        "email": email,
        "domicile": address,
        "family_id": reference,
        "family_role": one_of(data.FamilyRole),
        "life_state": required(one_of(data.LifeState)),
    },
    data.Kind.FAMILY: {"number": family_number, "head_id": reference, "address": address},
    data.Kind.EMPLOYEE: {
        "person_id": required(reference),
        "nip": required(text(24)),
        "status": status,
        "post": required(text(160)),
        "grade": text(10),
        "job_class": job_class,
        "organisation_id": required(reference),
        "superior_id": reference,
        "started_on": required(day),
        "ended_on": day,
    },
    data.Kind.ORGANISATION: {
        "code": required(text(40)),
        "name": required(text(160)),
        "short_name": text(60),
        "kind": required(text(30)),
        "parent_id": reference,
        "siasn_code": text(40),
        "area": area,
        "valid_from": required(day),
        "valid_to": day,
    },
}
