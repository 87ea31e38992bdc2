"""Data saya: everything held, where it is from, who has it, who read it, and nothing of anybody else."""

import json

import pytest

from ayo.audit.models import Inbox
from tests.cast import Cast
from tests.portal import factories

pytestmark = pytest.mark.django_db


def test_every_value_stands_with_its_source_and_its_dates(cast: Cast):
    page = factories.visitor(cast, "ratna").get("/saya/").text

    assert "0812 3456 7801" in page
    assert "Warga sendiri sejak 1 Jan 2020" in page
    assert "Disdukcapil sejak 1 Jan 2020" in page


def test_the_own_number_is_masked_until_asked_for_and_again_on_the_next_page(cast: Cast):
    client = factories.visitor(cast, "ratna")

    assert "3671015203890001" not in client.get("/saya/").text
    client.post("/saya/nik/")
    assert "3671015203890001" in client.get("/saya/").text
    assert "3671015203890001" not in client.get("/saya/").text


def test_each_application_is_named_with_fields_purpose_and_legal_basis(cast: Cast):
    factories.application("pbb", "name", "domicile.kelurahan")

    page = factories.visitor(cast, "ratna").get("/saya/").text

    assert "Dipegang 1 aplikasi" in page
    assert "nama lengkap, alamat tinggal (kelurahan)" in page
    assert "Pengujian" in page
    assert "Perwal 1/2020" in page


def test_the_family_on_the_card_is_shown_and_nobody_else(cast: Cast):
    page = factories.visitor(cast, "ratna").get("/saya/").text

    assert f"/warga/{cast.bima}/" in page
    assert "Joko" not in page


def test_a_field_shows_every_value_it_ever_had(cast: Cast):
    factories.change(cast, "ratna", {"phone": "081299990001"})

    page = factories.visitor(cast, "ratna").get("/saya/riwayat/person/phone/").text

    assert page.index("0812 9999 0001") < page.index("0812 3456 7801")


def test_a_field_that_does_not_exist_has_no_history(cast: Cast):
    client = factories.visitor(cast, "ratna")

    assert client.get("/saya/riwayat/person/merged_into/").status_code == 404
    assert client.get("/saya/riwayat/employee/nip/").status_code == 404


def test_a_copy_holds_values_history_holders_and_is_noted(cast: Cast):
    factories.application("pbb", "name")
    factories.change(cast, "ratna", {"phone": "081299990001"})
    client = factories.visitor(cast, "ratna")

    answer = client.post("/saya/unduh/", {"form": "json"})

    copy = json.loads(answer.content)
    fields = {one["name"]: one for one in copy["records"][0]["fields"]}
    assert fields["phone"]["value"] == "+6281299990001"
    assert len(fields["phone"]["history"]) == 2
    assert fields["phone"]["source"] == "RESIDENT"
    assert copy["held_by"][0]["purpose"] == "Pengujian"
    assert (copy["notices"]["are_chosen"], copy["notices"]["tasks"]) == (False, ["EMAIL"])
    assert "attachment" in answer["Content-Disposition"]
    assert "3671" not in answer["Content-Disposition"]
    assert Inbox.objects.filter(act="registry.export_person", subject_id=str(cast.ratna)).count() == 1


def test_a_copy_to_read_stands_by_itself(cast: Cast):
    page = factories.visitor(cast, "ratna").post("/saya/unduh/", {"form": "html"}).text

    assert "<link" not in page
    assert "<script" not in page
    assert "Ratna" in page
    assert "Jam tenang 21:00 sampai 06:00" in page


def test_looking_at_the_export_page_takes_nothing_away(cast: Cast):
    factories.visitor(cast, "ratna").get("/saya/unduh/")

    assert not Inbox.objects.filter(act="registry.export_person").exists()


@pytest.mark.parametrize("url", ["/", "/saya/"])
def test_the_cost_of_a_page_does_not_grow_with_what_is_on_it(cast: Cast, url: str, django_assert_max_num_queries):
    client = factories.visitor(cast, "ratna")
    client.get(url)
    with django_assert_max_num_queries(8):
        client.get(url)

    for number in range(6):
        factories.change(cast, "ratna", {"phone": f"08129999000{number}"})
        factories.change(cast, "ratna", {"name": f"Ratna {'abcdef'[number]}"})
    with django_assert_max_num_queries(8):
        client.get(url)


def test_a_page_speaks_english_to_whoever_chose_it(cast: Cast):
    client = factories.visitor(cast, "ratna")
    client.cookies["ayo_language"] = "en"

    page = client.get("/saya/").text

    assert "What the city knows about you" in page
    assert "Perempuan" not in page
