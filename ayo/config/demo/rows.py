"""From the generator's tuples to rows of the registry's tables, history included."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

import orjson

from ayo.common.actor import SYSTEM
from ayo.common.jsons import Json
from ayo.config.demo.bulk import NULL, Load, Sheet, line
from ayo.config.demo.data import Employee, Family, Household, Person
from ayo.config.demo.numbers import identifier
from ayo.region.data import OrgSeed, Pack

ACT = "demo.load"
_MASTER = ("id", "created_at", "version", "updated_at")
_ADDRESS = ("kelurahan", "rw", "rt", "street", "postal_code", "latitude", "longitude")
_SAID = (
    *("id", "created_at", "values", "source", "valid_from", "recorded_at", "actor_id", "actor_label", "app_id"),
    *("act", "event_id", "subject_id"),
)
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "organisation": (
        *_MASTER,
        *("code", "name", "short_name", "kind", "parent_id", "siasn_code", "area", "valid_from", "valid_to"),
    ),
    "family": (*_MASTER, "number", "head_id", *_ADDRESS),
    "person": (
        *_MASTER,
        *("nik", "name", "front_title", "back_title", "sex", "birth_place", "birth_on", "religion", "marital_status"),
        *("occupation", "phone", "email", *_ADDRESS, "family_id", "family_role", "life_state", "merged_into_id"),
        "search_name",
    ),
    "employee": (
        *_MASTER,
        *("person_id", "nip", "status", "post", "grade", "job_class", "organisation_id", "superior_id"),
        *("started_on", "ended_on"),
    ),
}


class History:
    """Assertions of one kind of record: what is written is divided by the source that answers for each field."""

    def __init__(self, kind: str, tag: int, pack: Pack, *, on: date, now: str) -> None:
        self.sheet = Sheet(f"registry_{kind}assertion", [f'"{column}"' for column in _SAID])
        self._stem = f"019b7604-5c00-7{tag:03x}-9000-"
        self._now = now
        self._end = f"{now}\t{SYSTEM.id}\t{SYSTEM.label}\t{NULL}\t{ACT}\t{NULL}"
        fields: dict[str, list[str]] = {}
        for field, source in pack.authority_on(on)[kind].items():
            fields.setdefault(source, []).append(field)
        self._fields = list(fields.items())
        self._made = 0

    def say(self, subject: str, values: Mapping[str, Json], *, valid_from: str) -> None:
        for source, fields in self._fields:
            said = {field: values[field] for field in fields}
            if any(said.values()):
                self._made += 1
                text = orjson.dumps(said).decode()
                self.sheet.lines.append(
                    f"{self._stem}{self._made:012x}\t{self._now}\t{text}\t{source}\t{valid_from}\t{self._end}\t{subject}\n"
                )


class Writer:
    """Gathers rows of all four kinds and their history."""

    def __init__(self, pack: Pack, organisations: Mapping[str, UUID], *, on: date, now: datetime) -> None:
        self._organisations = {code: str(known) for code, known in organisations.items()}
        self._now = now.isoformat()
        self._sheets = {kind: Sheet(f"registry_{kind}", columns) for kind, columns in COLUMNS.items()}
        self._histories = {
            kind: History(kind, tag, pack, on=on, now=self._now) for tag, kind in enumerate(COLUMNS, start=16)
        }

    @property
    def tables(self) -> list[str]:
        return [f"registry_{kind}{part}" for kind in COLUMNS for part in ("", "assertion")]

    def take(self) -> list[Load]:
        """Return what has gathered for all tables, and begin anew."""
        sheets = [*self._sheets.values(), *(history.sheet for history in self._histories.values())]
        return [sheet.take() for sheet in sheets if sheet.lines]

    def add(self, household: Household) -> None:
        family, persons, employee = household
        home = family.home
        address: Json = home._asdict()
        where = "\t".join([NULL if part is None else str(part) for part in home])
        family_id = identifier("family", family.number)
        self._add_family(family, address, where)
        for person in persons:
            valid_from = family.issued_on
            if employee is not None and employee.person == person.number:
                valid_from = max(valid_from, employee.started_on)
            self._add_person(person, family_id, address, where, valid_from)
        if employee is not None:
            self._add_employee(employee)

    def add_organisation(self, seed: OrgSeed) -> None:
        values: dict[str, Json] = {
            "code": seed.code,
            "name": seed.name,
            "short_name": seed.short_name,
            "kind": seed.kind,
            "parent_id": self._organisations[seed.parent] if seed.parent else None,
            "siasn_code": seed.siasn_code,
            "area": seed.area,
            "valid_from": seed.valid_from.isoformat(),
            "valid_to": seed.valid_to.isoformat() if seed.valid_to else None,
        }
        rest = line(None if value is None else str(value) for value in values.values())
        self._add("organisation", self._organisations[seed.code], values, rest, seed.valid_from.isoformat())

    def _add_family(self, family: Family, address: Json, where: str) -> None:
        head = identifier("person", family.head)
        values: dict[str, Json] = {"number": family.card, "head_id": head, "address": address}
        rest = f"{family.card}\t{head}\t{where}\n"
        self._add("family", identifier("family", family.number), values, rest, family.issued_on)

    def _add_person(self, person: Person, family_id: str, address: Json, where: str, valid_from: str) -> None:
        values: dict[str, Json] = {
            "nik": person.nik,
            "name": person.name,
            "front_title": person.front_title,
            "back_title": person.back_title,
            "sex": person.sex,
            "birth_place": person.birth_place,
            "birth_on": person.birth_on,
            "religion": person.religion,
            "marital_status": person.marital_status,
            "occupation": person.occupation,
            "phone": person.phone,
            "email": person.email,
            "domicile": address,
            "family_id": family_id,
            "family_role": person.family_role,
            "life_state": "ALIVE",
        }
        own = "\t".join(person[1:13])
        rest = f"{own}\t{where}\t{family_id}\t{person.family_role}\tALIVE\t{NULL}\t{search_form(person.name)}\n"
        self._add("person", identifier("person", person.number), values, rest, valid_from)

    def _add_employee(self, employee: Employee) -> None:
        superior = None if employee.superior is None else identifier("employee", employee.superior)
        values: dict[str, Json] = {
            "person_id": identifier("person", employee.person),
            "nip": employee.nip,
            "status": employee.status,
            "post": employee.post,
            "grade": employee.grade,
            "job_class": employee.job_class,
            "organisation_id": self._organisations[employee.organisation],
            "superior_id": superior,
            "started_on": employee.started_on,
            "ended_on": None,
        }
        rest = line(None if value is None else str(value) for value in values.values())
        self._add("employee", identifier("employee", employee.number), values, rest, employee.started_on)

    def _add(self, kind: str, subject: str, values: Mapping[str, Json], rest: str, valid_from: str) -> None:
        self._sheets[kind].lines.append(f"{subject}\t{self._now}\t1\t{self._now}\t{rest}")
        self._histories[kind].say(subject, values, valid_from=valid_from)


def search_form(name: str) -> str:
    """Return what the registry searches by, for the plain names of this city."""
    return name.lower().replace("'", "").replace("-", " ")
