"""The redundancy meter: what a catalogue asks although the city could answer it itself. The aim is none at all.

It judges by meaning, not by intention: a field of another name, a copy of a card and a question that two services ask
are found alike. Pure; the shipped catalogue is held to zero by a test.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ayo.services.data import About, Condition, Definition, DocumentNeed, Field, FieldKind
from ayo.services.rules import concepts, meanings


class Why(StrEnum):
    """How the city could answer it."""

    HELD = "HELD"
    PROVES = "PROVES"
    ISSUED = "ISSUED"
    TWICE = "TWICE"
    ELSEWHERE = "ELSEWHERE"


@dataclass(frozen=True, slots=True)
class Finding:
    """A question too many: where it stands, why, and what answers it (a concept, a field or a service)."""

    service: str
    place: str
    why: Why
    answer: str


@dataclass(frozen=True, slots=True)
class Weight:
    """What a form demands: fields the city knows, fields answered once and for all, questions, papers."""

    held: int
    kept: int
    asked: int
    conditional: int
    fetched: int
    handed_in: int

    @property
    def fields(self) -> int:
        return self.held + self.kept + self.asked + self.conditional


def findings(catalogue: Sequence[Definition]) -> tuple[Finding, ...]:
    """Return every question too many of these services, as one catalogue: each definition stands for its service."""
    found: list[Finding] = []
    for made in catalogue:
        found += _held(made)
        found += _papers(made, catalogue)
        found += _twice(made)
    return (*found, *_elsewhere(catalogue))


def weight(made: Definition) -> Weight:
    """Count what the form demands of somebody the registry knows well."""
    held = kept = asked = conditional = 0
    for field in made.fields:
        if concepts.is_answer(field.concept):
            kept += 1
        elif field.concept:
            held += 1
        elif field.when is None:
            asked += 1
        else:
            conditional += 1
    fetched = sum(1 for need in made.documents if need.produced_by)
    return Weight(held, kept, asked, conditional, fetched, len(made.documents) - fetched)


def _held(made: Definition) -> Iterator[Finding]:
    whose = _whose(made)
    for field in made.fields:
        if field.concept:
            continue
        if field.kind is FieldKind.FILE and (concept := meanings.proved_by(_texts(field))) is not None:
            yield Finding(made.code, field.name, Why.PROVES, concept)
        elif concept := _concept(field, whose):
            yield Finding(made.code, field.name, Why.HELD, concept)


def _concept(field: Field, whose: frozenset[str]) -> str:
    """Return what the city holds of a field or of a column about the applicant's own household."""
    if field.pattern and "{16}" in field.pattern:
        return "person.nik"
    if found := meanings.held_as(_texts(field), whose):
        return found
    if field.kind is FieldKind.TABLE and any(_HOUSEHOLD & set(meanings.plain(text)) for text in _texts(field)):
        columns = ([column.name.replace("_", " "), *column.label.values()] for column in field.columns)
        return next((found for texts in columns if (found := meanings.held_as(texts, whose))), "")
    return ""


def _whose(made: Definition) -> frozenset[str]:
    """Words that point at the person the case is about, whose record the city has too."""
    if made.about is not About.MEMBER:
        return frozenset()
    return frozenset(word for words in made.subject.values() for word in meanings.plain(words))


def _papers(made: Definition, catalogue: Sequence[Definition]) -> Iterator[Finding]:
    """A paper that is held already, or that somebody is sent to fetch from another service, by whatever means asked."""
    for need in made.documents:
        place = f"document:{need.kind}"
        if (concept := meanings.proved_by(_names(need))) is not None and not _is_looked_into(need, concept):
            yield Finding(made.code, place, Why.PROVES, concept)
        elif not need.produced_by and (issuer := _issuer(made, _names(need), catalogue)):
            yield Finding(made.code, place, Why.ISSUED, issuer)
    for field in made.fields:
        if field.kind is FieldKind.FILE and (issuer := _issuer(made, _texts(field), catalogue)):
            yield Finding(made.code, field.name, Why.ISSUED, issuer)


def _is_looked_into(need: DocumentNeed, concept: str) -> bool:
    """Tell whether the paper says more than the applicant's own word, and is the city's letter, for some cases only."""
    return bool(concept) and need.confirms == concept and bool(need.produced_by) and need.when is not None


def _issuer(made: Definition, names: Sequence[str], catalogue: Sequence[Definition]) -> str:
    return next((one.code for one in catalogue if one.code != made.code and _issues(one, names)), "")


def _issues(made: Definition, names: Sequence[str]) -> bool:
    """Tell whether a paper of this name is what a service gives out."""
    titles = [*made.name.values(), *(made.letter.title.values() if made.letter else ()), made.code.replace("-", " ")]
    asked = [meanings.plain(text) for text in names]
    return any(meanings.contains(words, meanings.plain(title)) for words in asked for title in titles)


def _twice(made: Definition) -> Iterator[Finding]:
    """The same thing asked two times where both questions can come up in one case."""
    for number, field in enumerate(made.fields):
        for other in made.fields[:number]:
            if _same(field, other) and not _exclude(field.when, other.when):
                yield Finding(made.code, field.name, Why.TWICE, other.name)
    for need in made.documents:
        for field in made.fields:
            if field.kind is FieldKind.FILE and _said(field.label.values()) & _said(need.label.values()):
                yield Finding(made.code, f"document:{need.kind}", Why.TWICE, field.name)


def _elsewhere(catalogue: Sequence[Definition]) -> Iterator[Finding]:
    """A lasting answer that two services ask without a common concept, a paper that two call by different kinds."""
    for number, made in enumerate(catalogue):
        for other in (*catalogue[:number], *catalogue[number + 1 :]):
            if other.code == made.code:
                continue
            lasting = [field for field in other.fields if _lasts(field)]
            for field in made.fields:
                if _lasts(field) and any(_same(field, one) for one in lasting):
                    yield Finding(made.code, field.name, Why.ELSEWHERE, other.code)
            for need in made.documents:
                if any(_said(one.label.values()) & _said(need.label.values()) and one.kind != need.kind
                       for one in other.documents):  # fmt: skip
                    yield Finding(made.code, f"document:{need.kind}", Why.ELSEWHERE, other.code)


def _lasts(field: Field) -> bool:
    return not field.concept and not field.is_asked_anew


def _same(one: Field, other: Field) -> bool:
    if one.concept or other.concept:
        return one.concept == other.concept
    return bool(_said(one.label.values()) & _said(other.label.values()))


def _exclude(one: Condition | None, other: Condition | None) -> bool:
    """Tell whether two conditions can never hold together."""
    return (
        one is not None and other is not None and one.field == other.field and not set(one.values) & set(other.values)
    )


def _said(texts: Iterable[str]) -> set[meanings.Phrase]:
    return {words for text in texts if (words := meanings.plain(text))}


def _texts(field: Field) -> list[str]:
    return [*field.label.values(), field.name]


def _names(need: DocumentNeed) -> list[str]:
    return [*need.label.values(), need.kind.replace("-", " ")]


_HOUSEHOLD = frozenset({"keluarga", "rumah", "pemohon", "family", "household"})
