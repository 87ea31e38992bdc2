"""How each kind of record is stored: between columns and the one JSON form that API, events and contracts share."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from ayo.common import clock, jsons, sql
from ayo.common.jsons import Json
from ayo.events.facade import RecordEvent
from ayo.registry import data, events, models, text
from ayo.registry.data import Group, Kind, Record
from ayo.registry.models.assertion import Said
from ayo.registry.models.master import Master


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a record belongs, for the filters of contracts."""

    area: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spec:
    """One kind: its table, its history, its event, and how values go in and out."""

    kind: str
    model: type[Master]
    assertion: type[Said]
    event: type[RecordEvent]
    values_of: Callable[[Any], dict[str, Json]]
    put: Callable[[Any, Mapping[str, Json]], None]
    scope_of: Callable[[Any], Scope]
    related: tuple[str, ...]


def record_of(kind: str, row: Any) -> Record:
    values = SPECS[kind].values_of(row)
    return Record(kind, row.pk, row.version, values, row.updated_at, getattr(row, "merged_into_id", None))


def said_of(kind: str, subject_id: object) -> list[data.Assertion]:
    """Return everything that was ever said of a record, in the order it was written down."""
    return [_assertion(row) for row in sql.rows(_SAID[kind], [subject_id])]


def said_of_all(kind: str, subject_ids: Collection[UUID]) -> dict[UUID, list[data.Assertion]]:
    """Return what was said of each of a few records, with one query."""
    said: dict[UUID, list[data.Assertion]] = {subject_id: [] for subject_id in subject_ids}
    if not said:
        return said
    for row in sql.rows(_SAID_OF_ALL[kind], [list(said)]):
        said[row[0]].append(_assertion(row[1:]))
    return said


def _assertion(row: tuple[Any, ...]) -> data.Assertion:
    pk, values, *rest = row
    return data.Assertion(pk, cast("dict[str, Json]", jsons.read(values)), *rest)


def assertion_of(said: Said) -> data.Assertion:
    return data.Assertion(
        said.pk,
        said.values,
        said.source,
        said.valid_from,
        said.recorded_at,
        said.actor_id,
        said.actor_label,
        said.act,
        said.event_id,
        said.app_id,
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _day(value: Json) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _id(value: Json) -> UUID | None:
    return UUID(str(value)) if value else None


def _iso(value: date | None) -> str | None:
    return value.isoformat() if isinstance(value, date | datetime) else None


def _address_of(row: Any) -> Json:
    if not row.kelurahan:
        return None
    return {name: getattr(row, name) for name in data.ADDRESS_FIELDS}


def _put_address(row: Any, value: Json) -> None:
    given = value if isinstance(value, dict) else {}
    for name in data.ADDRESS_FIELDS:
        empty = None if name in {"latitude", "longitude"} else ""
        setattr(row, name, given.get(name, empty))


def _person_values(row: models.Person) -> dict[str, Json]:
    return {
        "nik": row.nik,
        "name": row.name,
        "front_title": row.front_title,
        "back_title": row.back_title,
        "sex": row.sex,
        "birth_place": row.birth_place,
        "birth_on": _iso(row.birth_on),
        "religion": row.religion,
        "marital_status": row.marital_status,
        "occupation": row.occupation,
        "phone": row.phone,
        "email": row.email,
        "domicile": _address_of(row),
        "family_id": _text(row.family_id),
        "family_role": row.family_role,
        "life_state": row.life_state,
    }


def _put_person(row: models.Person, values: Mapping[str, Json]) -> None:
    for name, value in values.items():
        if name == "domicile":
            _put_address(row, value)
        elif name == "birth_on":
            row.birth_on = _day(value)
        elif name == "family_id":
            row.family_id = _id(value)
        else:
            setattr(row, name, value)
    if "name" in values:
        row.search_name = text.search_form(row.name)


def _person_scope(row: models.Person) -> Scope:
    today = clock.today()
    employee = getattr(row, "employee", None)
    groups = {
        Group.RESIDENT: bool(row.kelurahan) and row.life_state == data.LifeState.ALIVE,
        Group.EMPLOYEE: employee is not None and (employee.ended_on is None or employee.ended_on >= today),
        Group.CHILD: row.is_child_on(today),
        Group.FAMILY_HEAD: row.family_role == data.FamilyRole.HEAD,
    }
    return Scope(row.kelurahan, tuple(group.value for group, inside in groups.items() if inside))


def _family_values(row: models.Family) -> dict[str, Json]:
    return {"number": row.number, "head_id": _text(row.head_id), "address": _address_of(row)}


def _put_family(row: models.Family, values: Mapping[str, Json]) -> None:
    if "number" in values:
        row.number = str(values["number"])
    if "head_id" in values:
        row.head_id = _id(values["head_id"])
    if "address" in values:
        _put_address(row, values["address"])


def _employee_values(row: models.Employee) -> dict[str, Json]:
    return {
        "person_id": str(row.person_id),
        "nip": row.nip,
        "status": row.status,
        "post": row.post,
        "grade": row.grade,
        "job_class": row.job_class,
        "organisation_id": str(row.organisation_id),
        "superior_id": _text(row.superior_id),
        "started_on": _iso(row.started_on),
        "ended_on": _iso(row.ended_on),
    }


def _put_employee(row: models.Employee, values: Mapping[str, Json]) -> None:
    for name, value in values.items():
        if name.endswith("_id"):
            setattr(row, name, _id(value))
        elif name.endswith("_on"):
            setattr(row, name, _day(value))
        else:
            setattr(row, name, value)


def _organisation_values(row: models.Organisation) -> dict[str, Json]:
    return {
        "code": row.code,
        "name": row.name,
        "short_name": row.short_name,
        "kind": row.kind,
        "parent_id": _text(row.parent_id),
        "siasn_code": row.siasn_code,
        "area": row.area,
        "valid_from": _iso(row.valid_from),
        "valid_to": _iso(row.valid_to),
    }


def _put_organisation(row: models.Organisation, values: Mapping[str, Json]) -> None:
    for name, value in values.items():
        if name == "parent_id":
            row.parent_id = _id(value)
        elif name in {"valid_from", "valid_to"}:
            setattr(row, name, _day(value))
        else:
            setattr(row, name, value)


def _employee_scope(row: models.Employee) -> Scope:
    return Scope(row.organisation.area, (Group.EMPLOYEE.value,))


def _family_scope(row: models.Family) -> Scope:
    return Scope(row.kelurahan, ())


def _organisation_scope(row: models.Organisation) -> Scope:
    return Scope(row.area, ())


SPECS: Mapping[str, Spec] = {
    Kind.PERSON: Spec(
        Kind.PERSON, models.Person, models.PersonAssertion, events.PersonChanged, _person_values, _put_person,
        _person_scope, ("employee",),
    ),
    Kind.FAMILY: Spec(
        Kind.FAMILY, models.Family, models.FamilyAssertion, events.FamilyChanged, _family_values, _put_family,
        _family_scope, (),
    ),
    Kind.EMPLOYEE: Spec(
        Kind.EMPLOYEE, models.Employee, models.EmployeeAssertion, events.EmployeeChanged, _employee_values,
        _put_employee, _employee_scope, ("organisation",),
    ),
    Kind.ORGANISATION: Spec(
        Kind.ORGANISATION, models.Organisation, models.OrganisationAssertion, events.OrganisationChanged,
        _organisation_values, _put_organisation, _organisation_scope, (),
    ),
}  # fmt: skip
_FACTS = ", ".join(f'"{field.name}"' for field in fields(data.Assertion))
# Every page about a person begins with this statement, so it is written out once per kind.
_SAID: Mapping[str, str] = {
    kind: f"select {_FACTS} from {spec.assertion._meta.db_table} where subject_id = %s order by recorded_at, id"  # noqa: S608  names of our own columns and tables
    for kind, spec in SPECS.items()
}
_SAID_OF_ALL: Mapping[str, str] = {
    kind: f"select subject_id, {_FACTS} from {spec.assertion._meta.db_table} where subject_id = any(%s)"  # noqa: S608  as above
    for kind, spec in SPECS.items()
}
