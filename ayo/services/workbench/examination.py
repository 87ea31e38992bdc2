"""What was given beside what the source says now, field by field, as an officer reads it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ayo.common.jsons import Json
from ayo.registry import facade as registry
from ayo.services import held, spoken
from ayo.services.data import Definition, Field, FieldKind
from ayo.services.models import Case
from ayo.services.rules import comparing, concepts
from ayo.services.rules.comparing import Piece, Result
from ayo.ui.filters import day_of_month

NEIGHBOURLY = frozenset({("person", "name"), ("person", "domicile")})
"""All that the head of a RT or RW learns of what the registry holds of a neighbour."""


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    label: str
    given: tuple[Piece, ...]
    source: tuple[Piece, ...]
    origin: str
    result: Result
    said: str
    tone: str
    needs_eyes: bool


@dataclass(frozen=True, slots=True)
class Examination:
    rows: tuple[Row, ...]

    @property
    def summary(self) -> str:
        """Return how many fields came out which way: `4 cocok, 1 beda, 1 baru`."""
        found = Counter(row.result for row in self.rows)
        words = {
            Result.SAME: _("%(num)s cocok"),
            Result.DIFFERENT: _("%(num)s beda"),
            Result.CHANGED: _("%(num)s berubah"),
            Result.NEW: _("%(num)s baru"),
        }
        return ", ".join(text % {"num": found[one]} for one, text in words.items() if found[one])

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing here needs anybody's eyes."""
        return not any(row.needs_eyes for row in self.rows)

    @property
    def trouble(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.result in {Result.DIFFERENT, Result.CHANGED})


def examined(case: Case, made: Definition, *, is_neighbour: bool) -> Examination:
    """Compare every field of a case with what the registry says now."""
    records = held.records_of(made, case.applicant_id, case.subject_id)
    now = held.held(made, records, speaker=case.applicant_id, answers=case.answers)
    names = _names(case, made.fields)
    rows = []
    for field in made.fields:
        if field.name not in case.known and field.name not in case.answers:
            continue
        if is_neighbour and field.name in case.known and not _is_neighbourly(field):
            continue
        rows.append(_row(field, case, now.get(field.name), names))
    return Examination(tuple(rows))


def _is_neighbourly(field: Field) -> bool:
    if not field.concept or concepts.is_answer(field.concept):
        return True
    _whose, kind, name = concepts.field_of(field.concept)
    return (kind, name) in NEIGHBOURLY


def _row(field: Field, case: Case, now: held.Held | None, names: Mapping[str, str]) -> Row:
    known = case.known.get(field.name)
    is_official = now is not None and now.kind != EARLIER
    given, was = _given(field, case, known)
    source = now.value if now is not None and is_official else None
    found = comparing.result(
        given=given, source=source, at_submission=was, is_correction=bool(known and "proposal_id" in known)
    )
    ours, theirs = (spoken.answer(field, value, names) for value in (given, source))
    pieces = _pieces(ours, theirs, found)
    return Row(
        name=field.name,
        label=spoken.words(field.label),
        given=pieces[0],
        source=pieces[1] if theirs else (Piece(_("tidak ada"), False),),
        origin=_origin(now if is_official else None, known),
        result=found,
        said=_said(field, found, ours, theirs, letters=pieces[2]),
        tone=TONES[found],
        needs_eyes=comparing.needs_eyes(found, field.kind, has_concept=bool(field.concept) and is_official),
    )


EARLIER = "case"
TONES = {Result.SAME: "ok", Result.DIFFERENT: "turn", Result.CHANGED: "turn", Result.NEW: ""}


def _given(field: Field, case: Case, known: Mapping[str, Json] | None) -> tuple[Json, Json]:
    """Return what counts in the case and what the source said when it was handed in."""
    if known is None:
        return case.answers.get(field.name), None
    return known.get("proposed", known.get("value")), known.get("value")


def _pieces(ours: str, theirs: str, found: Result) -> tuple[tuple[Piece, ...], tuple[Piece, ...], int]:
    """Mark the letters that differ; masked numbers and long texts differ without telling where."""
    plain = (Piece(ours, False),), (Piece(theirs, False),), 0
    if found not in {Result.DIFFERENT, Result.CHANGED} or ours == theirs:
        return plain
    marked = comparing.difference(ours, theirs)
    return (marked.given, marked.source, marked.letters) if marked else plain


def _said(field: Field, found: Result, ours: str, theirs: str, *, letters: int) -> str:
    if found is Result.DIFFERENT:
        if letters and field.kind in {FieldKind.TEXT, FieldKind.ADDRESS}:
            return ngettext("Beda %(num)s huruf", "Beda %(num)s huruf", letters) % {"num": letters}
        return _("Beda")
    words = {Result.SAME: _("Cocok"), Result.NEW: _("Baru"), Result.CHANGED: _("Berubah sejak dikirim")}
    return words[found]


def _origin(now: held.Held | None, known: Mapping[str, Json] | None) -> str:
    if now is not None and now.source:
        return f"{spoken.source(now.source)}, {day_of_month(now.since, short=True)}"
    if known is not None and known.get("kind") == EARLIER:
        return _("dari urusan %(number)s") % {"number": known.get("source")}
    return _("diisi warga")


def _names(case: Case, fields: Iterable[Field]) -> dict[str, str]:
    """Return what members of the family named in answers are called."""
    named = [case.answers.get(field.name) for field in fields if field.kind is FieldKind.MEMBER]
    ids = {UUID(str(one)) for one in named if one}
    return {str(pk): name for pk, name in registry.names_of(ids).items()}
