"""What lies on the table of whoever decides about proposals: the queue, and one case with all it needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ayo.common.actor import Actor
from ayo.common.errors import DomainError
from ayo.registry import access, kinds, lists, models, queries, words
from ayo.registry.data import Kind, ProposalLine

PAGE = 50
State = models.Proposal.State
SHELVES = ("putuskan", "buatan", "tentang", "selesai")
_STATES = {"PENDING": "WAITING", "ACCEPTED": "APPROVED", "REFUSED": "REJECTED", "WITHDRAWN": "WITHDRAWN"}


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal of the queue, in words."""

    id: UUID
    about: str
    fields: str
    by: str
    at: datetime
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of proposals from one shelf, and the shelves there are."""

    shelf: str
    lines: list[Line]
    chips: list[dict[str, Any]]
    next: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One proposal with what it would change, who may decide and what became of it."""

    row: models.Proposal
    about: str
    fields: str
    state: str
    authority: str
    rows: list[dict[str, Any]]
    may_decide: bool
    may_withdraw: bool
    person_url: str
    previous: str
    next: str


def decides(actor: Actor) -> bool:
    """Tell whether deciding about other people's proposals is this actor's work."""
    return actor.has(*access.PROPOSAL_ROLES) or bool(actor.sources)


def queue(actor: Actor, *, shelf: str, after: str) -> Queue:
    chosen = shelf if shelf in SHELVES else _first_shelf(actor)
    begin = _id(after)
    found = lists.proposal_lines(_on(chosen, actor, begin))
    more = f"?isi={chosen}&sesudah={found[PAGE - 1].id}" if len(found) > PAGE else ""
    lines = [_line(one, chosen) for one in found[:PAGE]]
    return Queue(chosen, lines, _chips(actor, chosen), more, begin is None)


def case_of(actor: Actor, row: models.Proposal) -> Case:
    names = _names_in(row)
    subject = kinds.SPECS[row.kind].model._default_manager.filter(pk=row.subject_id).first()
    present = kinds.SPECS[row.kind].values_of(subject) if subject else {}
    pending = row.state == State.PENDING
    before, after = _neighbours(actor, row.pk) if decides(actor) else ("", "")
    sees = row.kind == Kind.PERSON and access.persons_visible_to(actor).filter(pk=row.subject_id).exists()
    return Case(
        row=row,
        about=_about(row),
        fields=words.fields(row.kind, row.values),
        state=_STATES[row.state],
        authority=words.source(row.authority),
        rows=[_compared(row, name, present.get(name), names) for name in row.values],
        may_decide=pending and access.may_decide(actor, row),
        may_withdraw=pending and actor.id == row.proposed_by,
        person_url=reverse("portal:person", args=[row.subject_id]) if sees else "",
        previous=before,
        next=after,
    )


def _about(row: models.Proposal) -> str:
    return next(one.about for one in lists.proposal_lines(models.Proposal.objects.filter(pk=row.pk)))


def following(actor: Actor, done: UUID) -> UUID | None:
    """Return the next proposal that waits for this actor, after one that was just decided."""
    return _first(queries.waiting_ids(actor, limit=1, after=done)) or _first(queries.waiting_ids(actor, limit=1))


def refusal(error: DomainError) -> str:
    """Say in words why a decision was not taken."""
    if "reason" in error.fields:
        return _("Tulis alasan penolakannya; pengusul membacanya.")
    if error.code == "already_decided":
        return _("Usulan ini baru saja diputuskan orang lain.")
    if error.code == "not_yours":
        return _("Usulan ini diputuskan orang lain.")
    if error.fields:
        return " ".join(words.fault(code) for code in error.fields.values())
    return _("Keputusan ini tidak dapat disimpan.")


def _on(shelf: str, actor: Actor, begin: UUID | None) -> QuerySet[models.Proposal]:
    """Return one proposal more than a page of a shelf shows, behind the one it begins after."""
    if shelf == "putuskan":
        return queries.waiting_for(actor, limit=PAGE + 1, after=begin)
    visible = access.proposals_visible_to(actor)
    if shelf == "selesai":
        decided = visible.exclude(state=State.PENDING).order_by("-pk")
        return (decided if begin is None else decided.filter(pk__lt=begin))[: PAGE + 1]
    mine = Q(proposed_by=actor.id) if shelf == "buatan" else access.spoken_for(actor)
    rows = visible.filter(mine, state=State.PENDING).order_by("pk")
    return (rows if begin is None else rows.filter(pk__gt=begin))[: PAGE + 1]


def _chips(actor: Actor, chosen: str) -> list[dict[str, Any]]:
    labels = {
        "putuskan": _("Perlu saya putuskan"),
        "buatan": _("Usulan saya"),
        "tentang": _("Tentang saya"),
        "selesai": _("Sudah diputuskan"),
    }
    waiting = {"putuskan": lists.waiting_count(actor)}
    base = reverse("registry:proposals")
    return [
        {"label": label, "url": f"{base}?isi={shelf}", "current": shelf == chosen, "count": waiting.get(shelf)}
        for shelf, label in labels.items()
    ]


def _first_shelf(actor: Actor) -> str:
    """Residents begin with what waits for them; when nothing does, with what they proposed."""
    if decides(actor) or lists.waiting_count(actor):
        return "putuskan"
    return "buatan"


def _line(one: ProposalLine, shelf: str) -> Line:
    url = f"{reverse('registry:proposal', args=[one.id])}?isi={shelf}"
    fields = words.fields(one.kind, one.fields)
    about = one.about or str(words.KINDS[one.kind])
    return Line(one.id, about, fields, one.proposed_by, one.made_at, _STATES[one.state], url)


def _compared(row: models.Proposal, name: str, present: Any, names: dict[str, str]) -> dict[str, Any]:
    proposed, before = row.values[name], row.before.get(name)
    if row.state != State.PENDING:
        result, tone = _("Diputuskan"), ""
        present = before
    elif present == proposed:
        result, tone = _("Sudah sama"), "ok"
    elif present != before:
        result, tone = _("Berubah sejak diusulkan"), "bad"
    else:
        result, tone = _("Berbeda"), "turn"
    return {
        "label": words.field(row.kind, name),
        "ours": words.value(row.kind, name, proposed, names) or _("dikosongkan"),
        "theirs": words.value(row.kind, name, present, names) or _("belum ada"),
        "source": words.source(row.authority),
        "result": result,
        "tone": tone,
    }


def _names_in(row: models.Proposal) -> dict[str, str]:
    """Say what the ids in a proposal are called."""
    ids = [value for part in (row.values, row.before) for name, value in part.items() if name.endswith("_id") and value]
    if not ids:
        return {}
    units = models.Organisation.objects.filter(pk__in=ids).values_list("pk", "name")
    people = models.Person.objects.filter(Q(pk__in=ids) | Q(employee__in=ids)).values_list("pk", "employee", "name")
    named = {str(pk): name for pk, name in units}
    for person_id, employee_id, name in people:
        named |= {str(person_id): name, str(employee_id): name}
    return named


def _neighbours(actor: Actor, here: UUID) -> tuple[str, str]:
    before = _first(queries.waiting_ids(actor, limit=1, before=here))
    after = _first(queries.waiting_ids(actor, limit=1, after=here))
    return tuple(reverse("registry:proposal", args=[one]) if one else "" for one in (before, after))  # type: ignore[return-value]


def _first(ids: Iterable[UUID]) -> UUID | None:
    return next(iter(ids), None)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
