"""A form as it stands for its owner now: what is known, what is asked, which page comes next.

Everything is worked out from the draft, the definition and the registry; nothing of it is kept.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

from ayo.common.jsons import Json
from ayo.services import eligible, held, issued, papers, versions
from ayo.services.data import Definition, Eligibility, Field, FieldKind, Step, said
from ayo.services.issued import Issued
from ayo.services.models import Draft
from ayo.services.papers import Given
from ayo.services.rules import forms

PAPERS, CHECK = "dokumen", "periksa"
APART = frozenset({FieldKind.FILE, FieldKind.DECLARATION})
"""Questions that are no part of a step: files are given on the page of papers, declarations where all is checked."""


class Filling:
    """One draft with everything its pages need, read with a small, constant number of queries."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.made: Definition = versions.definition_of(draft.service_version_id)
        self.records = held.records_of(self.made, draft.person_id, draft.subject_id)
        self.known = held.held(self.made, self.records, speaker=draft.person_id, answers=draft.answers)

    @cached_property
    def values(self) -> dict[str, Json]:
        return held.values_of(self.known)

    @cached_property
    def answers(self) -> dict[str, Json]:
        return papers.with_files(self.draft.answers, self.draft.documents)

    @cached_property
    def asked(self) -> tuple[Field, ...]:
        return self.asked_by(self.answers)

    def asked_by(self, answers: Mapping[str, Json]) -> tuple[Field, ...]:
        """Return what would be asked if these were the answers."""
        return forms.asked(self.made, held=self.values, answers=answers)

    @cached_property
    def shown(self) -> tuple[Field, ...]:
        return forms.shown(self.made, held=self.values)

    @cached_property
    def declarations(self) -> tuple[Field, ...]:
        return tuple(field for field in self.asked if field.kind is FieldKind.DECLARATION)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Return the steps that ask something."""
        return tuple(step for step in self.made.steps if self.questions(step.code))

    def questions(self, step: str) -> tuple[Field, ...]:
        return questions_of(self.asked, step)

    @cached_property
    def papers(self) -> tuple[papers.Need, ...]:
        needed = forms.needed(self.made, held=self.values, answers=self.answers)
        return papers.needs(self.asked, needed)

    @cached_property
    def letters(self) -> dict[str, list[Issued]]:
        """Return by kind of paper the letters of the city that could be it."""
        return issued.letters_for(self.made, applicant=self.draft.person_id, subject=self.draft.subject_id)

    @cached_property
    def given(self) -> Given:
        """Return the papers that are there: what was handed in, and what the city wrote itself."""
        return issued.given(self.draft.documents, self.letters, needed={need.kind for need in self.papers})

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """Return the codes of the pages in order, the check last."""
        return (*(step.code for step in self.steps), *([PAPERS] if self.papers else []), CHECK)

    @cached_property
    def next_page(self) -> str:
        """Return the first page with an open question, or the check."""
        for step in self.steps:
            if any(self.is_open(field) for field in self.questions(step.code)):
                return step.code
        return PAPERS if papers.missing(self.papers, self.given) else CHECK

    def is_open(self, field: Field) -> bool:
        """Tell whether a question waits: it was never answered, or what was answered will not do."""
        if field.name not in self.answers:
            return True
        return bool(forms.judged([field], self.answers)[1])

    def page_after(self, code: str) -> str:
        """Return the page that follows another one."""
        place = self.pages.index(code) if code in self.pages else -1
        return self.pages[min(place + 1, len(self.pages) - 1)]

    def page_before(self, code: str) -> str:
        place = self.pages.index(code) if code in self.pages else 0
        return self.pages[place - 1] if place > 0 else ""

    @cached_property
    def faults(self) -> dict[str, str]:
        """Return what still keeps the form from being sent, by field or paper; declarations are asked at the end."""
        questions = [field for field in self.asked if field.kind not in APART]
        _kept, wrong = forms.judged(questions, self.answers)
        missing = papers.missing(self.papers, self.given)
        return wrong | {f"document:{need.kind}": "required" for need in missing}

    @cached_property
    def refusals(self) -> tuple[Eligibility, ...]:
        return eligible.refusals(self.made, self.records)

    @property
    def total(self) -> int:
        """Return how many things the form needs for these answers; files and declarations are no knowledge."""
        return len(self.shown) + sum(field.kind not in APART for field in self.asked)


def questions_of(asked: Sequence[Field], step: str) -> tuple[Field, ...]:
    return tuple(field for field in asked if field.step == step and field.kind not in APART)


def name_of(made: Definition, language: str) -> str:
    return said(made.name, language)
