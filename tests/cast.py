"""The people of the tests: Ratna and her family, Budi who serves them, and Joko who must be kept out."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ayo.common.actor import SYSTEM, Actor, Role
from ayo.identity import facade as identity
from ayo.registry import facade as registry
from ayo.registry.data import Kind

CIKOKOL = "36.71.01.1005"
CIPONDOH = "36.71.05.1001"
LONG_AGO = date(2020, 1, 1)


@dataclass(frozen=True)
class Cast:
    """Ids of the people; `actor` builds the acting person with today's roles."""

    ratna: UUID
    bima: UUID
    joko: UUID
    budi: UUID
    sari: UUID
    nia: UUID
    wati: UUID
    dewi: UUID
    agus: UUID
    rini: UUID

    def actor(self, name: str) -> Actor:
        return identity.actor_of(getattr(self, name))


def address(kelurahan: str = CIKOKOL, street: str = "Jl. Perintis 14") -> dict[str, Any]:
    return {"kelurahan": kelurahan, "rw": "003", "rt": "002", "street": street, "postal_code": "15117"}


def person(name: str, nik: str, **more: Any) -> UUID:
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    century = 2000 if year <= 24 else 1900
    values = {
        "name": name,
        "nik": nik,
        "sex": "FEMALE" if day > 40 else "MALE",
        "birth_on": date(century + year, month, day - 40 if day > 40 else day),
        "domicile": address(),
        **more,
    }
    made = registry.register_record(
        Kind.PERSON, values, valid_from=LONG_AGO, actor=SYSTEM, not_duplicates_of=(), note="test"
    )
    return made.record.id


def organisation(code: str, name: str, kind: str, area: str = "") -> UUID:
    values = {"code": code, "name": name, "kind": kind, "area": area, "valid_from": "2017-01-01"}
    made = registry.register_record(
        Kind.ORGANISATION, values, valid_from=LONG_AGO, actor=SYSTEM, not_duplicates_of=(), note="test"
    )
    return made.record.id


def employee(person_id: UUID, nip: str, organisation_id: UUID, post: str = "Pelaksana") -> UUID:
    values = {
        "person_id": str(person_id),
        "nip": nip,
        "status": "PNS",
        "post": post,
        "organisation_id": str(organisation_id),
        "started_on": "2020-01-01",
    }
    made = registry.register_record(
        Kind.EMPLOYEE, values, valid_from=LONG_AGO, actor=SYSTEM, not_duplicates_of=(), note="test"
    )
    return made.record.id


def role(person_id: UUID, role: Role, *, organisation_id: UUID | None = None, area: str = "") -> None:
    identity.grant_role(
        person_id=person_id, role=role, organisation_id=organisation_id, area=area, valid_from=LONG_AGO, valid_to=None,
        actor=SYSTEM,
    )  # fmt: skip


def gather() -> Cast:
    """Register everybody with family, posts and roles."""
    family = registry.register_record(
        Kind.FAMILY, {"number": "3671010101100001", "address": address()}, valid_from=LONG_AGO, actor=SYSTEM,
        not_duplicates_of=(), note="test",
    ).record.id  # fmt: skip
    ids = {
        "ratna": person("Ratna", "3671015203890001", phone="081234567801", family_id=str(family), family_role="HEAD"),
        "bima": person("Bima", "3671011206150002", family_id=str(family), family_role="CHILD"),
        "joko": person("Joko Susilo", "3671051007850003", domicile=address(CIPONDOH, "Jl. Maulana 3")),
        "budi": person("Budi Santoso", "3671011104800004"),
        "sari": person("Sari Wulandari", "3671014505750005"),
        "nia": person("Nia Kurnia", "3671016606900006"),
        "wati": person("Wati Rahayu", "3671017007820007"),
        "dewi": person("Dewi Lestari", "3671014808880008"),
        "agus": person("Agus Salim", "3671010909700009"),
        "rini": person("Rini Astuti", "3671015110790010"),
    }
    units = {code: organisation(code, name, kind, area) for code, name, kind, area in _UNITS}
    employee(ids["budi"], "198004112005011001", units["KEL-CIKOKOL"])
    role(ids["budi"], Role.KELURAHAN_OFFICER, organisation_id=units["KEL-CIKOKOL"], area=CIKOKOL)
    role(ids["sari"], Role.LURAH, organisation_id=units["KEL-CIKOKOL"], area=CIKOKOL)
    role(ids["nia"], Role.INTEGRATOR, organisation_id=units["DISKOMINFO"])
    role(ids["wati"], Role.DATA_STEWARD)
    role(ids["dewi"], Role.VERIFIER, organisation_id=units["DISDUKCAPIL"])
    role(ids["agus"], Role.AUDITOR, organisation_id=units["INSPEKTORAT"])
    role(ids["rini"], Role.BKPSDM_ADMIN, organisation_id=units["BKPSDM"])
    return Cast(**ids)


_UNITS = (
    ("KEL-CIKOKOL", "Kelurahan Cikokol", "KELURAHAN", CIKOKOL),
    ("DISKOMINFO", "Dinas Komunikasi dan Informatika", "DINAS", ""),
    ("DISDUKCAPIL", "Dinas Kependudukan dan Pencatatan Sipil", "DINAS", ""),
    ("INSPEKTORAT", "Inspektorat", "INSPEKTORAT", ""),
    ("BKPSDM", "Badan Kepegawaian dan Pengembangan SDM", "BADAN", ""),
)
