"""The papers of a case as they lie before an officer: what each is for, and what was said of it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ayo.files import facade as files
from ayo.files.data import FileState
from ayo.services import papers, spoken
from ayo.services.data import Definition, LetterState
from ayo.services.letters import shown
from ayo.services.letters.shown import Shown
from ayo.services.models import Case, CaseDocument


@dataclass(frozen=True, slots=True)
class Paper:
    id: UUID
    kind: str
    name: str
    label: str
    file: str
    is_pdf: bool
    at: datetime
    is_held: bool
    is_accepted: bool
    refused_why: str
    valid_until: date | None
    letter: Shown | None
    """The letter of the city that it is, as it stands now."""

    @property
    def will_do(self) -> bool:
        """Tell whether it was accepted and still holds: a letter may have been revoked since."""
        return self.is_accepted and (self.letter is None or self.letter.state == LetterState.VALID)


def of_case(case: Case, made: Definition) -> list[Paper]:
    """Return what was handed in and not replaced since, in the order in which it came."""
    rows = CaseDocument.objects.filter(case=case, replaced_at__isnull=True).select_related(
        "file", "held", "letter__case"
    )
    labels = {need.kind: spoken.words(need.label) for need in made.documents}
    labels |= {f"{papers.BY_FIELD}{field.name}": spoken.words(field.label) for field in made.fields}
    return [
        Paper(
            id=row.pk,
            kind=row.kind,
            name=papers.name_of(row.kind),
            label=labels.get(row.kind, row.kind),
            file=row.file.name,
            is_pdf=row.file.content_type == files.PDF and row.file.state == FileState.KEPT,
            at=row.created_at,
            is_held=row.held is not None and row.held.accepted_at < case.submitted_at,
            is_accepted=row.accepted_at is not None,
            refused_why=row.refused_why,
            valid_until=row.held.valid_until if row.held else None,
            letter=shown.shown(row.letter, following="") if row.letter else None,
        )
        for row in rows.order_by("created_at", "pk")
    ]
