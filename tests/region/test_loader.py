"""A pack is taken whole or refused with every reason."""

from datetime import date
from pathlib import Path

import pytest

from ayo.region import loader
from ayo.region.data import AreaLevel, NumberRule, Pack
from ayo.region.errors import PackError
from tests.region import factories


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return factories.write_pack(tmp_path / "pack")


@pytest.fixture
def pack(folder: Path) -> Pack:
    return loader.load(folder)


def test_another_region_loads_without_touching_code(pack):
    assert pack.names.brand == "Tepi Laut Satu"
    assert pack.area_levels["KECAMATAN"] == "Distrik"
    assert pack.phone_prefix == "+62"
    assert [area.name for area in pack.areas.kecamatan] == ["Utara", "Selatan"]
    assert pack.tokens_css.is_file()
    assert pack.logo_svg.is_file()


def test_areas_are_found_by_any_spelling_and_told_apart_by_place(pack):
    def found(name: str, within: str = "") -> list[str]:
        return [area.code for area in pack.areas.find(name, level=AreaLevel.KELURAHAN, within=within)]

    assert found("Batu-putih") == found("WATU PUTEH") == found("batuputi") == ["99.01.01.1001"]
    assert found("Muara") == ["99.01.01.1002", "99.01.02.1001"]
    assert found("Muara", within="99.01.02") == ["99.01.02.1001"]
    assert found("Nowhere") == []


def test_an_area_knows_what_lies_around_and_within_it(pack):
    assert [area.code for area in pack.areas.path("99.01.02.1001")] == ["99.01", "99.01.02", "99.01.02.1001"]
    assert [area.code for area in pack.areas.children("99.01.01")] == ["99.01.01.1001", "99.01.01.1002"]
    assert pack.areas.path("1") == ()
    assert pack.areas.get("1") is None
    assert pack.areas["99.01"].bps_code == "9901"
    assert "99.01.02" in pack.areas
    assert len(pack.areas) == 6


def test_organisations_hold_from_their_first_day_until_the_day_after_their_last(pack):
    def codes(day: date) -> set[str]:
        return {seed.code for seed in pack.organisations_on(day)}

    assert {"IKAN"} == codes(date(2019, 12, 31)) & {"IKAN", "LAUT"}
    assert {"LAUT"} == codes(date(2020, 1, 1)) & {"IKAN", "LAUT"}
    assert codes(date(1999, 12, 31)) == set()


def test_authority_passes_from_one_source_to_another_on_the_day_the_pack_says(pack):
    assert pack.authority_on(date(2029, 12, 31))["person"]["phone"] == "CAPIL"
    assert pack.authority_on(date(2030, 1, 1))["person"]["phone"] == "LAIN"
    assert pack.authority_on(date(1999, 1, 1))["person"] == {}


def test_authority_is_that_of_today(pack):
    assert pack.authority["employee"]["nip"] == "CAPIL"


def test_statuses_have_their_time_and_their_number_rule(pack):
    assert [status.code for status in pack.statuses_on(date(2024, 12, 31))] == ["PNS", "HONORER"]
    assert [status.code for status in pack.statuses_on(date(2025, 1, 1))] == ["PNS"]
    assert pack.employee_statuses[1].number_rule is NumberRule.LOCAL
    assert list(pack.ladders[0].grades) == ["III/a", "III/b"]


def test_labels_speak_the_language_asked_for(pack):
    assert pack.label("statuses", "PNS", "en") == "Civil servant"
    assert pack.label("statuses", "PNS", "id") == "Pegawai negeri sipil"
    assert pack.label("statuses", "PNS", "fr") == "Pegawai negeri sipil"
    assert pack.label("sources", "UNHEARD", "en") == "UNHEARD"


def test_an_empty_folder_is_refused_with_the_name_of_every_missing_file(tmp_path):
    with pytest.raises(PackError) as refused:
        loader.load(tmp_path)

    missing = {problem.file for problem in refused.value.problems if problem.reason == "the file is missing"}
    assert missing == {
        *("region.toml", "areas.csv", "organisations.csv", "calendar.toml", "sources.toml", "statuses.toml"),
        *("tokens.css", "logo.svg"),
    }


def test_all_problems_are_told_at_once_with_file_place_and_reason(folder):
    change(folder, "region.toml", 'slug = "tepi-laut"', 'slug = "Tepi Laut"\ncolour = "red"')
    change(
        folder,
        "organisations.csv",
        "LAUT,Dinas Kelautan,Kelautan,DINAS,PEMKAB",
        "LAUT,Dinas Kelautan,Kelautan,DINAS,PEMDA",
    )
    change(folder, "statuses.toml", "valid_from = 2001-01-01", 'valid_from = "2001-13-01"')

    with pytest.raises(PackError) as refused:
        loader.load(folder)

    assert [str(problem) for problem in refused.value.problems] == [
        "statuses.toml: status[2] HONORER.valid_from: is not a date (YYYY-MM-DD): 2001-13-01",
        "region.toml: colour: unknown key",
        "region.toml: slug: must be lower-case letters, digits and hyphens: Tepi Laut",
        "organisations.csv: LAUT: unknown parent PEMDA",
    ]
    assert "has 4 problem(s)" in str(refused.value)


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
    "unknown key": (
        "calendar.toml",
        'country = "ID"',
        'country = "ID"\nstate = "X"',
        "calendar.toml: national.state: unknown key",
    ),
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
    "other city": (
        "region.toml",
        'code = "99.01"',
        'code = "99.02"',
        "areas.csv: exactly one CITY is expected, 99.02, found: 99.01",
    ),
    "alias of a neighbour": (
        "areas.csv",
        "Watu Puteh|Batuputi",
        "muara",
        "areas.csv: 99.01.01.1002: bears a name of 99.01.01.1001: Muara",
    ),
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
    "bad work days": (
        "calendar.toml",
        "[1, 2, 3, 4, 5, 6]",
        "[1, 8]",
        "calendar.toml: work_days: must be different numbers from 1",
    ),
    "work days of another type": (
        "calendar.toml",
        "[1, 2, 3, 4, 5, 6]",
        '["monday"]',
        "calendar.toml: work_days: must be a list of whole numbers",
    ),
    "two decrees": (
        "calendar.toml",
        "[[holiday]]",
        '[[decree]]\nyear = 2026\nlegal_basis = "x"\n[[holiday]]',
        "calendar.toml: decree[2] 2026.year: has two decrees",
    ),
    "day decided twice": (
        "calendar.toml",
        "on = 2026-02-06",
        "on = 2026-02-05",
        "calendar.toml: joint_leave[1] 2026-02-05.on: is already a holiday",
    ),
    "list that is none": ("calendar.toml", "[[decree]]", "[decree]", "calendar.toml: decree: must be a list of tables"),
    "missing translation": (
        "locale/en.toml",
        'HONORER = "Temporary employee"\n',
        "",
        "locale/en.toml: statuses.HONORER: is missing",
    ),
    "translation of nothing": (
        "locale/en.toml",
        "[statuses]",
        '[statuses]\nX = "x"',
        "locale/en.toml: statuses.X: unknown key",
    ),
    "bad colour": ("tokens.css", "#005b6b", "teal-ish", "tokens.css: --river: is not a colour: teal-ish"),
    "colour out of range": ("tokens.css", "83%", "183%", "tokens.css: --river-night: is not a colour"),
    "nested pair": (
        "tokens.css",
        "light-dark(#013744,",
        "light-dark(light-dark(#000, #fff),",
        "tokens.css: --deep: is not a colour",
    ),
    "missing token": ("tokens.css", "--gold: #f2b541;", "", "tokens.css: --gold: is missing"),
    "unknown token": ("tokens.css", "--gold", "--golden", "tokens.css: --golden: unknown token"),
    "token twice": (
        "tokens.css",
        "--gold: #f2b541;",
        "--gold: #f2b541; --gold: #fff;",
        "tokens.css: --gold: is set twice",
    ),
    "style beyond tokens": ("tokens.css", "}\n", "}\nbody { color: red }\n", "tokens.css: must be one :root"),
    "script in the mark": ("logo.svg", "<path", "<script/><path", "logo.svg: script: is not allowed"),
    "handler in the mark": ("logo.svg", "<path", '<path onclick="x()"', "logo.svg: path.onclick: is not allowed"),
    "entities in the mark": ("logo.svg", "<svg", "<!DOCTYPE svg><svg", "logo.svg: must not declare a document type"),
    "mark that is no XML": ("logo.svg", "</svg>", "", "logo.svg: is not XML"),
    "mark without a box": ("logo.svg", 'viewBox="0 0 28 28"', "", "logo.svg: must be an <svg> with a viewBox"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_pack_is_refused_and_says_where(folder, case):
    file, old, new, message = BROKEN[case]
    change(folder, file, old, new)

    with pytest.raises(PackError) as refused:
        loader.load(folder)

    told = [str(problem) for problem in refused.value.problems]
    assert any(line.startswith(message) for line in told), told


@pytest.mark.parametrize("file", ["areas.csv", "tokens.css", "region.toml"])
def test_bytes_that_are_no_text_are_refused(folder, file):
    (folder / file).write_bytes(b"\xff\xfe\x80")

    with pytest.raises(PackError) as refused:
        loader.load(folder)

    assert any(problem.file == file for problem in refused.value.problems)


def change(folder: Path, file: str, old: str | None, new: str) -> None:
    """Replace a text in a pack file; None replaces everything."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old is None or old in text
    path.write_text(new if old is None else text.replace(old, new, 1), encoding="utf-8")
