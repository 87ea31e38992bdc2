"""Organisations over the API."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Schema

from ayo.common.http import Request
from ayo.registry.api import answers
from ayo.registry.api.schemas import (
    History,
    Limit,
    OrganisationChanged,
    OrganisationOut,
    OrganisationPage,
    OrganisationPatch,
    Problem,
    Text,
)
from ayo.registry.browsing import Question
from ayo.registry.data import Kind

router = Router()


class Wanted(Schema):
    kind: Text = ""
    parent_id: UUID | None = None
    area: Text = ""
    updated_since: datetime | None = None
    cursor: Text = ""
    limit: Limit = 50


@router.get("", response={200: OrganisationPage, 403: Problem}, operation_id="listOrganisations")
@answers.within(Kind.ORGANISATION, "read")
def list_organisations(request: Request, wanted: Query[Wanted]) -> HttpResponse:
    """List the organisations by kind, parent or area (a code and everything below it), or changed since a moment."""
    who = answers.caller(request, Kind.ORGANISATION)
    where: dict[str, object] = {}
    if wanted.kind:
        who.check("kind")
        where["kind"] = wanted.kind
    if wanted.parent_id:
        who.check("parent_id")
        where["parent_id"] = wanted.parent_id
    if wanted.area:
        who.check("area")
    within = {"area": wanted.area} if wanted.area else {}
    question = Question(Kind.ORGANISATION, where, within, "", wanted.updated_since, wanted.cursor, wanted.limit)
    return answers.many(who, question)


@router.post("", response={201: OrganisationChanged, 409: Problem, 422: Problem}, operation_id="registerOrganisation")
@answers.within(Kind.ORGANISATION, "write")
def register_organisation(request: Request, body: OrganisationPatch) -> HttpResponse:
    """Register an organisation. Answers 409 when its code is taken."""
    values = body.model_dump(exclude_unset=True, exclude={"applies_from", "note"})
    return answers.registered(request, Kind.ORGANISATION, values, valid_from=body.applies_from, note=body.note, seen=[])


@router.get("/{uuid:organisation_id}", response={200: OrganisationOut, 404: Problem}, operation_id="readOrganisation")
@answers.within(Kind.ORGANISATION, "read")
def read_organisation(request: Request, organisation_id: UUID) -> HttpResponse:
    """Read an organisation. With `If-None-Match` the answer is 304 when nothing changed; each reading is audited."""
    return answers.one(request, Kind.ORGANISATION, organisation_id)


@router.patch(
    "/{uuid:organisation_id}", response={200: OrganisationChanged, 404: Problem, 412: Problem, 422: Problem},
    operation_id="changeOrganisation",
)  # fmt: skip
@answers.within(Kind.ORGANISATION, "write")
def change_organisation(request: Request, organisation_id: UUID, body: OrganisationPatch) -> HttpResponse:
    """Change an organisation. What the caller has no authority over becomes a proposal, as the answer says."""
    values = body.model_dump(exclude_unset=True, exclude={"applies_from", "note"})
    return answers.changed(
        request, Kind.ORGANISATION, organisation_id, values, valid_from=body.applies_from, note=body.note
    )


@router.get(
    "/{uuid:organisation_id}/history", response={200: History, 404: Problem}, operation_id="readOrganisationHistory"
)
@answers.within(Kind.ORGANISATION, "read")
def read_history(
    request: Request,
    organisation_id: UUID,
    field: str = "",
    valid_on: date | None = None,
    known_at: datetime | None = None,
) -> HttpResponse:
    """Read all values of one field, or all fields as they held on a day and were known at a moment."""
    return answers.history(
        request, Kind.ORGANISATION, organisation_id, field=field, valid_on=valid_on, known_at=known_at
    )
