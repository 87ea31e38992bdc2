"""The papers a form needs: those of the service and the questions that are answered with a file, in one list.

A paper accepted before is offered again while it is valid; letters of the city's own are in `issued`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from ayo.common import clock
from ayo.common.jsons import Json
from ayo.services.data import Definition, DocumentNeed, Field, FieldKind, Words
from ayo.services.models import Case, CaseDocument, HeldDocument
from ayo.services.rules.forms import Answers

BY_FIELD = "field:"
Given = Mapping[str, Mapping[str, str]]
"""Papers by kind: the file, and the held document or the letter of the city that it is, if it is one."""


@dataclass(frozen=True, slots=True)
class Need:
    """A paper that is asked for, whichever way the service asks for it."""

    kind: str
    label: Words
    help: Words
    is_required: bool
    valid_days: int

    @property
    def field(self) -> str:
        """The question it answers, or nothing when it is a paper of the service."""
        return self.kind.removeprefix(BY_FIELD) if self.kind.startswith(BY_FIELD) else ""


def name_of(kind: str) -> str:
    """Return how a request to mend names a paper: a question answered with a file by its field."""
    return kind.removeprefix(BY_FIELD) if kind.startswith(BY_FIELD) else f"document:{kind}"


def needs(asked: Sequence[Field], needed: Sequence[DocumentNeed]) -> tuple[Need, ...]:
    """Return every paper for these answers: questions answered with a file first."""
    by_field = [
        Need(f"{BY_FIELD}{field.name}", field.label, field.help, field.is_required, 0)
        for field in asked
        if field.kind is FieldKind.FILE
    ]
    return (*by_field, *(Need(one.kind, one.label, one.help, one.is_required, one.valid_days) for one in needed))


def asked_for(made: Definition, names: Sequence[str]) -> tuple[Need, ...]:
    """Return the papers among what an office asked to mend: `document:<kind>`, or a question answered with a file."""
    by_name = {f"document:{one.kind}": one for one in made.documents}
    needed = [by_name[name] for name in names if name in by_name]
    return needs([field for field in made.fields if field.name in names], needed)


def is_new(paper: Mapping[str, str]) -> bool:
    """Tell whether a file was given for this form alone: it is neither held nor a letter of the city."""
    return not paper["held"] and not paper.get("letter")


def missing(wanted: Sequence[Need], given: Given) -> list[Need]:
    return [need for need in wanted if need.is_required and need.kind not in given]


def with_files(answers: Answers, given: Given) -> dict[str, Json]:
    """Return the answers together with those that are files."""
    by_field = {
        kind.removeprefix(BY_FIELD): paper["file"] for kind, paper in given.items() if kind.startswith(BY_FIELD)
    }
    return {**answers, **by_field}


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper the city holds already."""

    id: UUID
    kind: str
    file_id: UUID
    accepted_at: datetime


def offers(person_ids: Sequence[UUID], kinds: Sequence[str]) -> dict[str, Offer]:
    """Return by kind the newest valid paper that was accepted of these persons; one query."""
    if not kinds:
        return {}
    valid = Q(valid_until__isnull=True) | Q(valid_until__gte=clock.today())
    rows = HeldDocument.objects.filter(valid, person_id__in=person_ids, kind__in=kinds).order_by("accepted_at", "pk")
    return {row.kind: Offer(row.pk, row.kind, row.file_id, row.accepted_at) for row in rows}


def rows(case: Case, given: Given, *, now: datetime) -> list[CaseDocument]:
    """Return the papers as they are kept with a case, not written yet; what the city held is accepted already."""
    return [
        CaseDocument(
            case=case,
            kind=kind,
            file_id=UUID(paper["file"]),
            held_id=UUID(paper["held"]) if paper["held"] else None,
            letter_id=UUID(paper["letter"]) if paper.get("letter") else None,
            accepted_at=None if is_new(paper) else now,
        )
        for kind, paper in given.items()
    ]
