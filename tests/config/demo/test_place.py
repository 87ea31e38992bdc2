"""What a region must say to have a demo city."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from ayo.config.demo import place
from ayo.config.demo.errors import DemoRefused
from ayo.config.demo.generate import City, Plan
from ayo.region import loader
from tests.config.demo.conftest import TODAY
from tests.region import factories


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree("regions/tangerang", tmp_path / "pack"))


def test_a_region_without_a_demo_says_so(tmp_path):
    pack = loader.load(factories.write_pack(tmp_path / "pack"))

    with pytest.raises(DemoRefused, match=r"tepi-laut has no demo\.toml"):
        place.read(pack, today=TODAY)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('code = "36.71.01"', 'code = "36.71.99"', "36.71.99 is missing or unknown"),
        ("as_of = 2026-11-01\n", "", "as_of is missing or unknown"),
        ("sundanese = 21", "klingon = 21", "klingon is missing or unknown"),
        ("CPNS = {", "MAGANG = {", "MAGANG is missing or unknown"),
        ('kinds = ["SEKRETARIAT"]', 'kinds = ["KANTOR"]', "unknown kind of organisation KANTOR"),
        ('only = ["DISDIK"]', 'only = ["DISDAK"]', "unknown organisation DISDAK"),
        ('schooling = "teaching"', 'schooling = "magic"', "unknown schooling magic"),
        ('home = "36.71.01.1005"', 'home = "36.71.01.1099"', "unknown kelurahan 36.71.01.1099"),
        ("grades = [14, 15]", "grades = [14]", "demo.toml: not enough values"),
        ("[cultures]", "[cultures", "demo.toml: "),
        ("rt = ", "rukun = ", "demo.toml: "),
    ],
)
def test_a_demo_that_does_not_fit_the_pack_is_refused_with_the_reason(folder, old, new, told):
    text = (folder / "demo.toml").read_text(encoding="utf-8")
    assert old in text
    (folder / "demo.toml").write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(DemoRefused) as refused:
        place.read(loader.load(folder), today=TODAY)

    assert told in str(refused.value)


def test_identity_numbers_begin_with_kecamatan_codes_the_region_does_not_have(where):
    assert len(where.prefixes) == 9
    assert all(f"36.71.{prefix[4:]}" not in where.pack.areas for prefix in where.prefixes)


def test_every_kelurahan_is_lived_in(where):
    assert {spot.code for spot in where.spots.slots} == {area.code for area in where.pack.areas.kelurahan}
    assert all(spot.postal_code.startswith("15") for spot in where.spots.slots)


def test_the_city_never_stands_in_the_future(where):
    early = place.read(where.pack, today=date(2026, 5, 1))

    assert (where.as_of, early.as_of) == (date(2026, 11, 1), date(2026, 5, 1))
    for household in City(early, Plan(500, 80, 1)).households():
        assert all(person.birth_on <= "2026-05-01" for person in household.persons)
