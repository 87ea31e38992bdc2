"""What a loaded pack answers: areas, organisations, authority and statuses of a day, labels."""

from datetime import date

from ayo.region.data import AreaLevel, NumberRule


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
