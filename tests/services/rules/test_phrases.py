"""Texts with places that are filled in."""

import pytest

from ayo.services.catalogue import phrases as shipped
from ayo.services.rules import phrases


def test_places_are_filled_and_unknown_ones_stay_to_be_seen():
    assert phrases.filled("Ibu {nama}, {nomor} {apa}", {"nama": "Ratna", "nomor": "1/2"}) == "Ibu Ratna, 1/2 {apa}"


@pytest.mark.parametrize(("text", "unknown"), [("{nama} {layanan}", []), ("{nik}", ["nik"]), ("{} {nama}", [""])])
def test_what_nothing_fills_is_named(text: str, unknown: list[str]):
    assert phrases.unknown(text) == unknown


def test_a_value_that_looks_like_a_place_is_no_place():
    assert phrases.filled("{nama}", {"nama": "{nomor}", "nomor": "7"}) == "{nomor}"


def test_the_region_brings_texts_for_every_deed_that_needs_words():
    found = shipped.shipped()

    assert {one.used_for for one in found} >= {"ASK", "REJECT", "FINISH", "MESSAGE", "TRANSFER"}
    assert all(one.text["en"] and one.title["en"] for one in found)
