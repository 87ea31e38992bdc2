"""What a form would know and ask, told before anybody begins it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ayo.services import eligible, held, spoken
from ayo.services.data import About, Definition, Field, FieldKind
from ayo.services.rules import forms

APART = frozenset({FieldKind.FILE, FieldKind.DECLARATION})


@dataclass(frozen=True, slots=True)
class Known:
    """A value the form will show: what it is, where it comes from, since when."""

    label: str
    value: str
    source: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What awaits somebody: what is known, what is asked, and why not, if a condition is not met."""

    known: tuple[Known, ...]
    later: tuple[str, ...]
    asked: tuple[str, ...]
    refusals: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.known) + len(self.later)

    @property
    def total(self) -> int:
        return self.count + len(self.asked)


def for_person(made: Definition, person_id: UUID) -> Foreseen:
    """Return what awaits this person; what is about a member of the family is known once the member is chosen."""
    records = held.records_of(made, person_id, None)
    later = [field for field in made.fields if made.about is About.MEMBER and _is_of_subject(field.concept)]
    known = held.held(made, records, speaker=person_id, answers={})
    known = {name: one for name, one in known.items() if name not in {field.name for field in later}}
    values = held.values_of(known) | {field.name: True for field in later}
    asked = [field for field in forms.asked(made, held=values, answers={}) if field.kind not in APART]
    refusals = [
        one
        for one in eligible.refusals(made, records)
        if made.about is not About.MEMBER or not (_is_of_subject(one.concept) or one.rule == "alive")
    ]
    return Foreseen(
        known=tuple(_known(field, known[field.name]) for field in made.fields if field.name in known),
        later=tuple(spoken.words(field.label) for field in later),
        asked=tuple(spoken.words(field.label) for field in asked),
        refusals=tuple(spoken.words(one.reason) for one in refusals),
    )


def for_anybody(made: Definition) -> Foreseen:
    """Return what awaits somebody whom the registry knows well, without anybody's values."""
    held_fields = [field for field in made.fields if field.concept and field.when is None]
    names = {field.name: True for field in held_fields}
    asked = [field for field in forms.asked(made, held=names, answers={}) if field.kind not in APART]
    labels = tuple(spoken.words(field.label) for field in held_fields)
    return Foreseen((), labels, tuple(spoken.words(field.label) for field in asked), ())


def _known(field: Field, one: held.Held) -> Known:
    value = one.value if one.value is not None else one.proposed
    return Known(spoken.words(field.label), spoken.answer(field, value, {}), spoken.source(one.source), one.since)


def _is_of_subject(concept: str) -> bool:
    return concept.startswith("subject.")
