"""The catalogue over the API: open to everybody, like the standards it holds."""

from datetime import date
from typing import Annotated, Any

import orjson
from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from ayo.common import jsons
from ayo.common.errors import NotFound
from ayo.common.http import Request
from ayo.services.data import Definition
from ayo.services.data.offers import Offer
from ayo.services.queries import catalogue
from ayo.services.rules import concepts, forms
from ayo.ui.guard import open_to_all

router = Router(tags=["services"])
_Text = Annotated[str, StringConstraints(max_length=60)]
_Words = Annotated[dict[str, str], Field(description="By language code")]


class FieldOut(Schema):
    name: str
    kind: str
    label: _Words
    concept: str = Field(description="What the city holds it as; such a field is asked only where nothing is held")
    is_held: bool = Field(description="Kept by the registry; others of a concept come from earlier accepted cases")
    when: dict[str, Any] | None = Field(description="The answer to another field on which this one depends")


class PaperOut(Schema):
    kind: str
    label: _Words
    required: bool
    produced_by: str = Field(description="The service whose letter it is, or empty")


class StageOut(Schema):
    code: str
    title: _Words
    told: _Words
    after: list[str]


class ServiceOut(Schema):
    code: str
    version: int
    valid_from: date
    name: _Words
    summary: _Words
    owner: str = Field(description="Code of the organisation, or KELURAHAN or KECAMATAN where the applicant lives")
    audience: str
    life_events: list[str]
    fee: int = Field(description="Whole rupiah")
    fee_depends_on_answers: bool
    fee_rates_are_samples: bool = Field(
        description="The real rates are not set or not known yet: nobody is charged these"
    )
    days: int = Field(description="Working days promised")
    legal_basis: list[str]
    standard: dict[str, dict[str, str]] = Field(description="The fourteen components of UU 25/2009 article 21")
    stages: list[StageOut]
    documents: list[PaperOut]
    fields: list[FieldOut]
    form: dict[str, Any] = Field(description="JSON Schema 2020-12 of the answers that a form may ask for")


class ServicePage(Schema):
    items: list[ServiceOut]
    next: str | None = Field(description="Give it back as `cursor` for the next page; null on the last")


class Problem(Schema):
    code: str
    title: str
    status: int


class Wanted(Schema):
    life_event: _Text = ""
    owner: _Text = ""
    cursor: _Text = ""
    limit: Annotated[int, Field(ge=1, le=100)] = 50


@router.get("", auth=None, response={200: ServicePage, 304: None}, operation_id="listServices")
@open_to_all("the standard of a service must be told to whoever asks")
def list_services(request: Request, wanted: Query[Wanted]) -> HttpResponse:
    """List what can be asked for today, by code. With `If-None-Match` the answer is 304 when nothing changed."""
    offers = sorted((offer for offer in catalogue.offers() if _fits(offer, wanted)), key=lambda offer: offer.code)
    behind = [offer for offer in offers if offer.code > wanted.cursor]
    shown = behind[: wanted.limit]
    following = shown[-1].code if len(behind) > wanted.limit else None
    return _answer(request, {"items": [_told(offer.made) for offer in shown], "next": following})


@router.get(
    "/{slug:service}", auth=None, response={200: ServiceOut, 304: None, 404: Problem}, operation_id="readService"
)
@open_to_all("the standard of a service must be told to whoever asks")
def read_service(request: Request, service: str) -> HttpResponse:
    """Read a service as it is offered today. With `If-None-Match` the answer is 304 when nothing changed."""
    offer = catalogue.offer(service)
    if offer is None:
        raise NotFound("No such service.")
    return _answer(request, _told(offer.made))


def _fits(offer: Offer, wanted: Wanted) -> bool:
    if wanted.owner and offer.made.owner != wanted.owner:
        return False
    return not wanted.life_event or wanted.life_event in offer.made.life_events


def _told(made: Definition) -> dict[str, Any]:
    return {
        "code": made.code,
        "version": made.number,
        "valid_from": made.valid_from.isoformat(),
        "name": dict(made.name),
        "summary": dict(made.summary),
        "owner": made.owner,
        "audience": made.audience,
        "life_events": list(made.life_events),
        "fee": made.fee,
        "fee_depends_on_answers": bool(made.charges),
        "fee_rates_are_samples": made.has_sample_rates,
        "days": made.days,
        "legal_basis": list(made.legal_basis),
        "standard": {name: dict(words) for name, words in made.standard.items()},
        "stages": [
            {"code": one.code, "title": dict(one.title), "told": dict(one.told), "after": list(one.after)}
            for one in made.stages
        ],
        "documents": [
            {"kind": one.kind, "label": dict(one.label), "required": one.is_required, "produced_by": one.produced_by}
            for one in made.documents
        ],
        "fields": [_field(made, name) for name in (field.name for field in made.fields)],
        "form": forms.schema([field for field in made.fields if field.when is None])
        | {"properties": {field.name: forms.field_schema(field) for field in made.fields}},
    }


def _field(made: Definition, name: str) -> dict[str, Any]:
    field = made.field(name)
    return {
        "name": field.name,
        "kind": field.kind,
        "label": dict(field.label),
        "concept": field.concept,
        "is_held": bool(field.concept) and not concepts.is_answer(field.concept),
        "when": {"field": field.when.field, "values": list(field.when.values)} if field.when else None,
    }


def _answer(request: Request, body: dict[str, Any]) -> HttpResponse:
    tag = f'"{jsons.digest(body)[:16]}"'
    asked = {part.strip().removeprefix("W/") for part in request.headers.get("If-None-Match", "").split(",")}
    is_known = tag in asked
    response = (
        HttpResponse(status=304) if is_known else HttpResponse(orjson.dumps(body), content_type="application/json")
    )
    response["ETag"] = tag
    response["Cache-Control"] = "public, max-age=60"
    return response
