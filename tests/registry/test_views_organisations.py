"""The tree of organisations on any day, and one of them with its history."""

import pytest

from ayo.registry.models import Organisation
from tests import cast as people
from tests.cast import Cast
from tests.portal import factories

pytestmark = pytest.mark.django_db


def test_the_tree_counts_the_people_of_each_branch(cast: Cast):
    page = factories.visitor(cast, "ratna").get("/organisasi/").text

    assert "5 unit pada" in page
    kelurahan = page.partition("Kelurahan Cikokol")[2]
    assert kelurahan.index("1 orang") < 400


def test_a_day_before_the_founding_shows_nothing(cast: Cast):
    assert (
        "Belum ada organisasi pada tanggal ini"
        in factories.visitor(cast, "ratna").get("/organisasi/?pada=1999-01-01").text
    )


@pytest.mark.parametrize("words", ["inspek", "INSPEKTORAT"])
def test_a_unit_is_found_by_part_of_its_name_or_code(cast: Cast, words: str):
    page = factories.visitor(cast, "ratna").get(f"/organisasi/?q={words}").text

    assert "Inspektorat" in page
    assert "Dinas Komunikasi" not in page


def test_a_unit_shows_its_values_with_their_source(cast: Cast):
    unit = Organisation.objects.get(code="KEL-CIKOKOL")

    page = factories.visitor(cast, "ratna").get(f"/organisasi/{unit.pk}/").text

    assert "Bagian Organisasi" in page
    assert "1 orang bertugas di sini" in page


def test_who_serves_is_listed_only_for_those_who_may_see_them(cast: Cast):
    unit = Organisation.objects.get(code="KEL-CIKOKOL")

    assert "Budi Santoso" in factories.visitor(cast, "rini").get(f"/organisasi/{unit.pk}/").text
    assert "Budi Santoso" not in factories.visitor(cast, "joko").get(f"/organisasi/{unit.pk}/").text


def test_the_cost_of_the_tree_does_not_grow(cast: Cast, django_assert_num_queries):
    client = factories.visitor(cast, "ratna")
    client.get("/organisasi/")
    with django_assert_num_queries(3):
        client.get("/organisasi/")
    for number in range(5):
        people.organisation(f"UPT-{number}", f"Unit {number}", "UPT")
    with django_assert_num_queries(3):
        client.get("/organisasi/")
