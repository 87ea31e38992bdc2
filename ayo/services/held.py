"""What the city knows already that a form would ask: values with source and date, and what is being put right."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ayo.common import clock
from ayo.common.jsons import Json
from ayo.registry import facade as registry
from ayo.registry.data import Kind, Known, PendingValue, Record
from ayo.services import earlier
from ayo.services.data import About, Definition
from ayo.services.rules import concepts


@dataclass(frozen=True, slots=True)
class Held:
    """A value as the city holds it; `kind`, `record_id` and `field` say where it is corrected.

    While a correction waits for whoever has the last word, `proposed` is what it would become. One of kind `case` was
    said by the applicant, in the case that `source` numbers: they may simply say otherwise.
    """

    value: Json
    source: str
    since: date
    kind: str
    record_id: UUID
    field: str
    proposed: Json = None
    proposal_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Records:
    """The records a form draws on, by whose they are: `person`, `subject`, `family`, `employee`."""

    ids: dict[str, UUID]
    values: dict[str, dict[str, Json]]


def records_of(made: Definition, person_id: UUID, subject_id: UUID | None) -> Records:
    """Gather the records of the applicant and of whom the case is about, as far as the service draws on them."""
    return records_with(registry.record(Kind.PERSON, person_id), made, person_id, subject_id)


def records_with(applicant: Record | None, made: Definition, person_id: UUID, subject_id: UUID | None) -> Records:
    """Gather them for an applicant whose record was read already, whole."""
    wanted = _drawn_on(made)
    ids: dict[str, UUID] = {}
    values: dict[str, dict[str, Json]] = {}
    _put("person", applicant, ids, values)
    if subject_id in {None, person_id} and "person" in ids:
        ids["subject"], values["subject"] = ids["person"], values["person"]
    else:
        _add("subject", Kind.PERSON, subject_id, ids, values)
    family = values.get("person", {}).get("family_id")
    if "family" in wanted and isinstance(family, str):
        _add("family", Kind.FAMILY, UUID(family), ids, values)
    if "employee" in wanted:
        _add("employee", Kind.EMPLOYEE, registry.employee_id_of(person_id), ids, values)
    return Records(ids, values)


def _drawn_on(made: Definition) -> set[str]:
    named = {field.concept for field in made.fields} | {one.concept for one in made.eligibility}
    return {concept.partition(".")[0] for concept in named}


def _add(
    whose: str, kind: Kind, record_id: UUID | None, ids: dict[str, UUID], values: dict[str, dict[str, Json]]
) -> None:
    _put(whose, registry.record(kind, record_id) if record_id else None, ids, values)


def _put(whose: str, found: Record | None, ids: dict[str, UUID], values: dict[str, dict[str, Json]]) -> None:
    if found is not None:
        ids[whose], values[whose] = found.id, dict(found.fields)


def held(made: Definition, records: Records, *, speaker: UUID, answers: Mapping[str, Json]) -> dict[str, Held]:
    """Return by the name of the field what is known of it, with where it comes from.

    What `speaker` has said already and waits to be accepted is known too: nobody is asked the same thing twice. What
    was said in an earlier case gives way to `answers`, those of the present form.
    """
    known: dict[UUID, Mapping[str, Known]] = {}
    pending = registry.pending_values(records.ids.values(), proposed_by=speaker)
    found = _said_before(made, records, answers)
    for field in made.fields:
        if not field.concept or concepts.is_answer(field.concept):
            continue
        whose, kind, name = concepts.field_of(field.concept)
        record_id = records.ids.get(whose)
        if record_id is None:
            continue
        value = concepts.value_of(field.concept, records.values)
        proposed = pending.get((record_id, name))
        if value is None and (proposed is None or proposed.value in (None, "")):
            continue
        if record_id not in known:
            known[record_id] = registry.provenance(kind, record_id, valid_on=clock.today(), known_at=None)
        found[field.name] = _held(value, known[record_id].get(name), proposed, kind, record_id, name)
    return found


def _held(
    value: Json, known: Known | None, proposed: PendingValue | None, kind: str, record_id: UUID, name: str
) -> Held:  # fmt: skip
    source, since = (known.source, known.valid_from) if known else ("", clock.today())
    if proposed is None:
        return Held(value, source, since, kind, record_id, name)
    return Held(value, source, since, kind, record_id, name, proposed.value, proposed.proposal_id)


def _said_before(made: Definition, records: Records, answers: Mapping[str, Json]) -> dict[str, Held]:
    wanted = {
        one.concept: one.name for one in made.fields if concepts.is_answer(one.concept) and one.name not in answers
    }
    if not wanted or "person" not in records.ids:
        return {}
    subject = records.ids.get("subject") if made.about is About.MEMBER else None
    given = earlier.answers(records.ids["person"], subject, wanted)
    return {
        wanted[concept]: Held(value, case.number, earlier.said_on(case), earlier.KIND, case.pk, name)
        for concept, (value, case, name) in given.items()
    }


def values_of(known: Mapping[str, Held]) -> dict[str, Json]:
    """Return what counts in the form: what stands, or what was said where nothing stands yet."""
    return {name: one.value if one.value is not None else one.proposed for name, one in known.items()}


def as_json(known: Mapping[str, Held]) -> dict[str, Json]:
    """Return what a case keeps of them: it stays as it was when the case was handed in."""
    return {name: _as_json(one) for name, one in known.items()}


def _as_json(one: Held) -> dict[str, Json]:
    kept: dict[str, Json] = {
        "value": one.value, "source": one.source, "since": one.since.isoformat(), "kind": one.kind, "field": one.field,
    }  # fmt: skip
    if one.proposal_id is not None:
        kept |= {"proposed": one.proposed, "proposal_id": str(one.proposal_id)}
    return kept
