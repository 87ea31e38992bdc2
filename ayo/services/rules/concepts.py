"""The city's words for what a form may need, and where the registry keeps each.

`person` is the applicant, `subject` whom the case is about, `family` and `employee` the applicant's records. `answer`
is what the same applicant said in an earlier case that an office accepted.
"""

from collections.abc import Mapping
from typing import Any

from ayo.common.jsons import Json
from ayo.region.data import RECORD_FIELDS

_SUBJECTS = {"person": "person", "subject": "person", "family": "family", "employee": "employee"}
_HIDDEN = frozenset({"family_id", "family_role", "person_id", "organisation_id", "superior_id", "head_id"})
_PARTS = {"person.address": ("domicile",), "subject.address": ("domicile",), "employee.unit": ("organisation_id",)}


def is_known(concept: str) -> bool:
    """Tell whether the city keeps it at all."""
    return concept in _PARTS or concept in ALL or concept in ANSWERS


def is_answer(concept: str) -> bool:
    """Tell whether it comes from an accepted case and not from the registry."""
    return concept in ANSWERS


def is_number_of_record(concept: str) -> bool:
    """Tell whether it is the number of a person or of a family card: masked on screens, in full on letters."""
    return concept in {"person.nik", "subject.nik", "family.number"}


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


ANSWERS = {
    "answer.business_name": 0,
    "answer.business_number": 0,
    "answer.education": 730,
    "answer.income": 180,
    "answer.father_name": 0,
    "answer.mother_name": 0,
}
"""What an accepted case may be asked for again, and for how many days it is taken as still true; 0 means always."""
ALL = frozenset(
    f"{whose}.{name}" for whose, kind in _SUBJECTS.items() for name in RECORD_FIELDS[kind] if name not in _HIDDEN
)
