"""Questions to the registry that are more than a lookup. Each starts from what the actor may see."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q, QuerySet

from ayo.common.actor import Actor
from ayo.registry import access, kinds, models, single, text
from ayo.registry.data import OWNER, Kind, Known, Record
from ayo.registry.rules import history


def record(kind: str, subject_id: UUID, *, actor: Actor) -> Record | None:
    """Return a record the actor may see, or None."""
    if access.sees_every(actor, kind):
        row = single.read(kind, subject_id)
        return kinds.record_of(kind, row) if row else None
    row = _related(kind, access.VISIBLE[Kind(kind)](actor)).filter(pk=subject_id).first()
    return kinds.record_of(kind, row) if row else None


def records(kind: str, *, actor: Actor, after: UUID | None, where: Mapping[str, Any], limit: int) -> list[Record]:
    """Return a page of visible records by id; `where` are exact filters on columns."""
    rows = _related(kind, access.VISIBLE[Kind(kind)](actor)).filter(**where).order_by("pk")
    if kind == Kind.PERSON:
        rows = rows.filter(merged_into__isnull=True)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return [kinds.record_of(kind, row) for row in rows[:limit]]


def provenance(kind: str, subject_id: UUID, *, valid_on: date, known_at: datetime | None) -> dict[str, Known]:
    """Return where each value came from, as it held on a day and was known at a moment (None: now)."""
    return history.known(kinds.said_of(kind, subject_id), valid_on=valid_on, known_at=known_at)


def timeline(kind: str, subject_id: UUID, field: str) -> list[Known]:
    return history.timeline(kinds.said_of(kind, subject_id), field)


def search_persons(words: str, *, actor: Actor, limit: int) -> list[models.Person]:
    """Find visible persons by name (typos allowed) or by a complete NIK, best first."""
    visible = access.persons_visible_to(actor).standing()
    digits = words.replace(" ", "")
    if digits.isdigit() and len(digits) == 16:
        return list(visible.filter(nik=digits)[:limit])
    wanted = text.search_form(words)
    if len(wanted) < 2:
        return []
    starts = list(visible.filter(search_name__startswith=wanted).order_by("search_name", "pk")[:limit])
    if len(starts) >= limit or len(wanted) < 4:
        return starts
    alike = (
        visible.filter(search_name__trigram_word_similar=wanted)
        .exclude(pk__in=[person.pk for person in starts])
        .annotate(likeness=TrigramSimilarity("search_name", wanted))
        .order_by("-likeness", "search_name", "pk")
    )
    return starts + list(alike[: limit - len(starts)])


def family_of(person: models.Person) -> list[models.Person]:
    """Return the members of the person's family card, head first, then by age."""
    if person.family_id is None:
        return []
    order = {"HEAD": 0, "SPOUSE": 1, "CHILD": 2}
    members = models.Person.objects.standing().filter(family_id=person.family_id)
    return sorted(members, key=lambda one: (order.get(one.family_role, 3), one.birth_on or date.max, one.pk))


def pending_parts(actor: Actor) -> list[QuerySet[models.Proposal]]:
    """Return the proposals that wait for this actor's decision in parts, each of which an index gives oldest first.

    Together they are what `may_decide` says, as a set; none stands in two of them.
    """
    pending = models.Proposal.objects.filter(state=models.Proposal.State.PENDING).exclude(proposed_by=actor.id)
    own = pending.filter(access.spoken_for(actor), authority=OWNER)
    if actor.has(*access.PROPOSAL_ROLES):
        return [own, pending.filter(~Q(authority=OWNER))]
    return [own, *(pending.filter(authority=source) for source in sorted(actor.sources) if source != OWNER)]


def waiting_ids(
    actor: Actor, *, limit: int, after: UUID | None = None, before: UUID | None = None
) -> QuerySet[models.Proposal, Any]:
    """Return the ids of what waits for this actor, oldest first; with `before` the newest of those before it first.

    One statement, and no part of it looks at more than a page, however much waits for others.
    """
    order = "id" if before is None else "-id"
    span = Q() if after is None else Q(pk__gt=after)
    span &= Q() if before is None else Q(pk__lt=before)
    parts = [part.filter(span).order_by(order).values_list("id", flat=True)[:limit] for part in pending_parts(actor)]
    first, *others = parts
    return first.union(*others, all=True).order_by(order)[:limit] if others else first


def waiting_for(actor: Actor, *, limit: int, after: UUID | None = None) -> QuerySet[models.Proposal]:
    """Return a page of the proposals that wait for this actor, oldest first."""
    return models.Proposal.objects.filter(pk__in=waiting_ids(actor, limit=limit, after=after)).order_by("pk")


def organisations_by_id(ids: Iterable[UUID]) -> dict[UUID, models.Organisation]:
    return models.Organisation.objects.in_bulk(list(ids))


def _related(kind: str, rows: Any) -> Any:
    related = kinds.SPECS[kind].related
    return rows.select_related(*related) if related else rows
