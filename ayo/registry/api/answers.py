"""What every endpoint of the registry does alike: who may ask, what is shown of a record, ETags, audit entries."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

import orjson
from django.http import HttpResponse

from ayo.common import clock
from ayo.common.actor import Actor, ActorKind
from ayo.common.errors import Invalid, NotAllowed, NotFound
from ayo.common.http import Request
from ayo.registry import access, actions, as_known, browsing, queries
from ayo.registry.actions import answering
from ayo.registry.browsing import Question
from ayo.registry.data import Kind, Known, Outcome, Record
from ayo.registry.rules import projection
from ayo.ui.guard import declared

P = ParamSpec("P")
Endpoint = Callable[Concatenate[Request, P], HttpResponse]

_TAG = re.compile(r'(?:W/)?"(\d+)(?:-[0-9a-f]+)?"')
_PLURAL = {
    Kind.PERSON: "persons",
    Kind.FAMILY: "families",
    Kind.EMPLOYEE: "employees",
    Kind.ORGANISATION: "organisations",
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever asks, with the fields of one kind that may be told."""

    actor: Actor
    kind: Kind
    fields: tuple[str, ...]

    @property
    def is_limited(self) -> bool:
        return self.actor.kind is ActorKind.APP

    def check(self, name: str) -> None:
        """Refuse a question about a field that the contract does not grant: its answer would tell the value."""
        if self.is_limited and not projection.grants(self.fields, name):
            raise NotAllowed(f"The contract does not grant {name}.", code="field_not_granted")


def within(kind: Kind, verb: str) -> Callable[[Endpoint[P]], Endpoint[P]]:
    """Keep out applications that lack the scope, or a contract for the kind; of people the queries take care."""
    scope = f"{_PLURAL[kind]}:{verb}"

    def guard(endpoint: Endpoint[P]) -> Endpoint[P]:
        @wraps(endpoint)
        def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            actor = request.actor
            if actor.kind is ActorKind.APP and scope not in actor.scopes:
                raise NotAllowed(f"The key lacks the scope {scope}.", code="missing_scope")
            if actor.kind is ActorKind.APP and kind not in actor.limits:
                raise NotAllowed("The contract grants nothing of this kind.", code="no_contract")
            return endpoint(request, *args, **kwargs)

        return declared(f"people within their roles, applications with {scope} within their contract")(guarded)

    return guard


def caller(request: Request, kind: Kind) -> Caller:
    return Caller(request.actor, kind, access.fields_visible_to(request.actor, kind))


def one(request: Request, kind: Kind, subject_id: UUID) -> HttpResponse:
    """Answer with a record, or with 304 when the caller has it as it stands."""
    who = caller(request, kind)
    record = _found(who, subject_id)
    tag = _tag(who, record.version)
    if tag in {part.strip() for part in request.headers.get("If-None-Match", "").split(",")}:
        return _tagged(HttpResponse(status=304), tag)
    answering.note_record_read(kind=kind, subject_id=record.id, fields=who.fields, actor=who.actor)
    return _tagged(_json(shown(who, record)), tag)


def many(who: Caller, question: Question) -> HttpResponse:
    page = browsing.page(question, actor=who.actor)
    return _listed(who, page.records, {"next": page.next})


def found(who: Caller, records: list[Record]) -> HttpResponse:
    return _listed(who, records, {})


def _listed(who: Caller, records: list[Record], more: dict[str, Any]) -> HttpResponse:
    answering.note_records_listed(kind=who.kind, count=len(records), fields=who.fields, actor=who.actor)
    return _json({"items": [shown(who, record) for record in records], **more})


def changed(
    request: Request, kind: Kind, subject_id: UUID, values: Mapping[str, Any], *, valid_from: date | None, note: str
) -> HttpResponse:
    """Change a record; `If-Match` guards against overwriting what one has not seen."""
    who = caller(request, kind)
    outcome = actions.change_record(
        kind,
        subject_id,
        values,
        valid_from=valid_from or clock.today(),
        actor=who.actor,
        expected_version=_expected(request.headers.get("If-Match", "")),
        note=note,
    )
    return _told(who, outcome, 200)


def registered(
    request: Request, kind: Kind, values: Mapping[str, Any], *, valid_from: date | None, note: str, seen: list[UUID]
) -> HttpResponse:
    who = caller(request, kind)
    outcome = actions.register_record(
        kind, values, valid_from=valid_from or clock.today(), actor=who.actor, not_duplicates_of=seen, note=note
    )
    response = _told(who, outcome, 201)
    response["Location"] = f"{request.path.rstrip('/')}/{outcome.record.id}"
    return response


def history(
    request: Request, kind: Kind, subject_id: UUID, *, field: str, valid_on: date | None, known_at: datetime | None
) -> HttpResponse:
    """Answer with all values of one field, or with every field as it held on a day and was known at a moment."""
    who = caller(request, kind)
    record = _found(who, subject_id)
    if known_at is not None and known_at.tzinfo is None:
        raise Invalid("known_at needs a time zone.", fields={"known_at": "no_time_zone"})
    if field:
        if field not in record.fields:
            raise Invalid("There is no such field.", fields={"field": "unknown_field"})
        who.check(field) if not _part(who, field) else None
        said = queries.timeline(kind, subject_id, field)
        body: dict[str, Any] = {"field": field, "values": [_known(who, field, known) for known in said]}
    else:
        day = valid_on or clock.today()
        all_known = queries.provenance(kind, subject_id, valid_on=day, known_at=known_at)
        fields = {name: _known(who, name, known) for name, known in all_known.items() if _part(who, name)}
        body = {"valid_on": day, "known_at": known_at, "fields": fields}
        if kind == Kind.FAMILY:
            body["members"] = _members(who.actor, subject_id, valid_on=day, known_at=known_at)
    answering.note_record_read(kind=kind, subject_id=record.id, fields=who.fields, actor=who.actor)
    return _json(body)


def _members(
    actor: Actor, family_id: UUID, *, valid_on: date, known_at: datetime | None
) -> list[dict[str, Any]] | None:
    """Return who was of the family then, as far as the caller may see them; None without a grant to know a family."""
    fields = access.fields_visible_to(actor, Kind.PERSON)
    if "family_id" not in fields:
        return None
    found = as_known.members(family_id, valid_on=valid_on, known_at=known_at)
    seen = access.persons_visible_to(actor).filter(pk__in=list(found)).order_by("pk").values_list("pk", flat=True)
    told = [name for name in ("family_role", "name") if name in fields]
    return [{"person_id": pk, **{name: found[pk][name].value for name in told if name in found[pk]}} for pk in seen]


def shown(who: Caller, record: Record) -> dict[str, Any]:
    """Return a record as the caller may see it."""
    body: dict[str, Any] = {"id": record.id, "version": record.version, "updated_at": record.updated_at}
    if record.merged_into is not None:
        body["merged_into"] = record.merged_into
    return body | projection.pick(record.fields, who.fields)


def _found(who: Caller, subject_id: UUID) -> Record:
    record = queries.record(who.kind, subject_id, actor=who.actor)
    if record is None:
        raise NotFound("No such record.")
    return record


def _told(who: Caller, outcome: Outcome, status: int) -> HttpResponse:
    body = shown(who, outcome.record) | {
        "changed": outcome.changed,
        "proposed": outcome.proposed,
        "proposal_id": outcome.proposal_id,
        "event_id": outcome.event_id,
    }
    return _tagged(_json(body, status=status), _tag(who, outcome.record.version))


def _known(who: Caller, name: str, known: Known) -> dict[str, Any]:
    value = projection.pick({name: known.value}, who.fields).get(name)
    told = {
        "value": value, "source": known.source, "valid_from": known.valid_from, "recorded_at": known.recorded_at,
        "event_id": known.event_id,
    }  # fmt: skip
    return told if who.is_limited else {**told, "by": known.actor_label}


def _part(who: Caller, name: str) -> bool:
    return any(granted.partition(".")[0] == name for granted in who.fields)


def _tag(who: Caller, version: int) -> str:
    """Return the version as ETag; for applications with a mark of what the contract grants, which may change too."""
    if not who.is_limited:
        return f'"{version}"'
    mark = hashlib.sha256(" ".join(who.fields).encode()).hexdigest()[:8]
    return f'"{version}-{mark}"'


def _expected(given: str) -> int | None:
    if given in {"", "*"}:
        return None
    found_tag = _TAG.fullmatch(given.strip())
    if found_tag is None:
        raise Invalid("If-Match takes the ETag of the record.", fields={"If-Match": "bad"})
    return int(found_tag[1])


def _tagged(response: HttpResponse, tag: str) -> HttpResponse:
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


def _json(body: Any, *, status: int = 200) -> HttpResponse:
    return HttpResponse(orjson.dumps(body), status=status, content_type="application/json")
