"""Double records: found, laid side by side, merged, and taken apart again."""

import pytest

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.registry import actions
from ayo.registry.data import Kind
from ayo.registry.models import Merge, Person
from tests.cast import Cast
from tests.portal import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(cast: Cast):
    return actions.register_record(
        Kind.PERSON,
        {"name": "Joko Susila", "sex": "MALE", "birth_on": "1985-07-10"},
        valid_from=clock.today(),
        actor=SYSTEM,
        not_duplicates_of=(cast.joko,),
        note="",
    ).record.id


def test_a_likely_double_is_offered_with_its_reasons(cast: Cast, twin):
    page = factories.visitor(cast, "wati").get(f"/warga/{cast.joko}/gabung/").text

    assert f"?dengan={twin}" in page
    assert "tanggal lahir sama" in page


def test_both_are_laid_side_by_side_and_both_readings_are_noted(cast: Cast, twin):
    page = factories.visitor(cast, "wati").get(f"/warga/{cast.joko}/gabung/?dengan={twin}").text

    assert "Joko Susila" in page
    assert "3671051007850003" in page
    assert Inbox.objects.filter(act="registry.read_person", purpose="Memeriksa data ganda").count() == 2


def test_merging_and_taking_apart_from_the_page(cast: Cast, twin):
    client = factories.visitor(cast, "wati")

    client.post(f"/warga/{cast.joko}/gabung/", {"dengan": str(twin), "keep": "this", "reason": "orang yang sama"})
    assert Person.objects.get(pk=twin).merged_into_id == cast.joko

    merge = Merge.objects.get()
    client.post(f"/warga/{cast.joko}/gabung/{merge.pk}/batal/", {"reason": "keliru"})
    assert Person.objects.get(pk=twin).merged_into_id is None


def test_the_other_record_may_be_the_one_that_stands(cast: Cast, twin):
    client = factories.visitor(cast, "wati")

    answer = client.post(
        f"/warga/{cast.joko}/gabung/", {"dengan": str(twin), "keep": "other", "reason": "lebih lengkap"}
    )

    assert Person.objects.get(pk=cast.joko).merged_into_id == twin
    assert answer["Location"] == f"/warga/{twin}/gabung/"


@pytest.mark.parametrize("given", [{"keep": "this", "reason": ""}, {"keep": "", "reason": "x"}])
def test_a_merge_needs_a_choice_and_a_reason(cast: Cast, twin, given: dict[str, str]):
    page = factories.visitor(cast, "wati").post(f"/warga/{cast.joko}/gabung/", {"dengan": str(twin), **given})

    assert page.status_code == 422
    assert not Merge.objects.exists()


def test_two_different_numbers_are_two_people(cast: Cast):
    page = factories.visitor(cast, "wati").post(
        f"/warga/{cast.joko}/gabung/", {"dengan": str(cast.ratna), "keep": "this", "reason": "mirip"}
    )

    assert "NIK keduanya berbeda: ini dua orang." in page.text
    assert not Merge.objects.exists()


def test_a_merge_of_others_is_not_undone_from_here(cast: Cast, twin):
    client = factories.visitor(cast, "wati")
    client.post(f"/warga/{cast.joko}/gabung/", {"dengan": str(twin), "keep": "this", "reason": "sama"})

    answer = client.post(f"/warga/{cast.ratna}/gabung/{Merge.objects.get().pk}/batal/", {"reason": "x"})

    assert answer.status_code == 404
