"""Faults in what a pack says of organisations, sources, their authority and statuses."""

import pytest

from tests.region import factories

BROKEN = {
    "organisation twice": ("organisations.csv", "\nIKAN,", "\nLAUT,", "organisations.csv: LAUT: code is used 2 times"),
    "unknown kind": (
        "organisations.csv",
        "Kelautan,DINAS",
        "Kelautan,KANTOR",
        "organisations.csv: LAUT: unknown kind KANTOR",
    ),
    "unknown kelurahan": (
        "organisations.csv",
        "99.01.02.1001",
        "99.01.02.1009",
        "organisations.csv: KAMPUNG: unknown area 99.01.02.1009",
    ),
    "area of another level": (
        "organisations.csv",
        "99.01.02.1001",
        "99.01.02",
        "organisations.csv: KAMPUNG: a KELURAHAN needs an area of that level",
    ),
    "no end after start": (
        "organisations.csv",
        "2000-01-01,2020-01-01",
        "2000-01-01,2000-01-01",
        "organisations.csv: IKAN: valid_to 2000-01-01 is not after",
    ),
    "bad date in a row": (
        "organisations.csv",
        "2000-01-01,2020-01-01",
        "2000-01-01,2020-02-30",
        "organisations.csv: row 4 IKAN.valid_to: is not a date (YYYY-MM-DD): 2020-02-30",
    ),
    "no start": (
        "organisations.csv",
        "2000-01-01,2020-01-01",
        ",2020-01-01",
        "organisations.csv: row 4 IKAN.valid_from: is missing",
    ),
    "two tops": (
        "organisations.csv",
        "IKAN,Dinas Perikanan,Perikanan,DINAS,PEMKAB",
        "IKAN,Dinas Perikanan,Perikanan,DINAS,",
        "organisations.csv: exactly one row without parent is expected, found: PEMKAB, IKAN",
    ),
    "circle": (
        "organisations.csv",
        "Pemkab,PEMDA,,",
        "Pemkab,PEMDA,LAUT,",
        "organisations.csv: PEMKAB: is above itself",
    ),
    "child outlives parent": (
        "organisations.csv",
        "Kelautan,DINAS,PEMKAB",
        "Kelautan,DINAS,IKAN",
        "organisations.csv: LAUT: lives longer than its parent IKAN",
    ),
    "unknown organisation of a source": (
        "sources.toml",
        'organisation = "DUKCAPIL"',
        'organisation = "X"',
        "sources.toml: source CAPIL: unknown organisation X",
    ),
    "source twice": (
        "sources.toml",
        'code = "LAIN"',
        'code = "CAPIL"',
        "sources.toml: source[2] CAPIL.code: is used twice",
    ),
    "unknown source": (
        "sources.toml",
        'source = "LAIN"',
        'source = "SIAPA"',
        "sources.toml: authority[6] person: unknown source SIAPA",
    ),
    "unknown kind of record": (
        "sources.toml",
        'kind = "family"',
        'kind = "clan"',
        "sources.toml: authority[2] clan: unknown kind clan",
    ),
    "unknown field": ("sources.toml", '"nik", ', '"nick", ', "sources.toml: authority[1] person: unknown field nick"),
    "field without authority": (
        "sources.toml",
        '"nik", ',
        "",
        "sources.toml: authority person: field nik has no source with authority",
    ),
    "authority that runs out": (
        "sources.toml",
        "valid_from = 2030-01-01",
        "valid_from = 2030-01-01\nvalid_to = 2031-01-01",
        "sources.toml: authority person: field phone has no source",
    ),
    "two sources at once": (
        "sources.toml",
        "valid_to = 2030-01-01",
        "valid_to = 2030-01-02",
        "sources.toml: authority person: field phone has two sources at the same time",
    ),
    "unknown number rule": (
        "statuses.toml",
        '"NIP"',
        '"NRP"',
        "statuses.toml: status[1] PNS.number_rule: unknown value NRP",
    ),
    "status overlapping itself": (
        "statuses.toml",
        'code = "HONORER"',
        'code = "PNS"',
        "statuses.toml: status PNS: two entries hold at the same time",
    ),
    "status with a bad period": (
        "statuses.toml",
        "valid_to = 2025-01-01",
        "valid_to = 2001-01-01",
        "statuses.toml: status HONORER: valid_to 2001-01-01 is not after",
    ),
    "ladder of nobody": (
        "statuses.toml",
        'statuses = ["PNS"]',
        'statuses = ["X"]',
        "statuses.toml: ladder PNS: unknown status X",
    ),
    "grade twice": (
        "statuses.toml",
        '"III/b"',
        '"III/a"',
        "statuses.toml: ladder[1] PNS.grades: must be different [code, label] pairs",
    ),
    "grades of another type": (
        "statuses.toml",
        "grades = [",
        "grades = 1 #",
        "statuses.toml: ladder[1] PNS.grades: must be a list",
    ),
    "no status": ("statuses.toml", None, "", "statuses.toml: status: at least one is expected"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_pack_is_refused_and_says_where(folder, case):
    file, old, new, message = BROKEN[case]

    told = factories.refusal(folder, file, old, new)

    assert any(line.startswith(message) for line in told), told
