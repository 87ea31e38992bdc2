"""Contracts between their three forms: the file an integrator writes, the row, and the card everyone reads. Pure."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from ayo.common.errors import Invalid
from ayo.exchange.data import ContractCard, Terms

COLUMNS = ("version", "valid_from", "valid_to", "purpose", "legal_basis", "grants")
_FIELD = re.compile(r"^[a-z_]+(\.[a-z_]+)?$")
_AREA = re.compile(r"^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$")


def card(
    *,
    version: int,
    valid_from: date,
    valid_to: date | None,
    purpose: str,
    legal_basis: str,
    grants: list[dict[str, Any]],
) -> ContractCard:
    return ContractCard(version, valid_from, valid_to, purpose, legal_basis, tuple(_terms(grant) for grant in grants))


def parse(given: Mapping[str, Any], known: Mapping[str, frozenset[str]]) -> dict[str, Any]:
    """Check a contract as an integrator wrote it (`known`: fields by kind). Raises Invalid with all faults."""
    faults: dict[str, str] = {}
    values: dict[str, Any] = {
        "valid_from": _day(given, "valid_from", faults),
        "valid_to": _day(given, "valid_to", faults) if given.get("valid_to") else None,
        "purpose": str(given.get("purpose") or "").strip(),
        "legal_basis": str(given.get("legal_basis") or "").strip(),
    }
    for name in ("purpose", "legal_basis"):
        if not values[name]:
            faults[name] = "required"
    if values["valid_from"] and values["valid_to"] and values["valid_to"] < values["valid_from"]:
        faults["valid_to"] = "before valid_from"
    values["grants"] = _grants(given.get("grants"), known, faults)
    if faults:
        raise Invalid("contract: " + "; ".join(f"{name}: {fault}" for name, fault in faults.items()), fields=faults)
    return values


def _grants(given: Any, known: Mapping[str, frozenset[str]], faults: dict[str, str]) -> list[dict[str, Any]]:
    if not isinstance(given, list) or not given:
        faults["grants"] = "a list with at least one grant is required"
        return []
    grants: list[dict[str, Any]] = []
    for number, grant in enumerate(given):
        where = f"grants[{number}]"
        if not isinstance(grant, Mapping) or grant.get("kind") not in known:
            faults[where] = f"kind must be one of {', '.join(sorted(known))}"
            continue
        shapeless = [name for name in ("fields", "areas", "groups") if not isinstance(grant.get(name) or [], list)]
        if shapeless:
            faults.update({f"{where}.{name}": "a list is required" for name in shapeless})
            continue
        terms = _terms(grant)
        if any(other["kind"] == terms.kind for other in grants):
            faults[f"{where}.kind"] = f"{terms.kind} is granted twice; one grant per kind"
        _check(terms, known[terms.kind], where, faults)
        grants.append(terms.as_json())
    return grants


def _check(terms: Terms, known: frozenset[str], where: str, faults: dict[str, str]) -> None:
    strange = [name for name in terms.fields if not _FIELD.match(name) or name.partition(".")[0] not in known]
    if strange or not terms.fields:
        faults[f"{where}.fields"] = f"unknown: {', '.join(strange)}" if strange else "required"
    wrong = [area for area in terms.areas if not _AREA.match(area)]
    if wrong:
        faults[f"{where}.areas"] = f"not an area code: {', '.join(wrong)}"


def _terms(grant: Mapping[str, Any]) -> Terms:
    return Terms(
        kind=str(grant["kind"]),
        fields=tuple(dict.fromkeys(str(name) for name in grant.get("fields") or ())),
        areas=tuple(str(area) for area in grant.get("areas") or () if area),
        groups=tuple(str(group) for group in grant.get("groups") or ()),
    )


def _day(given: Mapping[str, Any], name: str, faults: dict[str, str]) -> date | None:
    value = given.get(name)
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        faults[name] = "a date like 2026-01-31 is required"
        return None
