"""Urusan saya: whose turn it is, where each case is, what an applicant may do with it; nothing of the offices' own."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ayo.common import clock
from ayo.services import actions
from ayo.services.data import State
from ayo.services.models import Case
from tests.cast import Cast
from tests.portal.factories import visitor
from tests.services import factories

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def ratna(city: Cast) -> Client:
    return visitor(city, "ratna")


@pytest.fixture
def case(city: Cast) -> Case:
    return factories.handed_in(city.actor("ratna"))


def page(client: Client, case: Case, part: str = "") -> str:
    answer = client.get(f"/urusan/{case.pk}/{part}")
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def test_an_empty_list_says_so_and_leads_on(ratna: Client):
    text = ratna.get("/urusan/").content.decode()

    assert "Belum ada urusan" in text and "Cari layanan" in text


def test_what_waits_for_me_stands_first(city: Cast, ratna: Client, case: Case):
    other = factories.handed_in(city.actor("ratna"))
    factories.returned(city, case, "purpose")

    text = ratna.get("/urusan/").content.decode()

    assert text.index("Menunggu Anda") < text.index(case.number) < text.index("Berjalan") < text.index(other.number)
    assert text.count(case.number) == 1


def test_a_case_is_found_by_its_number(city: Cast, ratna: Client, case: Case):
    other = factories.handed_in(city.actor("ratna"))

    text = ratna.get("/urusan/", {"q": other.number.partition("/")[2]}).content.decode()

    assert other.number in text and case.number not in text
    assert "Tidak ada urusan dengan nomor itu" in ratna.get("/urusan/?q=nihil").content.decode()


def test_the_list_is_turned_page_by_page(city: Cast, ratna: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ayo.services.views.affairs.PAGE", 2)
    cases = [factories.handed_in(city.actor("ratna")) for _turn in range(5)]
    seen, address = [], "/urusan/"
    while address:
        text = ratna.get(address).content.decode()
        seen += [one.pk for one in cases if one.number in text]
        onward = text.partition('rel="next"')[0].rpartition('href="?sebelum=')[2].partition('"')[0]
        address = f"/urusan/?sebelum={onward}" if 'rel="next"' in text else ""

    assert sorted(seen) == sorted(one.pk for one in cases)


def test_a_list_costs_the_same_for_one_case_and_for_ten(
    city: Cast, ratna: Client, django_assert_max_num_queries: Any, django_assert_num_queries: Any
):
    factories.handed_in(city.actor("ratna"))
    ratna.get("/urusan/")
    with django_assert_max_num_queries(20) as first:
        ratna.get("/urusan/")
    for _turn in range(9):
        factories.handed_in(city.actor("ratna"))

    with django_assert_num_queries(len(first)):
        ratna.get("/urusan/")


def test_a_case_tells_who_holds_it_and_what_comes(city: Cast, ratna: Client, case: Case):
    actions.take_task(task_id=factories.only_task(case).pk, expected=None, actor=city.actor("budi"))

    text = page(ratna, case)

    assert "Dipegang Kelurahan Cikokol" in text and "penanggung jawab: Budi Santoso" in text
    assert "Lurah menandatangani surat" in text and "hari kerja terpakai" in text
    assert "3671015203890001" not in text


def test_internal_lines_are_not_for_the_applicant(city: Cast, ratna: Client, case: Case):
    actions.write_note(case_id=case.pk, text="Alamatnya perlu dicek", actor=city.actor("budi"))

    assert "Alamatnya perlu dicek" not in page(ratna, case)


def test_a_running_case_refreshes_itself_and_an_ended_one_no_more(city: Cast, ratna: Client, case: Case):
    assert 'hx-trigger="load delay:15s"' in page(ratna, case)
    part = ratna.get(f"/urusan/{case.pk}/", headers=HTMX).content.decode()
    assert "<html" not in part and "Perjalanan" in part

    actions.cancel_case(case_id=case.pk, reason="", actor=city.actor("ratna"))
    from tests.exchange import desk

    desk.sequence()

    assert "load delay" not in page(ratna, case)


def test_a_question_is_answered_with_only_what_was_asked(city: Cast, ratna: Client, case: Case):
    factories.returned(city, case, "purpose", text="Surat ini untuk siapa?")

    text = page(ratna, case, "jawab/")
    assert "Surat ini untuk siapa?" in text and 'name="isian-purpose"' in text
    assert 'name="isian-occupation"' not in text
    opened = ratna.post(f"/urusan/{case.pk}/jawab/", {"isian-purpose": "OTHER"})
    assert opened.status_code == 422 and 'name="isian-purpose_text"' in opened.content.decode()
    answer = ratna.post(f"/urusan/{case.pk}/jawab/", {"isian-purpose": "OTHER", "isian-purpose_text": "Visa"})

    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.state == State.VERIFYING and case.answers["purpose_text"] == "Visa"


def test_nothing_but_what_was_asked_can_be_changed(city: Cast, ratna: Client, case: Case):
    factories.returned(city, case, "purpose")

    ratna.post(f"/urusan/{case.pk}/jawab/", {"isian-purpose": "WORK", "isian-occupation": "Raja"})

    case.refresh_from_db()
    assert case.answers["purpose"] == "WORK" and "Raja" not in str(case.answers) + str(case.known)


def test_a_question_without_a_field_wants_a_word(city: Cast, ratna: Client, case: Case):
    factories.returned(city, case, text="Mohon telepon kami")

    assert ratna.post(f"/urusan/{case.pk}/jawab/", {}).status_code == 422
    assert ratna.post(f"/urusan/{case.pk}/jawab/", {"isian-text": "Sudah"}).status_code == 302


def test_a_message_goes_to_the_office(ratna: Client, case: Case):
    assert ratna.post(f"/urusan/{case.pk}/pesan/", {"text": " "}).status_code == 422

    ratna.post(f"/urusan/{case.pk}/pesan/", {"text": "Kapan siap?"})

    assert "Kapan siap?" in page(ratna, case)


def test_a_case_is_taken_back(ratna: Client, case: Case):
    ratna.post(f"/urusan/{case.pk}/batalkan/", {"text": "Tidak jadi"})

    text = page(ratna, case)
    assert "Permohonan dibatalkan" in text and "Tidak jadi" in text
    assert ratna.post(f"/urusan/{case.pk}/batalkan/", {}).status_code == 409


def test_a_result_is_confirmed_and_leads_to_the_survey(city: Cast, ratna: Client, case: Case):
    factories.done(city, case)
    assert "Apakah hasilnya benar?" in page(ratna, case)

    answer = ratna.post(f"/urusan/{case.pk}/benar/")

    assert answer["Location"] == f"/urusan/{case.pk}/nilai/"
    assert "Apakah hasilnya benar?" not in page(ratna, case)


def test_a_wrong_result_is_worked_on_again(city: Cast, ratna: Client, case: Case):
    factories.done(city, case)
    assert ratna.post(f"/urusan/{case.pk}/buka-lagi/", {"text": ""}).status_code == 422

    ratna.post(f"/urusan/{case.pk}/buka-lagi/", {"text": "Nama jalan salah"})

    case.refresh_from_db()
    assert case.state == State.SUBMITTED and "Nama jalan salah" in page(ratna, case)


def test_whom_a_case_is_about_follows_it_and_does_nothing(city: Cast):
    draft = actions.begin_draft(code=factories.SERVICE, subject_id=city.bima, actor=city.actor("ratna"))
    actions.save_draft(draft_id=draft.pk, answers=factories.ANSWERS, expected=None, page="", actor=city.actor("ratna"))
    case = actions.submit_case(draft_id=draft.pk, actor=city.actor("ratna"))
    bima = visitor(city, "bima")

    assert "Batalkan permohonan" not in page(bima, case)
    assert bima.post(f"/urusan/{case.pk}/batalkan/", {}).status_code == 404


def test_late_is_said(city: Cast, ratna: Client, case: Case):
    Case.objects.filter(pk=case.pk).update(due_on=clock.today() - timedelta(days=4))

    assert "Lewat janji" in page(ratna, case)


def test_papers_open_by_a_link_for_one_person(city: Cast, ratna: Client, case: Case):
    paper = factories.paper_of(case, city.actor("ratna"))

    mine = ratna.get(f"/urusan/{case.pk}/dokumen/{paper}/")["Location"]
    theirs = visitor(city, "budi").get(reverse("services:bench_document", args=[case.pk, paper]))["Location"]

    assert mine.startswith("/berkas/") and mine != theirs
    assert ratna.get(mine).status_code == 200
    assert visitor(city, "joko").get(mine).status_code == 404
    # At the desk readings are written down and kin is kept out; officers have no way round it.
    assert visitor(city, "budi").get(f"/urusan/{case.pk}/dokumen/{paper}/").status_code == 404
