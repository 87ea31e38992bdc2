"""Persons over the API. Nothing here takes a NIK in the address: one searches for it with a POST."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Schema

from ayo.common.errors import Invalid
from ayo.common.http import Request
from ayo.registry import browsing
from ayo.registry.api import answers
from ayo.registry.api.schemas import (
    History,
    Limit,
    PersonChanged,
    PersonIn,
    PersonOut,
    PersonPage,
    PersonPatch,
    PersonSearch,
    PersonsFound,
    Problem,
    Text,
)
from ayo.registry.browsing import Question
from ayo.registry.data import Kind

router = Router()


class Wanted(Schema):
    name: Text = ""
    kelurahan: Text = ""
    updated_since: datetime | None = None
    cursor: Text = ""
    limit: Limit = 50


@router.get("", response={200: PersonPage, 403: Problem}, operation_id="listPersons")
@answers.within(Kind.PERSON, "read")
def list_persons(request: Request, wanted: Query[Wanted]) -> HttpResponse:
    """List the persons the caller may see: by the beginning of the name, by kelurahan, or changed since a moment.

    To keep a copy in step use the exchange's snapshot and events instead: `updated_since` can miss what is being
    committed at that moment.
    """
    who = answers.caller(request, Kind.PERSON)
    where = {}
    if wanted.kelurahan:
        who.check("domicile.kelurahan")
        where["kelurahan"] = wanted.kelurahan
    if wanted.name:
        who.check("name")
    question = Question(Kind.PERSON, where, {}, wanted.name, wanted.updated_since, wanted.cursor, wanted.limit)
    return answers.many(who, question)


@router.post("", response={201: PersonChanged, 409: Problem, 422: Problem}, operation_id="registerPerson")
@answers.within(Kind.PERSON, "write")
def register_person(request: Request, body: PersonIn) -> HttpResponse:
    """Register a person. Answers 409 with candidates when the person may be registered already."""
    values = body.model_dump(exclude_unset=True, exclude={"valid_from", "note", "not_duplicates_of"})
    return answers.registered(
        request, Kind.PERSON, values, valid_from=body.valid_from, note=body.note, seen=body.not_duplicates_of
    )


@router.post("/search", response={200: PersonsFound, 403: Problem}, operation_id="searchPersons")
@answers.within(Kind.PERSON, "read")
def search_persons(request: Request, body: PersonSearch) -> HttpResponse:
    """Find persons by NIK, or by name (typing errors allowed) with or without birth date, best first."""
    who = answers.caller(request, Kind.PERSON)
    if not body.nik and not body.name:
        raise Invalid("Give a NIK or a name.", fields={"nik": "missing", "name": "missing"})
    for name, given in (("nik", body.nik), ("name", body.name), ("birth_on", body.birth_on)):
        if given:
            who.check(name)
    born = body.birth_on.isoformat() if body.birth_on else ""
    records = browsing.found(nik=body.nik or "", name=body.name or "", birth_on=born, limit=body.limit, actor=who.actor)
    return answers.found(who, records)


@router.get("/{uuid:person_id}", response={200: PersonOut, 404: Problem}, operation_id="readPerson")
@answers.within(Kind.PERSON, "read")
def read_person(request: Request, person_id: UUID) -> HttpResponse:
    """Read a person. With `If-None-Match` the answer is 304 when nothing changed; each reading is audited."""
    return answers.one(request, Kind.PERSON, person_id)


@router.patch(
    "/{uuid:person_id}", response={200: PersonChanged, 404: Problem, 412: Problem, 422: Problem},
    operation_id="changePerson",
)  # fmt: skip
@answers.within(Kind.PERSON, "write")
def change_person(request: Request, person_id: UUID, body: PersonPatch) -> HttpResponse:
    """Change a person. What the caller has no authority over becomes a proposal, as the answer says."""
    values = body.model_dump(exclude_unset=True, exclude={"valid_from", "note"})
    return answers.changed(request, Kind.PERSON, person_id, values, valid_from=body.valid_from, note=body.note)


@router.get("/{uuid:person_id}/history", response={200: History, 404: Problem}, operation_id="readPersonHistory")
@answers.within(Kind.PERSON, "read")
def read_history(
    request: Request, person_id: UUID, field: str = "", valid_on: date | None = None, known_at: datetime | None = None
) -> HttpResponse:
    """Read all values of one field, or all fields as they held on a day and were known at a moment."""
    return answers.history(request, Kind.PERSON, person_id, field=field, valid_on=valid_on, known_at=known_at)
