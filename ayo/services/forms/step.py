"""A page of questions as one form, made of the definition; judged by the same rules as the case will be."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.utils import ErrorDict
from django.http import QueryDict

from ayo.common.jsons import Json
from ayo.services import spoken
from ayo.services.data import Field, FieldKind
from ayo.services.forms import shapes
from ayo.services.rules import forms as rules

PREFIX = "isian"
_PARTED = frozenset({FieldKind.PERSON, FieldKind.ADDRESS, FieldKind.POINT})


@dataclass(frozen=True, slots=True)
class Question:
    """A question as a page shows it. `opens` says that other questions depend on its answer."""

    name: str
    label: str
    help: str
    markup: str
    bounds: tuple[BoundField, ...]
    rows: tuple[tuple[BoundField, ...], ...]
    is_required: bool
    opens: bool
    is_new: bool
    elsewhere: str
    locates: bool

    @property
    def bound(self) -> BoundField:
        return self.bounds[0]


class Step(forms.Form):
    """Questions of one page, with the version of the draft that the page shows."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        questions: Sequence[Field],
        answers: Mapping[str, Json],
        version: int,
        members: Sequence[tuple[str, str]],
    ) -> None:
        self.made = tuple(questions)
        self.around = shapes.Around(members, _rows(questions, data, answers))
        first: dict[str, Any] = {"version": version}
        for question in questions:
            first |= shapes.of(question).first(question, answers.get(question.name))
        super().__init__(data, initial=first, prefix=PREFIX)
        for question in questions:
            self.fields.update(shapes.of(question).inputs(question, self.around))

    def clean(self) -> None:
        """Judge what was typed well by the rules of the definition."""
        for question in self.made:
            if self._is_faulty(question):
                continue
            value = self._read(question)
            _kept, wrong = rules.judged([question], {question.name: value})
            if code := wrong.get(question.name):
                self.add_error(self._names(question)[0], spoken.fault(code))

    @property
    def seen_version(self) -> int | None:
        found: int | None = self.cleaned_data.get("version")
        return found

    def answers(self) -> dict[str, Json]:
        """Return an answer for each question of a sound form; None where it was left empty."""
        return {question.name: self._read(question) for question in self.made}

    def kept(self) -> dict[str, Json]:
        """Return what can be kept of a form that may be half filled in: whatever is said and well formed."""
        sound = {one.name: self._read(one) for one in self.made if not self._is_faulty(one)}
        return {name: value for name, value in sound.items() if value is not None}

    def questions(
        self, *, opening: Collection[str], new: Collection[str], elsewhere: Mapping[str, str]
    ) -> Iterator[Question]:  # fmt: skip
        """Yield the questions as the page shows them."""
        for question in self.made:
            names = self._names(question)
            yield Question(
                name=question.name,
                label=spoken.words(question.label),
                help=spoken.words(question.help),
                markup=_markup(question),
                bounds=tuple(self[name] for name in names),
                rows=self._table(question),
                is_required=question.is_required,
                opens=question.name in opening,
                is_new=question.name in new,
                elsewhere=elsewhere.get(question.name, ""),
                locates=question.kind is FieldKind.POINT,
            )

    def _names(self, question: Field) -> list[str]:
        parts = f"{question.name}__"
        return [name for name in self.fields if name == question.name or name.startswith(parts)]

    def _read(self, question: Field) -> Json:
        return shapes.of(question).read(question, self.cleaned_data)

    def _is_faulty(self, question: Field) -> bool:
        return any(name in self.errors for name in self._names(question))

    def _table(self, question: Field) -> tuple[tuple[BoundField, ...], ...]:
        if question.kind is not FieldKind.TABLE:
            return ()
        return tuple(
            tuple(self[shapes.part(question, f"{row}__{column.name}")] for column in question.columns)
            for row in range(self.around.rows[question.name])
        )


class AsTyped(Step):
    """The same page with what was typed so far, judging nothing: a row was added, a question opened."""

    def full_clean(self) -> None:
        self._errors = ErrorDict()
        self.cleaned_data = {}


def with_row(data: QueryDict, name: str) -> QueryDict:
    """Return what was sent, with one more row in a table."""
    sent = data.copy()
    key = f"{PREFIX}-{name}__rows"
    sent[key] = str(min(_count(data, name) + 1, shapes.MOST_ROWS))
    return sent


def without_row(data: QueryDict, name: str, number: int) -> QueryDict:
    """Return what was sent, without one row of a table; those behind it move up."""
    sent, rows = data.copy(), _count(data, name)
    stem = f"{PREFIX}-{name}__"
    kept = [row for row in range(rows) if row != number]
    cells = {key: data.getlist(key) for key in data if key.startswith(stem) and key != f"{stem}rows"}
    for key in cells:
        del sent[key]
    for place, row in enumerate(kept):
        for key, values in cells.items():
            if key.startswith(f"{stem}{row}__"):
                sent.setlist(f"{stem}{place}__{key.removeprefix(f'{stem}{row}__')}", values)
    sent[f"{stem}rows"] = str(max(1, len(kept)))
    return sent


def _rows(questions: Sequence[Field], data: QueryDict | None, answers: Mapping[str, Json]) -> dict[str, int]:
    found = {}
    for question in questions:
        if question.kind is FieldKind.TABLE:
            said = answers.get(question.name)
            known = len(said) if isinstance(said, list) else 1
            found[question.name] = _count(data, question.name) if data is not None else max(1, known)
    return found


def _count(data: QueryDict, name: str) -> int:
    given = data.get(f"{PREFIX}-{name}__rows", "")
    return min(max(1, int(given)), shapes.MOST_ROWS) if given.isdigit() else 1


def _markup(question: Field) -> str:
    if question.kind is FieldKind.TABLE:
        return "table"
    return "parts" if question.kind in _PARTED else "one"
