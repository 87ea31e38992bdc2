"""Pages of cases for the API, along an index: in the order in which they last changed, so that nothing is missed."""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson
from django.core import signing
from django.db.models import Q

from ayo.common.actor import Actor
from ayo.common.errors import Invalid
from ayo.registry import facade as registry
from ayo.services import access
from ayo.services.models import Case, Service

_SIGNER = signing.Signer(salt="ayo.services.cursor")


@dataclass(frozen=True, slots=True)
class Question:
    """Which cases are wanted; empty words mean no narrowing, `unit` is the code of an office."""

    service: str
    state: str
    unit: str
    changed_since: datetime | None
    cursor: str
    limit: int


@dataclass(frozen=True, slots=True)
class Page:
    cases: list[Case]
    next: str | None


def page(question: Question, *, actor: Actor) -> Page:
    """Return a page of what the actor may read, with the cursor of the next. Raises Invalid for a strange cursor.

    A case that moves on while somebody pages comes again, later: never is one left out.
    """
    rows = access.cases_shared_with(actor)
    if question.service:
        rows = rows.filter(service_id=Service.objects.filter(code=question.service).values("pk")[:1])
    if question.state:
        rows = rows.filter(state=question.state)
    if question.unit:
        office = registry.organisation_id(question.unit)
        rows = rows.filter(organisation_id=office) if office else rows.none()
    if question.changed_since is not None:
        rows = rows.filter(changed_at__gte=question.changed_since)
    if question.cursor:
        at, last = _read(question.cursor)
        # The first condition is what an index can begin at; the second tells those of one moment apart.
        rows = rows.filter(changed_at__gte=at).filter(Q(changed_at__gt=at) | Q(pk__gt=last))
    found = list(rows.order_by("changed_at", "pk")[: question.limit + 1])
    shown = found[: question.limit]
    return Page(shown, _token(shown[-1]) if len(found) > question.limit else None)


def _token(case: Case) -> str:
    place = orjson.dumps([str(case.pk), case.changed_at.isoformat()])
    return _SIGNER.sign(base64.urlsafe_b64encode(place).decode().rstrip("="))


def _read(cursor: str) -> tuple[datetime, UUID]:
    try:
        plain = _SIGNER.unsign(cursor)
        last, moment = orjson.loads(base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4)))
        return datetime.fromisoformat(moment), UUID(last)
    except (signing.BadSignature, binascii.Error, ValueError, TypeError, AttributeError) as error:
        raise Invalid("This cursor is not one of ours.", fields={"cursor": "bad"}) from error
