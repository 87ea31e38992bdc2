"""What the city knows already that a form would ask: each value with its source and date."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ayo.common import clock
from ayo.common.jsons import Json
from ayo.registry import facade as registry
from ayo.registry.data import Kind
from ayo.services.data import Definition
from ayo.services.rules import concepts


@dataclass(frozen=True, slots=True)
class Held:
    """A value as the registry holds it; `record_id` and `field` say where it is corrected."""

    value: Json
    source: str
    since: date
    kind: str
    record_id: UUID
    field: str


@dataclass(frozen=True, slots=True)
class Records:
    """The records a form draws on, by whose they are: `person`, `subject`, `family`, `employee`."""

    ids: dict[str, UUID]
    values: dict[str, dict[str, Json]]


def records_of(person_id: UUID, subject_id: UUID | None) -> Records:
    """Gather the records of the applicant and of whom the case is about."""
    ids: dict[str, UUID] = {}
    values: dict[str, dict[str, Json]] = {}
    wanted = {"person": person_id, "subject": subject_id or person_id}
    for whose, one in wanted.items():
        found = registry.record(Kind.PERSON, one)
        if found is not None:
            ids[whose], values[whose] = found.id, dict(found.fields)
    family = values.get("person", {}).get("family_id")
    if isinstance(family, str):
        found = registry.record(Kind.FAMILY, UUID(family))
        if found is not None:
            ids["family"], values["family"] = found.id, dict(found.fields)
    return Records(ids, values)


def held(made: Definition, records: Records) -> dict[str, Held]:
    """Return by the name of the field what is known of it, with where it comes from."""
    today, provenance, found = clock.today(), {}, {}
    for field in made.fields:
        if not field.concept:
            continue
        value = concepts.value_of(field.concept, records.values)
        if value is None:
            continue
        whose, kind, name = concepts.field_of(field.concept)
        if whose not in provenance:
            provenance[whose] = registry.provenance(kind, records.ids[whose], valid_on=today, known_at=None)
        known = provenance[whose].get(name)
        source, since = (known.source, known.valid_from) if known else ("", today)
        found[field.name] = Held(value, source, since, kind, records.ids[whose], name)
    return found


def as_json(known: dict[str, Held]) -> dict[str, Json]:
    """Return what a case keeps of them: it stays as it was when the case was handed in."""
    return {
        name: {"value": one.value, "source": one.source, "since": one.since.isoformat(), "kind": one.kind,
               "field": one.field}
        for name, one in known.items()
    }  # fmt: skip
