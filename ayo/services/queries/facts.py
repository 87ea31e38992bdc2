"""What is known and what was answered, line by line as people read it: in a form, in a case, at an officer's desk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ayo.common.jsons import Json
from ayo.registry import facade as registry
from ayo.services import earlier, held, spoken
from ayo.services.data import Definition, Field, FieldKind


@dataclass(frozen=True, slots=True)
class Fact:
    """One value with where it comes from. `proposed` is what it would become by a correction that waits."""

    name: str
    label: str
    value: str
    source: str
    on: date | None
    proposed: str = ""
    proposal_id: UUID | None = None
    is_said: bool = False
    """Said by the applicant in an earlier case: whoever fills in for them may say otherwise."""


def known_facts(shown: Sequence[Field], known: Mapping[str, held.Held], names: Mapping[str, str]) -> list[Fact]:
    """Return what the registry holds of these fields, with source and date."""
    return [_known(field, known[field.name], names) for field in shown]


def _known(field: Field, one: held.Held, names: Mapping[str, str]) -> Fact:
    is_said = one.kind == earlier.KIND
    return Fact(
        name=field.name,
        label=spoken.words(field.label),
        value=spoken.answer(field, one.value, names),
        source=spoken.said_in(one.source) if is_said else spoken.source(one.source),
        on=one.since if one.source else None,
        proposed=spoken.answer(field, one.proposed, names),
        proposal_id=one.proposal_id,
        is_said=is_said,
    )


def answered_facts(asked: Iterable[Field], answers: Mapping[str, Json], names: Mapping[str, str]) -> list[Fact]:
    """Return what the person said; what was left empty has no value."""
    return [
        Fact(field.name, spoken.words(field.label), spoken.answer(field, answers.get(field.name), names), "", None)
        for field in asked
        if field.kind not in {FieldKind.FILE, FieldKind.DECLARATION}
    ]


def facts_of_case(made: Definition, known: Mapping[str, Mapping[str, Json]], names: Mapping[str, str]) -> list[Fact]:
    """Return what was known when the case was handed in, as it was kept then."""
    found = []
    for field in made.fields:
        if field.name not in known:
            continue
        kept = known[field.name]
        proposal = kept.get("proposal_id")
        one = held.Held(
            kept["value"], str(kept["source"]), date.fromisoformat(str(kept["since"])), str(kept["kind"]), UUID(int=0),
            str(kept["field"]), kept.get("proposed"), UUID(str(proposal)) if proposal else None,
        )  # fmt: skip
        found.append(_known(field, one, names))
    return found


def names_in(person_id: UUID, answers: Mapping[str, Json], fields: Iterable[Field]) -> dict[str, str]:
    """Return what the persons in answers are called; members of the family only, with one query if any is named."""
    if not any(field.kind is FieldKind.MEMBER and answers.get(field.name) for field in fields):
        return {}
    return {str(member.id): member.name for member in registry.household(person_id)}
