"""Faults in what a pack says of itself and its areas: region.toml, areas.csv."""

import pytest

from tests.region import factories

BROKEN = {
    "missing key": ("region.toml", 'brand = "Tepi Laut Satu"\n', "", "region.toml: names.brand: is missing"),
    "empty key": ("region.toml", '"Tepi Laut Satu"', '""', "region.toml: names.brand: is empty"),
    "key of another type": ("region.toml", '"Tepi Laut Satu"', "7", "region.toml: names.brand: must be text, not 7"),
    "table of another type": (
        "region.toml",
        '[phone]\nprefix = "+62"\narea_code = "967"',
        "[phones]",
        "region.toml: phone: is missing",
    ),
    "number of another type": (
        "region.toml",
        "rt_rw_digits = 3",
        'rt_rw_digits = "3"',
        "region.toml: address.rt_rw_digits: must be a whole number, not '3'",
    ),
    "list of another type": (
        "region.toml",
        'languages = ["id", "en"]',
        'languages = "id"',
        "region.toml: locale.languages: must be a list of texts",
    ),
    "labels of another type": (
        "region.toml",
        'DINAS = "Dinas"',
        "DINAS = 1",
        "region.toml: organisation_kinds: must be a table of code = text",
    ),
    "broken TOML": ("region.toml", "[names]", "[names", "region.toml: is not TOML"),
    "foreign language of the pack": (
        "region.toml",
        'language = "id"',
        'language = "su"',
        "region.toml: locale.language: su is not among",
    ),
    "bad phone prefix": ("region.toml", '"+62"', '"62"', "region.toml: phone.prefix: must look like +62: 62"),
    "bad time zone": (
        "region.toml",
        "Asia/Jayapura",
        "Asia/Nowhere",
        "region.toml: locale.timezone: unknown time zone Asia/Nowhere",
    ),
    "bad pattern": ("region.toml", "99[0-9]{3}", "99[0-9", "region.toml: address.postal_pattern: is not a pattern"),
    "unknown agency": (
        "region.toml",
        'population = "DUKCAPIL"',
        'population = "X"',
        "region.toml: agencies.population: unknown organisation X",
    ),
    "level without words": (
        "region.toml",
        'KECAMATAN = "Distrik"\n',
        "",
        "region.toml: area_levels.KECAMATAN: is missing",
    ),
    "other city": (
        "region.toml",
        'code = "99.01"',
        'code = "99.02"',
        "areas.csv: exactly one CITY is expected, 99.02, found: 99.01",
    ),
    "unknown column": ("areas.csv", "bps_code,aliases", "bps_code,alias", "areas.csv: row 1: unknown column alias"),
    "missing column": (
        "areas.csv",
        "bps_code,aliases",
        "bps_code,alias",
        "areas.csv: row 1: column aliases is missing",
    ),
    "too many cells": ("areas.csv", "Watu Puteh|Batuputi", "Watu,Puteh", "areas.csv: row 4: has 7 cells, expected 6"),
    "broken CSV": ("areas.csv", "Batu Putih", '"Batu" Putih', "areas.csv: is not CSV"),
    "area twice": (
        "areas.csv",
        "99.01.01.1002,Muara",
        "99.01.01.1001,Hulu",
        "areas.csv: row 5 99.01.01.1001.code: is used twice",
    ),
    "unknown level": (
        "areas.csv",
        "Utara,KECAMATAN",
        "Utara,RAYON",
        "areas.csv: row 3 99.01.01.level: unknown value RAYON, expected one of CITY",
    ),
    "area without known parent": (
        "areas.csv",
        "Muara,KELURAHAN,99.01.02",
        "Muara,KELURAHAN,99.01.09",
        "areas.csv: 99.01.02.1001: unknown parent 99.01.09",
    ),
    "area in an area of its own level": (
        "areas.csv",
        "Utara,KECAMATAN,99.01,",
        "Utara,KECAMATAN,99.01.02,",
        "areas.csv: 99.01.01: a KECAMATAN lies in a CITY",
    ),
    "code of another parent": (
        "areas.csv",
        "Muara,KELURAHAN,99.01.02",
        "Hulu,KELURAHAN,99.01.01",
        "areas.csv: 99.01.02.1001: its code does not begin with that of its parent",
    ),
    "city with a parent": ("areas.csv", "CITY,,", "CITY,99,", "areas.csv: 99.01: a CITY has no parent"),
    "alias of a neighbour": (
        "areas.csv",
        "Watu Puteh|Batuputi",
        "muara",
        "areas.csv: 99.01.01.1002: bears a name of 99.01.01.1001: Muara",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_pack_is_refused_and_says_where(folder, case):
    file, old, new, message = BROKEN[case]

    told = factories.refusal(folder, file, old, new)

    assert any(line.startswith(message) for line in told), told
