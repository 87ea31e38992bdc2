"""Officers find people, say what for, and read no more than that."""

import re
from datetime import timedelta

import pytest

from ayo.audit.models import Inbox
from ayo.common import clock
from tests import cast as people
from tests.cast import Cast
from tests.portal import factories

pytestmark = pytest.mark.django_db
NIK, PHONE = "3671015203890001", "0812 3456 7801"


def opened(cast: Cast, who: str = "budi"):
    client = factories.visitor(cast, who)
    client.post(f"/warga/{cast.ratna}/tujuan/", {"purpose": "SERVICE", "detail": "KL-04127"})
    return client


def test_an_officer_lists_only_the_people_of_the_own_area(cast: Cast):
    page = factories.visitor(cast, "budi").get("/warga/").text

    assert "Ratna" in page
    assert "Joko" not in page


def test_a_complete_nik_finds_its_person_and_stands_in_no_address(cast: Cast):
    answer = factories.visitor(cast, "budi").post("/warga/", {"q": NIK})

    assert f"/warga/{cast.ratna}/" in answer.text
    assert "Location" not in answer
    assert f"?q={NIK}" not in answer.text
    assert Inbox.objects.filter(act="registry.find_person").count() == 1


@pytest.mark.parametrize("words", ["3671051007850003", "Joko Susilo"])
def test_a_person_of_another_area_is_not_found_by_name_or_number(cast: Cast, words: str):
    assert f"/warga/{cast.joko}/" not in factories.visitor(cast, "budi").post("/warga/", {"q": words}).text


def test_filters_narrow_and_an_unknown_one_is_left_out(cast: Cast):
    client = factories.visitor(cast, "wati")

    assert "Joko" in client.get(f"/warga/?wilayah={people.CIPONDOH}").text
    assert "Ratna" not in client.get(f"/warga/?wilayah={people.CIPONDOH}").text
    assert "Bima" in client.get("/warga/?kelompok=CHILD").text
    assert "Ratna" not in client.get("/warga/?kelompok=CHILD").text
    assert client.get("/warga/?wilayah=x&jk=y&kelompok=z&sesudah=kemarin").status_code == 200


def test_pages_follow_each_other_without_gap_or_double(cast: Cast, monkeypatch):
    monkeypatch.setattr("ayo.portal.views.people.PAGE", 3)
    client, seen, url = factories.visitor(cast, "wati"), [], "/warga/"

    for _ in range(10):
        page = client.get(url).text
        seen += re.findall(r'<th scope="row"><a href="/warga/([0-9a-f-]+)/"', page)
        following = re.search(r'href="(\?sesudah=[^"]+)"', page)
        if not following:
            break
        url = f"/warga/{following[1]}"

    assert len(seen) == len(set(seen)) == 10


def test_the_cost_of_the_list_does_not_grow(cast: Cast, django_assert_num_queries):
    client = factories.visitor(cast, "wati")
    client.get("/warga/")
    with django_assert_num_queries(5):
        client.get("/warga/")

    for number in range(8):
        people.person(f"Ujang {'abcdefgh'[number] * 4}", f"367101{number + 1:02d}0380{number + 1:04d}")
    with django_assert_num_queries(5):
        client.get("/warga/")


def test_private_fields_stay_closed_until_the_purpose_is_said(cast: Cast):
    client = factories.visitor(cast, "budi")

    closed = client.get(f"/warga/{cast.ratna}/").text

    assert NIK not in closed
    assert PHONE not in closed
    assert "Jl. Perintis" not in closed
    assert "3671••••••••••01" in closed
    entry = Inbox.objects.get(act="registry.open_person")
    assert (entry.subject_id, entry.fields) == (str(cast.ratna), [])


def test_with_a_purpose_the_fields_open_and_the_reading_is_noted_each_time(cast: Cast):
    client = opened(cast)

    page = client.get(f"/warga/{cast.ratna}/").text
    client.get(f"/warga/{cast.ratna}/")

    assert NIK in page
    assert PHONE in page
    entries = Inbox.objects.filter(act="registry.read_person", subject_id=str(cast.ratna))
    assert entries.count() == 2
    assert entries[0].purpose == "Melayani permohonan orang ini: KL-04127"
    assert "nik" in entries[0].fields


def test_a_purpose_is_forgotten_after_four_hours_and_when_asked(cast: Cast, time_machine):
    client = opened(cast)
    client.post(f"/warga/{cast.ratna}/tujuan/", {"step": "forget"})
    assert NIK not in client.get(f"/warga/{cast.ratna}/").text

    client = opened(cast)
    time_machine.move_to(clock.now() + timedelta(hours=4, minutes=1))
    assert NIK not in client.get(f"/warga/{cast.ratna}/").text


@pytest.mark.parametrize("part", ["ubah/phone/", "riwayat/person/nik/", "tercatat/"])
def test_no_side_door_shows_what_the_front_door_hides(cast: Cast, part: str):
    client = factories.visitor(cast, "budi")

    page = client.get(f"/warga/{cast.ratna}/{part}").text

    assert NIK not in page
    assert PHONE not in page


def test_posting_a_form_without_a_purpose_shows_nothing_either(cast: Cast):
    client = factories.visitor(cast, "budi")

    page = client.post(
        f"/warga/{cast.ratna}/ubah/phone/",
        {"version": "1", "valid_from": "2026-01-01", "value": "081299990001", "note": "x", "step": "check"},
    ).text

    assert PHONE not in page
    assert "Untuk apa data ini dibuka?" in page


def test_a_receipt_of_somebody_else_needs_a_purpose_too(cast: Cast):
    event_id = factories.change(cast, "ratna", {"phone": "081299990001"}).event_id
    client = factories.visitor(cast, "budi")

    assert PHONE not in client.get(f"/warga/{cast.ratna}/kabar/{event_id}/").text
    for headers in ({"HX-Request": "true"}, {"HX-Request": "true", "HX-Request-Type": "partial"}):
        assert PHONE not in client.get(f"/warga/{cast.ratna}/kabar/{event_id}/", headers=headers).text


def test_the_way_on_after_saying_what_for_never_leaves_the_house(cast: Cast):
    client = factories.visitor(cast, "budi")

    answer = client.post(f"/warga/{cast.ratna}/tujuan/", {"purpose": "SERVICE", "next": "https://example.org/"})

    assert answer["Location"] == f"/warga/{cast.ratna}/"


def test_the_family_reads_without_being_asked_and_it_is_noted(cast: Cast):
    page = factories.visitor(cast, "ratna").get(f"/warga/{cast.bima}/").text

    assert "3671011206150002" in page
    assert Inbox.objects.get(act="registry.read_person").purpose == "Keluarga sendiri"


def test_what_was_known_then_can_be_looked_up(cast: Cast):
    factories.change(cast, "ratna", {"phone": "081299990001"})
    client = opened(cast)
    before = (clock.now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")

    assert "0812 9999 0001" in client.get(f"/warga/{cast.ratna}/tercatat/").text
    assert "0812 9999 0001" not in client.get(f"/warga/{cast.ratna}/tercatat/?dicatat={before}").text
    assert "Belum ada" in client.get(f"/warga/{cast.ratna}/tercatat/?pada=2019-12-31").text


def test_the_family_of_the_day_stands_with_its_members_and_stays_closed_without_a_purpose(cast: Cast):
    shut, open_ = factories.visitor(cast, "budi"), opened(cast, "sari")

    assert "3671010101100001" not in shut.get(f"/warga/{cast.ratna}/tercatat/").text
    page = open_.get(f"/warga/{cast.ratna}/tercatat/").text
    assert "3671010101100001" in page
    assert f"/warga/{cast.bima}/" in page
    assert "Belum tercatat di kartu keluarga" in open_.get(f"/warga/{cast.ratna}/tercatat/?pada=2019-12-31").text


def test_one_looks_at_ones_own_past_from_ones_own_data(cast: Cast):
    client = factories.visitor(cast, "ratna")

    assert f"/warga/{cast.ratna}/tercatat/" in client.get("/saya/").text
    page = client.get(f"/warga/{cast.ratna}/tercatat/").text
    assert "Bima" in page
    assert 'href="/warga/"' not in page


def test_an_officers_correction_of_a_phone_is_a_proposal_to_its_owner(cast: Cast):
    client = opened(cast)
    answer = client.post(
        f"/warga/{cast.ratna}/ubah/phone/",
        {"version": "1", "valid_from": "2026-01-01", "value": "081299990001", "note": "di loket", "step": "send"},
    )

    assert answer["Location"].startswith("/usulan/")


def test_the_resident_sees_who_read_and_what_for(cast: Cast):
    opened(cast).get(f"/warga/{cast.ratna}/")
    factories.chain_everything()

    page = factories.visitor(cast, "ratna").get("/saya/akses/").text

    assert "Membuka data" in page
    assert "Budi Santoso" in page
    assert "Melayani permohonan orang ini: KL-04127" in page
