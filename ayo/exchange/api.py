"""What applications may fetch: the log from a position on, and a snapshot to begin with. Scoped by key and contract."""

import threading
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

import orjson
from django.core import signing
from django.http import HttpResponse
from ninja import Query, Router, Schema

from ayo.common.actor import ActorKind
from ayo.common.errors import Conflict, Invalid, NotAllowed, NotFound
from ayo.common.http import Request
from ayo.events import facade as events
from ayo.exchange import actions, copies, queries
from ayo.exchange.data import ContractCard, Mode, Terms
from ayo.exchange.envelope import batch
from ayo.exchange.models import App
from ayo.exchange.pulling import Answer, gather, resends_for
from ayo.region.facade import pack
from ayo.ui.guard import declared

router = Router(tags=["exchange"])
P = ParamSpec("P")
Endpoint = Callable[Concatenate[Request, P], HttpResponse]

WAITING_AT_ONCE = 2
LOOKS_EVERY = 0.1
SALT = "ayo.exchange.snapshot"
# A waiting caller holds a thread of this process; two may, the others are answered at once and ask again.
_places = threading.BoundedSemaphore(WAITING_AT_ONCE)


def for_applications(scope: str) -> Callable[[Endpoint[P]], Endpoint[P]]:
    """Let in applications with a key that has the scope, nobody else."""

    def guard(endpoint: Endpoint[P]) -> Endpoint[P]:
        @wraps(endpoint)
        def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.actor.kind is not ActorKind.APP:
                raise NotAllowed("Only an application with a key can ask this.")
            if scope not in request.actor.scopes:
                raise NotAllowed(f"The key lacks the scope {scope}.", code="missing_scope")
            return endpoint(request, *args, **kwargs)

        return declared(f"applications with {scope} within their contract")(guarded)

    return guard


class EventsIn(Schema):
    after: int | None = None
    limit: int = 100
    wait: float = 0.0


class EventsOut(Schema):
    events: list[dict[str, Any]]
    next: str
    head: str


class SnapshotRecord(Schema):
    kind: str
    id: UUID
    version: int
    record: dict[str, Any]


class SnapshotOut(Schema):
    records: list[SnapshotRecord]
    next: str | None
    position: str


@router.get("/events", response=EventsOut, operation_id="pullEvents")
@for_applications("events:read")
def pull_events(request: Request, given: Query[EventsIn]) -> HttpResponse:
    """Return CloudEvents after a position. Asking after N acknowledges everything up to N.

    With `wait` (at most 20 seconds) the answer is held back until there is something to tell. Answers 410
    `position_gone` when the log no longer holds what follows the position: take a snapshot then.
    """
    app = _caller(request)
    limit, wait = _between(given.limit, 1, 1000, "limit"), _between(given.wait, 0, 20, "wait")
    head = events.head()
    place = queries.places([app.pk])[app.pk].position
    after = place if given.after is None else given.after
    if not 0 <= after <= head:
        raise Invalid(f"The log ends at {head}.", fields={"after": "out_of_range"})
    if app.mode == Mode.PULL and after != place:
        actions.acknowledge(app_id=app.pk, before=place, position=after)
    answer = _with_patience(app, after, int(limit), wait)
    written = b'{"events":%b,"next":"%d","head":"%d"}' % (batch(answer.events), answer.next, max(answer.next, head))
    return HttpResponse(written, content_type="application/json")


@router.get("/snapshot/{kind}", response=SnapshotOut, operation_id="readSnapshot")
@for_applications("snapshot:read")
def read_snapshot(request: Request, kind: str, cursor: str = "", limit: int = 1000) -> HttpResponse:
    """Return one page of all records of a kind; when `next` is null, go on with events after `position`.

    The position was read before the first page, so nothing that happened since is missing from those events.
    """
    app = _caller(request)
    size = int(_between(limit, 1, 5000, "limit"))
    contract, terms = _terms(app, kind)
    after, position = _resumed(cursor, kind, contract)
    found, last = copies.page(terms, after, size)
    token = _token(kind, last, position, contract) if last else None
    records = [{"kind": kind, "id": one.id, "version": one.version, "record": one.record} for one in found]
    body = orjson.dumps({"records": records, "next": token, "position": str(position)})
    return HttpResponse(body, content_type="application/json")


def _with_patience(app: App, after: int, limit: int, wait: float) -> Answer:
    answer = _gathered(app, after, limit)
    if answer.events or wait <= 0 or not _places.acquire(blocking=False):
        return answer
    try:
        deadline = time.monotonic() + wait
        while not answer.events and time.monotonic() < deadline:
            time.sleep(LOOKS_EVERY)
            if events.head() > answer.next:
                answer = _gathered(app, answer.next, limit)
    finally:
        _places.release()
    return answer


def _gathered(app: App, after: int, limit: int) -> Answer:
    again = resends_for(app, after) if app.mode == Mode.PULL else []
    answer = gather(app, after, limit, f"urn:ayo:{pack().slug}")
    if not again:
        return answer
    actions.mark_resent(resend_ids=[number for number, _ in again])
    return Answer([made for _, made in again if made] + answer.events, answer.next)


def _caller(request: Request) -> App:
    app: App | None = App.objects.filter(pk=request.actor.id).first()
    if app is None:
        raise NotFound("This application is not connected.")
    if app.is_paused:
        raise Conflict("Deliveries to this application are paused.", code="paused")
    return app


def _terms(app: App, kind: str) -> tuple[ContractCard, Terms]:
    contract = queries.contract_of(app)
    terms = contract.by_kind.get(kind) if contract else None
    if contract is None or terms is None:
        raise NotAllowed("The contract grants nothing of this kind.", code="no_contract")
    return contract, terms


def _resumed(cursor: str, kind: str, contract: ContractCard) -> tuple[UUID | None, int]:
    if not cursor:
        return None, events.head()
    try:
        token = signing.loads(cursor, salt=SALT)
    except signing.BadSignature as error:
        raise Invalid("This cursor is not one of ours.", fields={"cursor": "bad"}) from error
    if token["kind"] != kind:
        raise Invalid("This cursor belongs to another kind.", fields={"cursor": "bad"})
    if token["contract"] != contract.signature:
        raise Conflict("The contract has changed; begin the snapshot anew.", code="contract_changed")
    return UUID(token["after"]), int(token["position"])


def _token(kind: str, last: UUID, position: int, contract: ContractCard) -> str:
    token = {"kind": kind, "after": str(last), "position": position, "contract": contract.signature}
    return signing.dumps(token, salt=SALT, compress=True)


def _between(value: float, low: float, high: float, name: str) -> float:
    if not low <= value <= high:
        raise Invalid(f"{name} is between {low} and {high}.", fields={name: "out_of_range"})
    return value
