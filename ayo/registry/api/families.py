"""Family cards over the API."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Schema

from ayo.common.http import Request
from ayo.registry.api import answers
from ayo.registry.api.schemas import FamilyChanged, FamilyOut, FamilyPage, FamilyPatch, History, Limit, Problem, Text
from ayo.registry.browsing import Question
from ayo.registry.data import Kind

router = Router()


class Wanted(Schema):
    kelurahan: Text = ""
    updated_since: datetime | None = None
    cursor: Text = ""
    limit: Limit = 50


@router.get("", response={200: FamilyPage, 403: Problem}, operation_id="listFamilies")
@answers.within(Kind.FAMILY, "read")
def list_families(request: Request, wanted: Query[Wanted]) -> HttpResponse:
    """List the family cards the caller may see, by kelurahan or changed since a moment."""
    who = answers.caller(request, Kind.FAMILY)
    where: dict[str, object] = {}
    if wanted.kelurahan:
        who.check("address.kelurahan")
        where["kelurahan"] = wanted.kelurahan
    question = Question(Kind.FAMILY, where, {}, "", wanted.updated_since, wanted.cursor, wanted.limit)
    return answers.many(who, question)


@router.post("", response={201: FamilyChanged, 409: Problem, 422: Problem}, operation_id="registerFamily")
@answers.within(Kind.FAMILY, "write")
def register_family(request: Request, body: FamilyPatch) -> HttpResponse:
    """Register a family card. Answers 409 when its number is registered."""
    values = body.model_dump(exclude_unset=True, exclude={"valid_from", "note"})
    return answers.registered(request, Kind.FAMILY, values, valid_from=body.valid_from, note=body.note, seen=[])


@router.get("/{uuid:family_id}", response={200: FamilyOut, 404: Problem}, operation_id="readFamily")
@answers.within(Kind.FAMILY, "read")
def read_family(request: Request, family_id: UUID) -> HttpResponse:
    """Read a family card. With `If-None-Match` the answer is 304 when nothing changed; each reading is audited."""
    return answers.one(request, Kind.FAMILY, family_id)


@router.patch(
    "/{uuid:family_id}", response={200: FamilyChanged, 404: Problem, 412: Problem, 422: Problem},
    operation_id="changeFamily",
)  # fmt: skip
@answers.within(Kind.FAMILY, "write")
def change_family(request: Request, family_id: UUID, body: FamilyPatch) -> HttpResponse:
    """Change a family card. What the caller has no authority over becomes a proposal, as the answer says."""
    values = body.model_dump(exclude_unset=True, exclude={"valid_from", "note"})
    return answers.changed(request, Kind.FAMILY, family_id, values, valid_from=body.valid_from, note=body.note)


@router.get("/{uuid:family_id}/history", response={200: History, 404: Problem}, operation_id="readFamilyHistory")
@answers.within(Kind.FAMILY, "read")
def read_history(
    request: Request, family_id: UUID, field: str = "", valid_on: date | None = None, known_at: datetime | None = None
) -> HttpResponse:
    """Read all values of one field, or all fields as they held on a day and were known at a moment."""
    return answers.history(request, Kind.FAMILY, family_id, field=field, valid_on=valid_on, known_at=known_at)
