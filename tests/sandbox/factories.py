"""People of an invented city, as Ayo would hand them out; and, for property tests, everything Ayo could ever hold."""

from __future__ import annotations

import random
import uuid
from typing import Any

from hypothesis import strategies as st

from sandbox.kit.places import by_code
from sandbox.kit.table import Table

CIKOKOL = "36.71.01.1005"
RATNA = "0197a000-0000-7000-8000-000000000001"
GIVEN = ("Ratna", "Budi", "Sari", "Joko", "Nur'aini", "Siti", "Agus", "Dewi", "Wahyu", "I Made")
FAMILY = ("Dewi", "Santoso", "Lestari", "Nugroho", "Putri", "Hidayat", "Simanjuntak", "")
CODES = sorted(by_code())


def address(chance: random.Random, kelurahan: str | None = None) -> dict[str, Any]:
    return {
        "kelurahan": kelurahan or chance.choice(CODES),
        "rw": f"{chance.randint(1, 15):03}",
        "rt": chance.choice(["", f"{chance.randint(1, 9):03}"]),
        "street": f"Jl. {chance.choice(FAMILY) or 'Merdeka'} No. {chance.randint(1, 99)}",
        "postal_code": chance.choice(["", "15117"]),
        "latitude": chance.choice([None, -6.1843]),
        "longitude": None,
    }


def person(chance: random.Random, **given: Any) -> dict[str, Any]:
    spot = address(chance)
    if spot["latitude"] is not None:
        spot["longitude"] = 106.6367
    whole = {
        "nik": str(chance.randrange(10**15, 10**16)),
        "name": " ".join(filter(None, (chance.choice(GIVEN), chance.choice(FAMILY)))),
        "front_title": chance.choice(["", "dr."]),
        "back_title": chance.choice(["", "S.Sos., M.Si."]),
        "sex": chance.choice(["MALE", "FEMALE"]),
        "birth_place": chance.choice(["", "Tangerang", "Pangkal Pinang"]),
        "birth_on": f"19{chance.randint(50, 99)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        "religion": chance.choice(["", "ISLAM"]),
        "marital_status": chance.choice(["SINGLE", "MARRIED", "DIVORCED", "WIDOWED"]),
        "occupation": chance.choice(["", "Guru"]),
        "phone": chance.choice(["", f"+62812{chance.randrange(10**7, 10**8)}"]),
        "email": chance.choice(["", "warga@contoh.id"]),
        "domicile": chance.choice([None, spot, spot, spot]),
        "family_id": chance.choice([None, str(uuid.UUID(int=chance.getrandbits(128)))]),
        "family_role": chance.choice(["HEAD", "SPOUSE", "CHILD", "PARENT", "OTHER"]),
        "life_state": chance.choice(["ALIVE", "DECEASED"]),
    }
    return {**whole, **given}


def ratna() -> dict[str, Any]:
    return person(
        random.Random(1),
        name="Ratna Dewi Lestari",
        domicile={**address(random.Random(2), CIKOKOL), "rt": "003", "postal_code": "15117"},
    )


def family(chance: random.Random) -> dict[str, Any]:
    return {
        "number": str(chance.randrange(10**15, 10**16)),
        "head_id": chance.choice([None, str(uuid.UUID(int=chance.getrandbits(128)))]),
        "address": address(chance),
    }


def employee(chance: random.Random) -> dict[str, Any]:
    return {
        "person_id": str(uuid.UUID(int=chance.getrandbits(128))),
        "nip": "198802012015052001",
        "status": chance.choice(["PNS", "CPNS", "PPPK", "PPPK_PARUH_WAKTU", "NON_ASN"]),
        "post": "Analis Kebijakan",
        "grade": chance.choice(["", "III/c"]),
        "job_class": chance.choice([None, 8]),
        "organisation_id": str(uuid.UUID(int=chance.getrandbits(128))),
        "superior_id": None,
        "started_on": "2015-05-01",
        "ended_on": chance.choice([None, "2026-02-28"]),
    }


def organisation(chance: random.Random) -> dict[str, Any]:
    return {
        "code": "DISHUB",
        "name": "Dinas Perhubungan",
        "short_name": "Dishub",
        "kind": "DINAS",
        "parent_id": str(uuid.UUID(int=chance.getrandbits(128))),
        "siasn_code": "",
        "area": "36.71",
        "valid_from": "2017-01-01",
        "valid_to": None,
    }


def case(chance: random.Random) -> dict[str, Any]:
    ended = chance.choice([None, "2026-11-24T03:10:11.000120+00:00"])
    return {
        "number": f"400.12.2/{chance.randint(1, 999)}-KEL-{CIKOKOL}/2026",
        "service": chance.choice(["surat-domisili", "izin-usaha", "sktm"]),
        "state": "DONE" if ended else chance.choice(["SUBMITTED", "NEEDS_FIX", "AWAITING_SIGNATURE"]),
        "organisation_id": str(uuid.UUID(int=chance.getrandbits(128))),
        "area": chance.choice(CODES),
        "applicant_id": str(uuid.UUID(int=chance.getrandbits(128))),
        "subject_id": chance.choice([None, str(uuid.UUID(int=chance.getrandbits(128)))]),
        "submitted_at": "2026-11-20T03:10:11.000120+00:00",
        "due_on": "2026-11-27",
        "ended_at": ended,
        "answers": {},
    }


MAKERS = {"person": person, "family": family, "employee": employee, "organisation": organisation, "case": case}


def granted(record: dict[str, Any], fields: list[str]) -> dict[str, Any]:
    """The part of a record that a contract's fields let through; no address stays no address."""
    seen: dict[str, Any] = {}
    for name in fields:
        outer, dot, inner = name.partition(".")
        if not dot:
            seen[outer] = record[outer]
        elif record[outer] is None:
            seen[outer] = None
        else:
            seen.setdefault(outer, {})[inner] = record[outer][inner]
    return seen


def plausible(table: Table) -> st.SearchStrategy[dict[str, Any]]:
    """Records that the city could really hold, cut to what the table's contract lets through."""
    return st.integers(min_value=0, max_value=2**32).map(
        lambda seed: granted(MAKERS[table.kind](random.Random(seed)), table.fields)
    )


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
anything = st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(allow_nan=False) | words
tricky = st.sampled_from(
    ["-", "", " ", "003/004", "a, b", "\\N", "\\", "|", ";", "\t", "\n", "\r", '"', "#hapus x", "&amp;", "+62"]
    + ["2024-13-45", "\\E\\", "ß", "İ", "Ratna  Dewi", "Ratna "]
)


def wild(table: Table) -> st.SearchStrategy[dict[str, Any]]:
    """Records nobody should send: any value anywhere, fields missing, fields nobody asked for."""
    flat = [name for name in table.fields if "." not in name]
    nested = sorted({name.partition(".")[0] for name in table.fields if "." in name})
    deep = [name.partition(".")[2] for name in table.fields if "." in name] or ["x"]
    inner = st.dictionaries(st.sampled_from(deep), anything | tricky)
    parts = dict.fromkeys(flat, anything | tricky) | {name: st.none() | inner | words for name in nested}
    return st.fixed_dictionaries({}, optional={**parts, "surprise": anything})
