"""Letters the city wrote, as papers of other forms: what stands is held, with number and date, and never asked for.

Nothing of it is kept with a draft but a choice among several: a letter that is revoked or runs out stands in nowhere.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from ayo.common import clock
from ayo.services import papers, spoken, versions
from ayo.services.data import Definition, DocumentNeed, LetterState
from ayo.services.models import Case, CaseDocument, Letter
from ayo.services.rules import issued as rules
from ayo.services.rules.issued import Fit

MOST = 50
"""How many letters of one person are looked through; a bound, so that the form costs the same for everybody."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A letter that holds. `about` is the name of whom it is about, where that is not whom the form is about."""

    id: UUID
    case_id: UUID
    file_id: UUID
    kind: str
    title: str
    number: str
    signed_at: datetime
    valid_until: date | None
    fit: Fit
    about: str

    def as_paper(self) -> dict[str, str]:
        """Return it as papers of a draft are kept (`papers.Given`)."""
        return {"file": str(self.file_id), "held": "", "letter": str(self.id)}


def letters_for(
    made: Definition, *, applicant: UUID, subject: UUID | None, seen: Collection[UUID] = ()
) -> dict[str, list[Issued]]:
    """Return by kind of paper what the city wrote for this applicant, the newest first; one query, if any is asked.

    Only letters of cases that the applicant follows: asked for by them, or about them. `seen` are letters that lay with
    the case already when an office asked for the paper.
    """
    needs = [need for need in made.documents if need.produced_by]
    if not needs:
        return {}
    today = clock.today()
    followed = Q(case__applicant_id=applicant) | Q(case__subject_id=applicant)
    holds = Q(valid_until__isnull=True) | Q(valid_until__gte=today)
    rows = (
        Letter.objects.filter(followed, holds, state=LetterState.VALID)
        .filter(case__service__code__in={need.produced_by for need in needs})
        .exclude(pk__in=list(seen))
        .select_related("case__service", "case__applicant", "case__subject")
        .order_by("-signed_at", "-pk")
    )
    found = list(rows[:MOST])
    return {need.kind: _for_need(need, found, applicant, subject or applicant, today) for need in needs}


def _for_need(
    need: DocumentNeed, rows: Sequence[Letter], applicant: UUID, form_about: UUID, today: date
) -> list[Issued]:  # fmt: skip
    found = []
    for row in rows:
        if row.case.service.code == need.produced_by and (one := _issued(row, need, applicant, form_about, today)):
            found.append(one)
    return found


def _issued(row: Letter, need: DocumentNeed, applicant: UUID, form_about: UUID, today: date) -> Issued | None:
    made = versions.definition_of(row.case.service_version_id)
    about = row.case.subject or row.case.applicant
    fit = rules.fit(letter_about=about.pk, form_about=form_about, issued_about=made.about, applicant=applicant)
    if fit is None or row.signed_at is None or row.file_id is None or made.letter is None:
        return None
    signed_on = clock.day_of(row.signed_at)
    if not rules.is_fresh(signed_on, valid_until=row.valid_until, valid_days=need.valid_days, today=today):
        return None
    return Issued(
        id=row.pk,
        case_id=row.case_id,
        file_id=row.file_id,
        kind=need.kind,
        title=spoken.words(made.letter.title),
        number=row.number,
        signed_at=row.signed_at,
        valid_until=row.valid_until,
        fit=fit,
        about=about.name if about.pk != form_about else "",
    )


def letters_for_case(case: Case, made: Definition) -> dict[str, list[Issued]]:
    """Return what the city wrote for a case that waits for a paper, but for what lay with it already."""
    seen = CaseDocument.objects.filter(case=case, letter__isnull=False).values_list("letter_id", flat=True)
    return letters_for(made, applicant=case.applicant_id, subject=case.subject_id, seen=list(seen))


def held(letters: Mapping[str, Sequence[Issued]]) -> dict[str, Issued]:
    """Return by kind the newest letter that is the paper beyond doubt."""
    found = {kind: next((one for one in several if one.fit is Fit.HELD), None) for kind, several in letters.items()}
    return {kind: one for kind, one in found.items() if one is not None}


def given(
    documents: papers.Given, letters: Mapping[str, Sequence[Issued]], *, needed: Collection[str]
) -> dict[str, Mapping[str, str]]:
    """Return the papers of a form: what was handed in, and for the rest that is needed what the city wrote itself.

    A letter that was chosen and holds no longer is no paper any more.
    """
    standing = by_id(letters)
    kept = {kind: paper for kind, paper in documents.items() if not paper.get("letter") or paper["letter"] in standing}
    return {**{kind: one.as_paper() for kind, one in held(letters).items() if kind in needed}, **kept}


def by_id(letters: Mapping[str, Iterable[Issued]]) -> dict[str, Issued]:
    return {str(one.id): one for several in letters.values() for one in several}
