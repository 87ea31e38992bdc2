"""What an application learns of somebody who signs in: what its contract grants, asked for by scope, and never more.

The names are those of OpenID Connect Core 1.0, section 5.1, where it has one; the rest are ours.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ayo.common.jsons import Json
from ayo.region import facade as region

FIELDS: Mapping[str, Mapping[str, str]] = {
    "profile": {"name": "name", "birthdate": "birth_on", "gender": "sex"},
    "email": {"email": "email"},
    "phone": {"phone_number": "phone"},
    "address": {"address": "domicile"},
    "nik": {"nik": "nik"},
}
"""Scope → claim → field of the person."""

SCOPES = ("openid", *FIELDS)
SUPPORTED = ("sub", *(claim for claims in FIELDS.values() for claim in claims))
MEANING: Mapping[str, Promise] = {
    "openid": _("Bahwa ini benar Anda"),
    "profile": _("Nama, tanggal lahir, dan jenis kelamin"),
    "email": _("Surel"),
    "phone": _("Nomor ponsel"),
    "address": _("Alamat tinggal"),
    "nik": _("NIK"),
}
_GENDER = {"MALE": "male", "FEMALE": "female"}


def wanted(scopes: Iterable[str]) -> dict[str, str]:
    """Return claim → field for what the scopes ask for."""
    return {claim: field for scope in scopes for claim, field in FIELDS.get(scope, {}).items()}


def asked(scopes: Iterable[str]) -> list[tuple[str, Promise]]:
    """Return each scope that was asked for with what it means for a person, in the order of our table."""
    wanted = set(scopes)
    return [(scope, MEANING[scope]) for scope in SCOPES if scope in wanted]


def said(claim: str, value: Json) -> Any:
    """Return the value of a field as the claim has it; None where there is nothing to say."""
    if value in (None, "", {}):
        return None
    if claim == "gender":
        return _GENDER.get(str(value))
    if claim == "address" and isinstance(value, dict):
        parts = (("", "street"), ("RT ", "rt"), ("RW ", "rw"))
        street = ", ".join(f"{before}{value[part]}" for before, part in parts if value.get(part))
        area = region.pack().areas.get(str(value.get("kelurahan")))
        return {
            name: text
            for name, text in (
                ("street_address", street),
                ("locality", area.name if area else ""),
                ("postal_code", value.get("postal_code")),
            )
            if text
        } or None
    return value
