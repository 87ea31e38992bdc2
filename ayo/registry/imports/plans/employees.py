"""Employees of a chunk: found by their number or by their person; units by code or name, superiors by number."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from ayo.common.jsons import Json
from ayo.registry import checks, kinds, models, text
from ayo.registry.data import Kind
from ayo.registry.imports import copying
from ayo.registry.imports.batch import Batch
from ayo.registry.imports.data import Line, Outcome
from ayo.registry.imports.existing import Existing
from ayo.registry.imports.terms import Terms

_REQUIRED = ("nip", "status", "post", "organisation_id", "started_on")


def plan(lines: Sequence[Line], terms: Terms, batch: Batch) -> None:
    """Decide about every line that has no fault yet; a superior who is not there yet is left to the second pass."""
    sound = [line for line in lines if not line.faults]
    staff = _Staff(sound)
    units = _Units(sound)
    existing = Existing(Kind.EMPLOYEE, [row.pk for row in staff.rows()], terms, batch)
    for line in sound:
        row, person = staff.meant_by(line)
        units.link(line)
        superior = staff.by_nip.get(line.links.get("superior_nip", ""))
        if superior is not None and row is not None and staff.would_circle(row.pk, superior.pk):
            superior = None
        if superior is not None:
            line.values["superior_id"] = str(superior.pk)
        if line.faults:
            continue
        _check(line, row, person)
        if line.faults:
            continue
        if row is None:
            _register(line, person, units, terms, batch)
            continue
        _change(line, row, existing, batch, terms)
        if superior is not None:
            staff.above[row.pk] = superior.pk


def plan_superiors(lines: Sequence[Line], terms: Terms, batch: Batch) -> None:
    """Set the superiors that the first pass could not; everything else has been written."""
    sound = [line for line in lines if not line.faults and line.links.get("superior_nip")]
    staff = _Staff(sound)
    existing = Existing(Kind.EMPLOYEE, [row.pk for row in staff.rows()], terms, batch)
    for line in sound:
        row, _ = staff.meant_by(line)
        superior = staff.by_nip.get(line.links["superior_nip"])
        if row is None:
            continue
        line.faults.clear()
        if superior is None:
            line.refuse("superior_nip", "unknown_superior")
        elif staff.would_circle(row.pk, superior.pk):
            line.refuse("superior_nip", "circle")
        if superior is None or line.faults:
            continue
        line.values = {"superior_id": str(superior.pk)}
        existing.judge(line, row)
        staff.above[row.pk] = superior.pk


def _check(line: Line, row: models.Employee | None, person: models.Person | None) -> None:
    """Compare number, status and dates, as they will stand together, with each other and with the person."""
    current = kinds.SPECS[Kind.EMPLOYEE].values_of(row) if row else {}
    together: dict[str, Json] = {**current, **line.values}
    if person is not None and {"nip", "status"} & line.values.keys() and together.get("nip") and together.get("status"):
        number, status = str(together["nip"]), str(together["status"])
        fault = checks.number_fault(number, status, born=person.birth_on, sex=person.sex)
        if fault:
            line.refuse("nip", f"nip_{fault}")
    started, ended = together.get("started_on"), together.get("ended_on")
    if started and ended and str(ended) < str(started):
        line.refuse("ended_on", "ends_before_it_starts")


def _change(line: Line, row: models.Employee, existing: Existing, batch: Batch, terms: Terms) -> None:
    served = _serves(row.ended_on, terms.today)
    existing.judge(line, row)
    change = batch.changed.get((Kind.EMPLOYEE, row.pk))
    if change is not None and "ended_on" in change.values:
        ended = change.values["ended_on"]
        after = models.Employee(id=row.pk, ended_on=date.fromisoformat(str(ended)) if ended else None)
        if _serves(after.ended_on, terms.today) != served:
            batch.touch(row.person, after)


def _register(line: Line, person: models.Person | None, units: "_Units", terms: Terms, batch: Batch) -> None:
    if person is None:
        line.refuse("nik", "unknown_person" if line.links.get("nik") else "missing")
    if not terms.answers_for(Kind.EMPLOYEE):
        line.refuse("nip", "not_registered")
    for name in _REQUIRED:
        if not line.values.get(name):
            line.refuse("organisation" if name == "organisation_id" else name, "missing")
    if line.faults or person is None:
        return
    line.values["person_id"] = str(person.pk)
    row = copying.blank(models.Employee)
    kinds.SPECS[Kind.EMPLOYEE].put(row, line.values)
    row.organisation = units.by_id[row.organisation_id]
    batch.register(Kind.EMPLOYEE, row, line.values)
    batch.touch(person, row)
    line.outcome = Outcome.NEW


def _serves(ended_on: date | None, today: date) -> bool:
    return ended_on is None or ended_on >= today


class _Staff:
    """The employees and persons that the lines speak of, and who stands above whom."""

    def __init__(self, lines: Sequence[Line]) -> None:
        nips = {str(line.values["nip"]) for line in lines if line.values.get("nip")}
        superiors = {line.links["superior_nip"] for line in lines if "superior_nip" in line.links}
        niks = {line.links["nik"] for line in lines if "nik" in line.links}
        employees = models.Employee.objects.select_related("organisation", "person")
        self.by_nip = {row.nip: row for row in employees.filter(nip__in=nips | superiors)}
        people = models.Person.objects.select_related("employee__organisation").filter(nik__in=niks)
        self._people: dict[str, models.Person] = {str(person.nik): person for person in people}
        self._taken: set[UUID] = set()
        self.above: dict[UUID, UUID | None] = (
            dict(models.Employee.objects.values_list("pk", "superior_id")) if superiors else {}
        )

    def rows(self) -> list[models.Employee]:
        by_person = [getattr(person, "employee", None) for person in self._people.values()]
        return [*self.by_nip.values(), *(row for row in by_person if row is not None)]

    def meant_by(self, line: Line) -> tuple[models.Employee | None, models.Person | None]:
        """Return the employee and the person of a line; two numbers that lead to two persons are a fault."""
        by_number = self.by_nip.get(str(line.values.get("nip") or ""))
        nik = line.links.get("nik", "")
        person = self._people.get(nik)
        if nik and person is None:
            line.refuse("nik", "unknown_person")
        if by_number is not None and person is not None and by_number.person_id != person.pk:
            line.refuse("nip", "nip_of_somebody_else")
        row = by_number or getattr(person, "employee", None)
        if person is None and row is not None:
            person = row.person
            models.Person._meta.get_field("employee").set_cached_value(person, row)
        if person is not None:
            if person.pk in self._taken:
                line.refuse("nip", "double_in_file")
            self._taken.add(person.pk)
        return row, person

    def would_circle(self, employee_id: UUID, superior_id: UUID) -> bool:
        above: UUID | None = superior_id
        seen: set[UUID] = set()
        while above is not None and above not in seen:
            if above == employee_id:
                return True
            seen.add(above)
            above = self.above.get(above)
        return False


class _Units:
    """Units as files name them: by code, by the code of the national personnel agency, or by name."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.by_id: dict[UUID, models.Organisation] = {}
        self._by_word: dict[str, set[UUID]] = {}
        if not any("organisation" in line.links for line in lines):
            return
        for row in models.Organisation.objects.all():
            self.by_id[row.pk] = row
            codes = {row.code.casefold(), row.siasn_code.casefold()}
            for word in codes | {text.search_form(row.name), text.search_form(row.short_name)} - {""}:
                self._by_word.setdefault(word, set()).add(row.pk)

    def link(self, line: Line) -> None:
        written = line.links.get("organisation", "")
        if not written:
            return
        found = self._by_word.get(written.casefold()) or self._by_word.get(text.search_form(written)) or set()
        if len(found) != 1:
            line.refuse("organisation", "ambiguous_organisation" if found else "unknown_organisation", written[:60])
            return
        line.values["organisation_id"] = str(next(iter(found)))
