"""What one application may see of one logged event: an upsert, a withdrawal, a merge, or nothing.

Pure. The answer depends on the event and on what the contract grants, on nothing else; so it is computed once per
event and grant and shared by all applications with the same grant.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ayo.exchange.data import ContractCard, Op, Terms

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Projected:
    op: Op
    data: dict[str, Any]


def project(contract: ContractCard, type_: str, subject: str, data: Data) -> Projected | None:
    """Return what may be sent of an event, or None when it is no business of the contract's holder."""
    kind, _, record_id = subject.partition("/")
    terms = contract.by_kind.get(kind)
    if terms is None:
        return None
    if "survivor_id" in data:
        return _merge(terms, type_, kind, record_id, data)
    if "record" in data:
        return _change(terms, kind, record_id, data)
    return None


def upsert(terms: Terms, record_id: str, version: int, record: Data, changed: Iterable[str]) -> dict[str, Any]:
    """Return the `data` of an upsert: only what the terms grant, whatever else the record holds."""
    seen = [name for name in terms.fields if any(overlaps(name, other) for other in changed)]
    return {
        "kind": terms.kind,
        "id": record_id,
        "version": version,
        "changed": seen,
        "record": pick(record, terms.fields),
    }


def withdrawal(kind: str, record_id: str, version: int) -> dict[str, Any]:
    return {"kind": kind, "id": record_id, "version": version}


def in_scope(terms: Terms, area: str, groups: Iterable[str]) -> bool:
    """Tell whether a record of this area and these groups is one the terms speak of."""
    if terms.areas and not any(lies_in(area, prefix) for prefix in terms.areas):
        return False
    return not terms.groups or not set(terms.groups).isdisjoint(groups)


def lies_in(area: str, prefix: str) -> bool:
    """Tell whether an area code is the other or below it; "11.22.03" does not hold "11.22.031"."""
    return area == prefix or area.startswith(prefix + ".") or prefix == ""


def pick(record: Data, fields: Iterable[str]) -> dict[str, Any]:
    """Return the granted part of a record; a dotted name reaches into a nested field."""
    picked: dict[str, Any] = {}
    for name in fields:
        head, _, tail = name.partition(".")
        if head not in record:
            continue
        value = record[head]
        if not tail:
            picked[head] = value
        elif isinstance(value, Mapping):
            inner = picked.setdefault(head, {})
            if isinstance(inner, dict) and inner is not value:
                inner.update(pick(value, [tail]))
        else:
            picked.setdefault(head, None)
    return picked


def overlaps(granted: str, changed: str) -> bool:
    return granted == changed or granted.startswith(changed + ".") or changed.startswith(granted + ".")


def _change(terms: Terms, kind: str, record_id: str, data: Data) -> Projected | None:
    version = int(data["version"])
    inside = in_scope(terms, data.get("area", ""), data.get("groups", ()))
    is_new = version <= 1
    was_inside = not is_new and in_scope(terms, data.get("before_area", ""), data.get("before_groups", ()))
    if not inside:
        return Projected(Op.WITHDRAW, withdrawal(kind, record_id, version)) if was_inside else None
    changed = data.get("changed", ())
    touched = any(overlaps(name, other) for name in terms.fields for other in changed)
    if was_inside and not touched:
        return None
    return Projected(Op.UPSERT, upsert(terms, record_id, version, data["record"], changed))


def _merge(terms: Terms, type_: str, kind: str, record_id: str, data: Data) -> Projected | None:
    """A merge names two records; whoever may hold one of the kind in that place must hear of it."""
    if "area" in data and not in_scope(terms, data["area"], data.get("groups", ())):
        return None
    op = Op.UNMERGE if type_.endswith(".unmerged") else Op.MERGE
    return Projected(op, {"kind": kind, "id": record_id, "survivor_id": str(data["survivor_id"])})
