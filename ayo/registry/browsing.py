"""Pages of records by a cursor: the same rows for the same question, however many records there are."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.contrib.postgres.search import TrigramSimilarity
from django.core import signing
from django.db.models import Q

from ayo.common.actor import Actor
from ayo.common.errors import Invalid
from ayo.registry import access, kinds, models, queries, sets, text
from ayo.registry.data import Kind, Record
from ayo.registry.rules import likeness

# A cursor made by somebody else would tell where the name of its person stands among others.
_SIGNER = signing.Signer(salt="ayo.registry.cursor")


@dataclass(frozen=True, slots=True)
class Question:
    """Which records are wanted. `where` are exact values of columns, `name` the beginning of a person's name."""

    kind: Kind
    where: Mapping[str, Any]
    within: Mapping[str, str]
    name: str
    updated_since: datetime | None
    cursor: str
    limit: int


@dataclass(frozen=True, slots=True)
class Page:
    records: list[Record]
    next: str | None


def page(question: Question, *, actor: Actor) -> Page:
    """Return a page of what the actor may see, with the cursor of the next one. Raises Invalid for a strange cursor."""
    spec = kinds.SPECS[question.kind]
    rows: Any = access.VISIBLE[question.kind](actor)
    rows = rows.select_related(*spec.related).filter(**question.where)
    for column, prefix in question.within.items():
        rows = rows.filter(sets.in_areas((prefix,), column))
    if question.kind is Kind.PERSON:
        rows = rows.filter(merged_into__isnull=True)
    if question.name:
        rows = rows.filter(search_name__startswith=text.search_form(question.name))
    if question.updated_since is not None:
        rows = rows.filter(updated_at__gte=question.updated_since)
    order = _order(question)
    if question.cursor:
        rows = rows.filter(_behind(order, question))
    found = list(rows.order_by(*order)[: question.limit + 1])
    shown = found[: question.limit]
    more = len(found) > question.limit
    return Page([kinds.record_of(question.kind, row) for row in shown], _token(order, shown[-1]) if more else None)


def _order(question: Question) -> tuple[str, ...]:
    """Return the order that an index gives for free."""
    if question.updated_since is not None:
        return ("updated_at", "pk")
    by_name = question.kind is Kind.PERSON and (question.name or "kelurahan" in question.where)
    return ("search_name", "pk") if by_name else ("pk",)


def _behind(order: tuple[str, ...], question: Question) -> Q:
    """Return the condition for rows behind the cursor. A name is looked up, since it must not stand in an address."""
    last, moment = _read(question.cursor)
    if order[0] == "pk":
        return Q(pk__gt=last)
    if order[0] == "updated_at":
        if moment is None:
            raise _strange()
        return Q(updated_at__gt=moment) | Q(updated_at=moment, pk__gt=last)
    name = models.Person.objects.filter(pk=last).values_list("search_name", flat=True).first()
    if name is None:
        raise _strange()
    return sets.behind("search_name", "pk", (name, last))


def _token(order: tuple[str, ...], row: Any) -> str:
    moment = row.updated_at.isoformat() if order[0] == "updated_at" else ""
    return _SIGNER.sign(base64.urlsafe_b64encode(orjson.dumps([str(row.pk), moment])).decode().rstrip("="))


def _read(cursor: str) -> tuple[UUID, datetime | None]:
    try:
        plain = _SIGNER.unsign(cursor)
        last, moment = orjson.loads(base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4)))
        return UUID(last), datetime.fromisoformat(moment) if moment else None
    except (signing.BadSignature, binascii.Error, ValueError, TypeError, AttributeError) as error:
        raise _strange() from error


def _strange() -> Invalid:
    return Invalid("This cursor is not one of ours.", fields={"cursor": "bad"})


def found(*, nik: str, name: str, birth_on: str, limit: int, actor: Actor) -> list[Record]:
    """Return visible persons by NIK, or by name and birth date, best first."""
    visible = access.persons_visible_to(actor).standing().select_related("employee")
    if nik:
        rows = list(visible.filter(nik=nik)[:limit])
    elif birth_on:
        wanted = text.search_form(name)
        born = visible.filter(birth_on=birth_on).annotate(likeness=TrigramSimilarity("search_name", wanted))
        rows = list(born.filter(likeness__gte=likeness.LEAST_NAME).order_by("-likeness", "pk")[:limit])
    else:
        rows = queries.search_persons(name, actor=actor, limit=limit)
    return [kinds.record_of(Kind.PERSON, row) for row in rows]
