"""The city's words for what a form may need, and where the registry keeps each.

`person` is the applicant, `subject` whom the case is about, `family` and `employee` the applicant's records.
"""

from collections.abc import Mapping
from typing import Any

from ayo.common.jsons import Json
from ayo.region.data import RECORD_FIELDS

_SUBJECTS = {"person": "person", "subject": "person", "family": "family", "employee": "employee"}
_HIDDEN = frozenset({"family_id", "family_role", "person_id", "organisation_id", "superior_id", "head_id"})
_PARTS = {"person.address": ("domicile",), "subject.address": ("domicile",), "employee.unit": ("organisation_id",)}


def is_known(concept: str) -> bool:
    """Tell whether the registry keeps it at all."""
    return concept in _PARTS or concept in ALL


def field_of(concept: str) -> tuple[str, str, str]:
    """Return (whose, record kind, field name) of a concept; raises KeyError."""
    whose, _, name = concept.partition(".")
    kind = _SUBJECTS[whose]
    return whose, kind, _PARTS.get(concept, (name,))[0]


def value_of(concept: str, records: Mapping[str, Mapping[str, Any]]) -> Json:
    """Return what the records say; None when they say nothing. `records` are by whose they are."""
    whose, _kind, name = field_of(concept)
    value: Json = records.get(whose, {}).get(name)
    if isinstance(value, dict) and not value.get("kelurahan"):
        return None
    return value if value not in ("", None) else None


ALL = frozenset(
    f"{whose}.{name}" for whose, kind in _SUBJECTS.items() for name in RECORD_FIELDS[kind] if name not in _HIDDEN
)
