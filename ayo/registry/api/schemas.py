"""What goes in and out, with examples. Values are checked by the registry's own rules; here only their shape is."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(max_length=500)]
Limit = Annotated[int, Field(ge=1, le=200)]
_PERSON: dict[str, Any] = {
    "nik": "3671015203890001", "name": "Ratna Sari", "sex": "FEMALE", "birth_place": "Bandung",
    "birth_on": "1989-03-12", "phone": "+6281234567801",
    "domicile": {
        "kelurahan": "11.22.33.1001", "rw": "003", "rt": "002", "street": "Jl. Perintis 14", "postal_code": "15117",
        "latitude": None, "longitude": None,
    },
}  # fmt: skip
_META: dict[str, Any] = {
    "id": "01a20cb7-f8e8-7d43-9834-791f51130f95",
    "version": 3,
    "updated_at": "2026-11-24T08:15:00+00:00",
}


class Address(Schema):
    model_config = ConfigDict(extra="forbid")

    kelurahan: Text = Field(default="", description="Kemendagri code")
    rw: Text = ""
    rt: Text = ""
    street: Text = ""
    postal_code: Text = ""
    latitude: float | None = None
    longitude: float | None = None


class PersonValues(Schema):
    nik: Text | None = None
    name: Text | None = None
    front_title: Text | None = None
    back_title: Text | None = None
    sex: Text | None = Field(default=None, description="MALE or FEMALE")
    birth_place: Text | None = None
    birth_on: date | None = None
    religion: Text | None = None
    marital_status: Text | None = Field(default=None, description="SINGLE, MARRIED, DIVORCED or WIDOWED")
    occupation: Text | None = None
    phone: Text | None = Field(default=None, description="Any usual way to write it; given back as E.164")
    email: Text | None = None
    domicile: Address | None = None
    family_id: UUID | None = None
    family_role: Text | None = Field(default=None, description="HEAD, SPOUSE, CHILD, PARENT or OTHER")
    life_state: Text | None = Field(default=None, description="ALIVE or DECEASED")


class FamilyValues(Schema):
    number: Text | None = Field(default=None, description="Number of the family card, 16 digits")
    head_id: UUID | None = None
    address: Address | None = None


class EmployeeValues(Schema):
    person_id: UUID | None = None
    nip: Text | None = None
    status: Text | None = Field(default=None, description="A status of the region, such as PNS or PPPK")
    post: Text | None = None
    grade: Text | None = None
    job_class: int | None = None
    organisation_id: UUID | None = None
    superior_id: UUID | None = None
    started_on: date | None = None
    ended_on: date | None = None


class OrganisationValues(Schema):
    code: Text | None = None
    name: Text | None = None
    short_name: Text | None = None
    kind: Text | None = None
    parent_id: UUID | None = None
    siasn_code: Text | None = None
    area: Text | None = None
    valid_from: date | None = Field(default=None, description="Since when the organisation exists")
    valid_to: date | None = Field(default=None, description="The first day on which it exists no more")


class _Told(Schema):
    """`valid_from` says since when the given values hold; today when it is missing."""

    model_config = ConfigDict(extra="forbid")

    valid_from: date | None = None
    note: Text = ""


class PersonPatch(PersonValues, _Told):
    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"phone": "0812 9999 0001", "note": "asked at the counter"}]}
    )


class PersonIn(PersonPatch):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_PERSON]})

    not_duplicates_of: list[UUID] = Field(
        default_factory=list, description="Similar persons, named by an answer 409, that were looked at"
    )


class FamilyPatch(FamilyValues, _Told):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"number": "3671010101100001"}]})


class EmployeePatch(EmployeeValues, _Told):
    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"post": "Kepala Seksi", "valid_from": "2026-12-01"}]}
    )


class OrganisationPatch(OrganisationValues):
    """An organisation has a `valid_from` of its own, so here `applies_from` says since when the values hold."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"name": "Dinas Pendidikan"}]})

    applies_from: date | None = None
    note: Text = ""


class _Record(Schema):
    id: UUID
    version: int = Field(description="Grows with each change; the ETag begins with it")
    updated_at: datetime


class PersonOut(PersonValues, _Record):
    """Applications get only the fields of their contract."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**_META, **_PERSON}]})

    merged_into: UUID | None = Field(default=None, description="The record that stands for this one since a merge")


class FamilyOut(FamilyValues, _Record):
    """Applications get only the fields of their contract."""


class EmployeeOut(EmployeeValues, _Record):
    """Applications get only the fields of their contract."""


class OrganisationOut(OrganisationValues, _Record):
    """Applications get only the fields of their contract."""


class Outcome(Schema):
    """What became of the values: written, or proposed to the source that has the last word on them."""

    changed: list[str]
    proposed: list[str]
    proposal_id: UUID | None
    event_id: UUID | None = Field(description="The event that tells the other applications")


class PersonChanged(PersonOut, Outcome):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{**_META, **_PERSON, "changed": ["phone"], "proposed": [], "proposal_id": None,
                          "event_id": "01a20cb7-f8fc-7a39-9f15-77d76a99a212"}]
        }
    )  # fmt: skip


class FamilyChanged(FamilyOut, Outcome):
    pass


class EmployeeChanged(EmployeeOut, Outcome):
    pass


class OrganisationChanged(OrganisationOut, Outcome):
    pass


class _Page(Schema):
    next: str | None = Field(description="Cursor of the next page; null on the last one")


class PersonPage(_Page):
    items: list[PersonOut]


class FamilyPage(_Page):
    items: list[FamilyOut]


class EmployeePage(_Page):
    items: list[EmployeeOut]


class OrganisationPage(_Page):
    items: list[OrganisationOut]


class PersonSearch(Schema):
    """A NIK never stands in an address, so searching is a POST. By NIK, or by name with or without birth date."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "ratna sari", "birth_on": "1989-03-12"}]}
    )

    nik: Annotated[str, StringConstraints(pattern=r"^\d{16}$")] | None = None
    name: Annotated[str, StringConstraints(min_length=2, max_length=120)] | None = None
    birth_on: date | None = None
    limit: Annotated[int, Field(ge=1, le=50)] = 20


class PersonsFound(Schema):
    items: list[PersonOut]


class Known(Schema):
    value: Any
    source: str
    valid_from: date
    recorded_at: datetime
    event_id: UUID | None
    by: str | None = Field(default=None, description="Who wrote it down; not told to applications")


class MemberThen(Schema):
    """Somebody who was of a family then; name and role only as far as the contract grants them."""

    person_id: UUID
    name: str | None = None
    family_role: str | None = None


class History(Schema):
    """Of one field every value ever said, newest first; else each field as it held on a day, as known at a moment."""

    field: str | None = None
    values: list[Known] | None = None
    valid_on: date | None = None
    known_at: datetime | None = None
    fields: dict[str, Known] | None = None
    members: list[MemberThen] | None = Field(
        default=None, description="Of a family: who was of it then, as far as the caller may see them"
    )


class Problem(Schema):
    """RFC 9457."""

    type: str
    title: str
    status: int
    code: str
    errors: list[dict[str, str]] | None = None
