"""Persons of a chunk: found by NIK, else by likeness; with their family cards."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from ayo.common.jsons import Json
from ayo.registry import kinds, matching, models, text
from ayo.registry.data import Candidate, FamilyRole, Kind
from ayo.registry.imports import copying
from ayo.registry.imports.batch import Batch
from ayo.registry.imports.data import Line, Outcome
from ayo.registry.imports.existing import Existing, put_address
from ayo.registry.imports.terms import Terms
from ayo.registry.rules import identifiers, likeness

_REQUIRED = ("name", "sex", "birth_on")


def plan(lines: Sequence[Line], terms: Terms, batch: Batch) -> None:
    """Decide about every line that has no fault yet; those that get one stay rejected."""
    sound = [line for line in lines if not line.faults]
    found = _by_nik(line.values.get("nik") for line in sound)
    alike = _alike([line for line in sound if line.values.get("nik") not in found])
    cards = _Cards(sound, terms, batch)
    matched = [(line, found.get(str(line.values.get("nik"))) or alike.get(line.number)) for line in sound]
    existing = Existing(Kind.PERSON, [row.pk for _, row in matched if row], terms, batch)
    twins: set[tuple[str, Json]] = set()
    spoken: set[UUID] = set()
    for line, row in matched:
        if row is not None and row.pk in spoken:
            line.refuse("name", "double_in_file")
        if line.faults:
            continue
        if row is not None:
            spoken.add(row.pk)
            if str(line.values.get("nik")) in found:
                line.values.pop("nik")
        current = kinds.SPECS[Kind.PERSON].values_of(row) if row else {}
        put_address(line, Kind.PERSON, current.get("domicile"), terms)
        cards.link(line)
        if row is not None:
            _change(line, row, existing, cards)
            continue
        _register(line, terms, batch, cards, twins)


def _change(line: Line, row: models.Person, existing: Existing, cards: "_Cards") -> None:
    if _is_somebody_else(line, row):
        line.refuse("nik", "nik_of_somebody_else")
    if line.faults:
        return
    existing.judge(line, row)
    cards.lead(line, row)


def _register(line: Line, terms: Terms, batch: Batch, cards: "_Cards", twins: set[tuple[str, Json]]) -> None:
    if not terms.answers_for(Kind.PERSON):
        line.refuse("nik", "not_registered")
    for name in _REQUIRED:
        if not line.values.get(name):
            line.refuse(name, "missing")
    if not line.values.get("nik") and not line.faults:
        twin = (text.search_form(str(line.values["name"])), line.values["birth_on"])
        if twin in twins:
            line.refuse("name", "double_in_file")
        twins.add(twin)
    if line.faults:
        return
    line.values.setdefault("life_state", "ALIVE")
    row = copying.blank(models.Person)
    models.Person._meta.get_field("employee").set_cached_value(row, None)
    kinds.SPECS[Kind.PERSON].put(row, line.values)
    batch.register(Kind.PERSON, row, line.values)
    line.outcome = Outcome.NEW
    cards.lead(line, row)


def _by_nik(niks: Iterable[Json]) -> dict[str, models.Person]:
    """Return the persons by NIK; a record that was merged stands for its survivor."""
    persons = models.Person.objects.select_related("employee")
    found = {str(row.nik): row for row in persons.filter(nik__in=[nik for nik in niks if nik])}
    while merged := {row.merged_into_id for row in found.values() if row.merged_into_id}:
        survivors = persons.in_bulk(merged)
        found = {nik: survivors.get(row.merged_into_id, row) for nik, row in found.items()}
    return found


def _alike(lines: Sequence[Line]) -> dict[int, models.Person]:
    """Return by line the persons that are surely the one meant; a line with a likely double is refused."""
    numbered = [line for line in lines if line.values.get("nik")]
    without_nik = matching.candidates_without_nik([line.values for line in numbered])
    found: list[tuple[Line, list[Candidate]]] = list(zip(numbered, without_nik, strict=True))
    for line in lines:
        if not line.values.get("nik"):
            found.append((line, matching.candidates(_described(line))))
    sure: dict[int, UUID] = {}
    for line, candidates in found:
        if not candidates:
            continue
        if len(candidates) == 1 and _is_sure(candidates[0]):
            sure[line.number] = candidates[0].person_id
        else:
            line.refuse("name", "possible_double", candidates[0].name[:60])
    rows = models.Person.objects.select_related("employee").in_bulk(sure.values())
    return {number: rows[person_id] for number, person_id in sure.items()}


def _is_sure(candidate: Candidate) -> bool:
    """Tell whether nobody need look: twins differ by a letter, so the name must be the very same, and the day."""
    return candidate.score >= likeness.SURE and {"same_name", "same_birth_date"} <= set(candidate.reasons)


def _described(line: Line) -> dict[str, Json]:
    return {**line.values, "domicile": line.address} if line.address else line.values


def _is_somebody_else(line: Line, row: models.Person) -> bool:
    """Tell whether a NIK leads to somebody born on another day with quite another name: a typing error, most likely."""
    name, born = line.values.get("name"), line.values.get("birth_on")
    if not name or not born or row.birth_on is None or born == row.birth_on.isoformat():
        return False
    return likeness.similarity(text.search_form(str(name)), row.search_name) < likeness.LEAST_NAME


class _Cards:
    """The family cards that the lines name: linked, made when the source may, and given a head who has none."""

    def __init__(self, lines: Sequence[Line], terms: Terms, batch: Batch) -> None:
        self.terms, self.batch = terms, batch
        numbers = {line.links["family_number"] for line in lines if "family_number" in line.links}
        self._cards = {row.number: row for row in models.Family.objects.filter(number__in=numbers)}
        self._made: dict[str, dict[str, Json]] = {}
        self._registered: set[str] = set()
        self._led: set[UUID] = set()

    def link(self, line: Line) -> None:
        """Turn the number of the family card into the family's id."""
        number = line.links.get("family_number", "")
        if not number:
            return
        if number not in self._cards:
            fault = identifiers.family_number_fault(number)
            if fault or not self.terms.answers_for(Kind.FAMILY):
                line.refuse("family_number", f"family_{fault}" if fault else "unknown_family")
                return
            self._make(number)
        line.values["family_id"] = str(self._cards[number].pk)

    def lead(self, line: Line, person: models.Person) -> None:
        """Make the person the head of the card when the line says so and the card has none."""
        card = self._cards.get(line.links.get("family_number", ""))
        if card is None or line.faults:
            return
        self._register(card, line)
        may_lead = line.values.get("family_role") == FamilyRole.HEAD and self.terms.answers_for(Kind.FAMILY)
        if not may_lead or card.head_id is not None or card.pk in self._led:
            return
        self._led.add(card.pk)
        if card.number in self._made:
            card.head_id = person.pk
            self._made[card.number]["head_id"] = str(person.pk)
            return
        self.batch.change(Kind.FAMILY, card, {"head_id": str(person.pk)}, {})
        self.batch.families += 1

    def _make(self, number: str) -> None:
        row = copying.blank(models.Family)
        row.number = number
        self._cards[number], self._made[number] = row, {"number": number}

    def _register(self, card: models.Family, line: Line) -> None:
        """Register a new card with the first line that is really taken, never for one that is refused."""
        given = self._made.get(card.number)
        if given is None or card.number in self._registered:
            return
        if line.values.get("domicile"):
            given["address"] = line.values["domicile"]
        kinds.SPECS[Kind.FAMILY].put(card, given)
        self._registered.add(card.number)
        self.batch.families += 1
        # The dictionary itself, not a copy: a later line of the chunk may still name the head.
        self.batch.registered.append((Kind.FAMILY, card, given))
