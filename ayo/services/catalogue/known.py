"""Fields that a definition only names, because the registry keeps them: words and kinds are the registry's own."""

from collections.abc import Sequence

from django.utils.translation import override

from ayo.region.facade import pack
from ayo.registry import facade as registry
from ayo.services.data import Field, FieldKind, Option, Words
from ayo.services.rules import concepts


def fields(names: Sequence[str], subject: Words, step: str) -> tuple[Field, ...]:
    """Return the fields of these concepts; whoever the registry knows too little of is asked them like any other."""
    return tuple(_field(concept, subject, step) for concept in names)


def _field(concept: str, subject: Words, step: str) -> Field:
    options = _options(concept)
    return Field(
        name=name_of(concept),
        kind=FieldKind.CHOICE if options else _KINDS.get(concept.partition(".")[2], FieldKind.TEXT),
        label=_label(concept, subject),
        help={},
        step=step,
        concept=concept,
        is_required=True,
        when=None,
        options=options,
        columns=(),
        pattern="",
        least=None,
        most=None,
        is_asked_anew=False,
    )


def name_of(concept: str) -> str:
    """Return how the field is called: what is the applicant's own needs no more than its name."""
    whose, _, name = concept.partition(".")
    return name if whose == "person" else f"{whose}_{name}"


def _label(concept: str, subject: Words) -> Words:
    said = {}
    for language in pack().locale.languages:
        whose, kind, name = concepts.field_of(concept) if concepts.is_known(concept) else ("", "", concept)
        with override(language):
            label = registry.words.field(kind, name) if kind else concept
        said[language] = f"{label} ({subject.get(language, whose)})" if whose == "subject" else label
    return said


def _options(concept: str) -> tuple[Option, ...]:
    """Return the values the registry knows for this field, each in every language."""
    said: dict[str, dict[str, str]] = {}
    for language in pack().locale.languages:
        with override(language):
            for value, words in registry.words.VALUES.get(concept.partition(".")[2], {}).items():
                said.setdefault(value, {})[language] = str(words)
    return tuple(Option(value, words) for value, words in said.items())


_KINDS = {"birth_on": FieldKind.DATE, "address": FieldKind.ADDRESS}
