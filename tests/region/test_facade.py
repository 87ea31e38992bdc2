"""One pack per process, the one the settings name."""

import time
from datetime import date

from ayo.region import facade, loader
from ayo.region.data import AreaLevel
from tests.region import factories


def test_the_pack_follows_the_setting_and_is_read_once(settings, tmp_path):
    settings.AYO_REGION_DIR = str(factories.write_pack(tmp_path / "pack"))

    assert facade.pack().slug == "tepi-laut"
    assert facade.pack() is facade.pack()


def test_the_city_is_complete():
    pack = facade.pack()
    kinds = [seed.kind for seed in pack.organisations]

    assert (len(pack.areas.kecamatan), len(pack.areas.kelurahan)) == (13, 104)
    assert (kinds.count("KECAMATAN"), kinds.count("KELURAHAN")) == (13, 104)
    assert {seed.area for seed in pack.organisations if seed.kind == "KELURAHAN"} == {
        area.code for area in pack.areas.kelurahan
    }
    assert all(area.bps_code for area in pack.areas.kecamatan)


def test_names_that_mislead_lead_to_the_right_place():
    areas = facade.pack().areas

    assert [a.parent for a in areas.find("Jatiuwung", level=AreaLevel.KELURAHAN, within="")] == ["36.71.09"]
    assert [a.code for a in areas.find("Jatiuwung", level=AreaLevel.KECAMATAN, within="")] == ["36.71.02"]
    assert [a.parent for a in areas.find("Karang Anyar", level=AreaLevel.KELURAHAN, within="")] == ["36.71.10"]
    for alias in ("Cibodasari", "Nerogtog", "Pedurenan", "Kereo", "Kroncong", "Koangjaya", "Porisgaga"):
        assert len(areas.find(alias, level=AreaLevel.KELURAHAN, within="")) == 1


def test_merged_agencies_replace_their_predecessors():
    pack = facade.pack()
    before = {seed.code for seed in pack.organisations_on(date(2019, 6, 1))}
    after = {seed.code for seed in pack.organisations_on(date(2026, 6, 1))}

    assert {"DISPERKIM", "DISTANAH"} <= before
    assert "DISPERKIMTAN" not in before
    assert "DISPERKIMTAN" in after
    assert not {"DISPERKIM", "DISTANAH"} & after


def test_each_field_has_the_source_the_city_agreed_on():
    authority = facade.pack().authority

    assert authority["person"]["nik"] == authority["person"]["family_id"] == "DISDUKCAPIL"
    assert {authority["person"][name] for name in ("phone", "email", "domicile")} == {"RESIDENT"}
    assert {authority["person"][name] for name in ("front_title", "back_title")} == {"BKPSDM"}
    assert set(authority["family"].values()) == {"DISDUKCAPIL"}
    assert set(authority["employee"].values()) == {"BKPSDM"}
    assert set(authority["organisation"].values()) == {"ORGANISASI"}


def test_a_pack_loads_in_a_tenth_of_a_second():
    folder = facade.pack().folder
    times = []
    for _ in range(5):
        start = time.perf_counter()
        loader.load(folder)
        times.append(time.perf_counter() - start)

    assert min(times) < 0.1
