"""Cases over the API: for applications within their contract, for people their own."""

import hashlib
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID, uuid5

import orjson
from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from ayo.common import ids
from ayo.common.actor import Actor, ActorKind, Right
from ayo.common.errors import NotAllowed, NotFound
from ayo.common.http import Request
from ayo.common.jsons import Json
from ayo.exchange import facade as exchange
from ayo.services import access, actions, sharing, versions
from ayo.services.actions.keeping import record_of
from ayo.services.data import State
from ayo.services.models import Case
from ayo.services.queries import shared
from ayo.ui.guard import declared

router = Router(tags=["services"])
within_contract = declared("people their own cases, applications with cases:read or cases:write within their contract")
_Text = Annotated[str, StringConstraints(max_length=60)]
KEYS = UUID("6f1b1c7e-63b5-4f0e-9a43-2c1d0b6f5a10")
"""The space in which an Idempotency-Key of one caller is the id of one request."""


class CaseIn(Schema):
    service: _Text = Field(description="Code of a service that is offered today")
    applicant_id: UUID | None = Field(default=None, description="Needed of applications; people apply for themselves")
    subject_id: UUID | None = Field(default=None, description="Whom it is about, if somebody else of the same family")
    answers: dict[str, Any] = Field(description="By field, after the `form` of the service; what is held is not asked")


class CaseOut(Schema):
    """A case as it stands; an application gets the fields of its contract."""

    id: UUID
    version: int
    changed_at: datetime
    number: str | None = None
    service: str | None = None
    state: State | None = None
    organisation_id: UUID | None = None
    area: str | None = None
    applicant_id: UUID | None = None
    subject_id: UUID | None = None
    submitted_at: datetime | None = None
    due_on: date | None = None
    ended_at: datetime | None = None
    answers: dict[str, Any] | None = None


class CasePage(Schema):
    items: list[CaseOut]
    next: str | None = Field(description="Give it back as `cursor` for the next page; null on the last")


class Problem(Schema):
    code: str
    title: str
    status: int
    errors: list[dict[str, str]] = []


class Wanted(Schema):
    service: _Text = ""
    state: State | None = None
    unit: _Text = Field(default="", description="Code of the office that answers for it")
    changed_since: datetime | None = None
    cursor: Annotated[str, StringConstraints(max_length=500)] = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 50


@router.post(
    "", response={201: CaseOut, 403: Problem, 404: Problem, 409: Problem, 422: Problem}, operation_id="createCase"
)
@within_contract
def create_case(request: Request, body: CaseIn) -> HttpResponse:
    """Hand in a case, judged by the same rules as the form: 422 `bad_answers` names each field that will not do.

    With an `Idempotency-Key` the same request makes one case however often it comes. 409 `not_eligible` names the
    condition that is not met; 404 an applicant or a person concerned whom the caller may not know.
    """
    answers: dict[str, Json] = body.answers
    case = actions.file_case(
        code=body.service,
        applicant_id=body.applicant_id,
        subject_id=body.subject_id,
        answers=answers,
        key=_key(request),
        actor=request.actor,
    )
    response = _tagged(request.actor, case, _json(shown(request.actor, case), status=201))
    response["Location"] = f"{request.path.rstrip('/')}/{case.pk}"
    return response


@router.get("", response={200: CasePage, 403: Problem, 422: Problem}, operation_id="listCases")
@within_contract
def list_cases(request: Request, wanted: Query[Wanted]) -> HttpResponse:
    """List cases in the order in which they last changed, by service, state or office, or changed since a moment."""
    actor = request.actor
    _require_read(actor)
    for name, given in (("service", wanted.service), ("state", wanted.state), ("organisation_id", wanted.unit)):
        if given:
            _require_granted(actor, name)
    question = shared.Question(
        wanted.service, wanted.state or "", wanted.unit, wanted.changed_since, wanted.cursor, wanted.limit
    )
    page = shared.page(question, actor=actor)
    actions.note_cases_listed(count=len(page.cases), fields=_fields(actor), actor=actor)
    return _json({"items": [shown(actor, case) for case in page.cases], "next": page.next})


@router.get("/{uuid:case_id}", response={200: CaseOut, 304: None, 404: Problem}, operation_id="readCase")
@within_contract
def read_case(request: Request, case_id: UUID) -> HttpResponse:
    """Read a case. With `If-None-Match` the answer is 304 when it has not moved on; each reading is audited."""
    actor = request.actor
    _require_read(actor)
    case = access.cases_shared_with(actor).filter(pk=case_id).first()
    if case is None:
        raise NotFound("No such case.")
    if _tag(actor, case) in {part.strip() for part in request.headers.get("If-None-Match", "").split(",")}:
        return _tagged(actor, case, HttpResponse(status=304))
    actions.note_case_read(case=case, fields=_fields(actor), actor=actor)
    return _tagged(actor, case, _json(shown(actor, case)))


def shown(actor: Actor, case: Case) -> dict[str, Any]:
    """Return a case as the caller may see it."""
    record = record_of(case, versions.definition_of(case.service_version_id))
    head = {"id": case.pk, "version": case.version, "changed_at": case.changed_at}
    return head | exchange.picked(record, _fields(actor))


def _require_read(actor: Actor) -> None:
    if actor.kind is not ActorKind.APP:
        if not actor.may(Right.RECORD):
            raise NotAllowed("This account opens no records.", code="not_verified")
        return
    if access.READ_SCOPE not in actor.scopes:
        raise NotAllowed(f"The key lacks the scope {access.READ_SCOPE}.", code="missing_scope")
    if access.KIND not in actor.limits:
        raise NotAllowed("The contract grants nothing of this kind.", code="no_contract")


def _require_granted(actor: Actor, name: str) -> None:
    """Refuse a question about a field that the contract does not grant: its answer would tell the value."""
    if name not in _fields(actor):
        raise NotAllowed(f"The contract does not grant {name}.", code="field_not_granted")


def _fields(actor: Actor) -> tuple[str, ...]:
    if actor.kind is not ActorKind.APP:
        return tuple(sharing.FIELDS)
    limit = actor.limits.get(access.KIND)
    return tuple(sorted(limit.fields)) if limit else ()


def _key(request: Request) -> UUID:
    given = request.headers.get("Idempotency-Key", "")
    return uuid5(KEYS, f"{request.actor.id}/{given}") if given else ids.uuid7()


def _tag(actor: Actor, case: Case) -> str:
    """Return the version as ETag; for applications with a mark of what the contract grants, which may change too."""
    if actor.kind is not ActorKind.APP:
        return f'"{case.version}"'
    mark = hashlib.sha256(" ".join(_fields(actor)).encode()).hexdigest()[:8]
    return f'"{case.version}-{mark}"'


def _tagged(actor: Actor, case: Case, response: HttpResponse) -> HttpResponse:
    response["ETag"] = _tag(actor, case)
    response["Cache-Control"] = "private, no-cache"
    return response


def _json(body: Any, *, status: int = 200) -> HttpResponse:
    return HttpResponse(orjson.dumps(body), status=status, content_type="application/json")
