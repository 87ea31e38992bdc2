"""Filling in a form: only what nobody knows, one page after the other, kept as it is typed, sent once."""

import re
from typing import Any

import pytest
from django.test import Client

from ayo.registry.models import Proposal
from ayo.services import actions
from ayo.services.models import Case, Draft
from tests.cast import Cast
from tests.portal.factories import visitor

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def begin(client: Client, code: str = "surat-domisili", **more: str) -> str:
    """Begin a form and return the address of its first page."""
    answer = client.post(f"/layanan/{code}/mulai/", more)
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    return str(client.get(answer["Location"])["Location"])


def hidden(page: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]*)"', page)


def typed(page: str, do: str, **answers: Any) -> dict[str, Any]:
    """Return what a browser without a script sends of a page with these answers."""
    kept = {name: hidden(page, name) for name in ("asked", "isian-version", "page")}
    return kept | {"do": do} | {f"isian-{name}": value for name, value in answers.items()}


def fill(client: Client, address: str, do: str = "next", **answers: Any) -> Any:
    return client.post(address, typed(client.get(address).content.decode(), do, **answers))


@pytest.fixture
def ratna(city: Cast) -> Client:
    return visitor(city, "ratna")


REST = {"birth_place": "Tangerang", "religion": "Islam", "occupation": "Guru"}


def test_what_is_known_is_shown_and_never_asked(ratna: Client):
    page = ratna.get(begin(ratna)).content.decode()

    assert "sudah kami ketahui" in page
    assert "Jl. Perintis 14" in page and "Betulkan" in page
    assert 'name="isian-purpose"' in page and 'name="isian-name"' not in page
    assert "3671015203890001" not in page


def test_a_page_that_is_not_well_filled_in_says_so_at_the_field(ratna: Client):
    answer = fill(ratna, begin(ratna))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Galat:" in page and "Isian ini belum diisi." in page
    assert 'href="#id_isian-purpose' in page


def test_an_answer_opens_a_question_on_the_next_page(ratna: Client):
    first = begin(ratna)

    stays = fill(ratna, first, purpose="OTHER", **REST)
    assert stays["Location"] == f"{first}#tanya-purpose_text"
    assert 'name="isian-purpose_text"' in ratna.get(first).content.decode()
    onward = fill(ratna, first, purpose="OTHER", purpose_text="Melamar kerja", **REST)

    assert onward["Location"].endswith("/periksa/")


def test_a_question_that_closed_again_is_no_answer(ratna: Client):
    first = begin(ratna)
    fill(ratna, first, purpose="OTHER", **REST)
    fill(ratna, first, purpose="OTHER", purpose_text="Melamar kerja", **REST)
    fill(ratna, first, purpose="BANK", purpose_text="Melamar kerja", **REST)

    assert "Melamar kerja" not in ratna.get(f"{first.split('langkah')[0]}periksa/").content.decode()


def sent(client: Client, first: str) -> Any:
    fill(client, first, purpose="BANK", **REST)
    return client.post(f"{first.split('langkah')[0]}periksa/", {"isian-benar": "on"})


def test_a_form_becomes_a_case_with_its_number_and_who_holds_it(ratna: Client):
    answer = sent(ratna, begin(ratna))

    case = Case.objects.get()
    assert answer["Location"] == f"/urusan/{case.pk}/terkirim/"
    page = ratna.get(answer["Location"]).content.decode()
    assert case.number in page and "Kelurahan Cikokol" in page
    assert not Draft.objects.exists()


def test_sending_needs_the_word_that_it_is_true(ratna: Client):
    first = begin(ratna)
    fill(ratna, first, purpose="BANK", **REST)

    answer = ratna.post(f"{first.split('langkah')[0]}periksa/", {})

    assert answer.status_code == 422
    assert "Centang pernyataan ini bila benar." in answer.content.decode()
    assert not Case.objects.exists()


def test_sent_twice_is_one_case_and_going_back_leads_to_it(ratna: Client):
    first = begin(ratna)
    answer = sent(ratna, first)
    again = ratna.post(f"{first.split('langkah')[0]}periksa/", {"isian-benar": "on"})

    assert again["Location"] == answer["Location"]
    assert ratna.get(first)["Location"] == answer["Location"]
    assert Case.objects.count() == 1


def test_beginning_again_goes_on_where_one_was(ratna: Client):
    first = begin(ratna)
    fill(ratna, first, purpose="BANK", **REST)

    answer = ratna.post("/layanan/surat-domisili/mulai/")

    assert ratna.get(answer["Location"])["Location"].endswith("/periksa/")
    assert Draft.objects.count() == 1


def test_typing_is_kept_by_itself_also_when_half_done(ratna: Client):
    first = begin(ratna)
    page = ratna.get(first).content.decode()

    answer = ratna.post(first, typed(page, "save", occupation="Gu"), headers=HTMX)

    assert answer.status_code == 200
    assert "Tersimpan" in answer.content.decode() and "<html" not in answer.content.decode()
    assert Draft.objects.get().answers == {"occupation": "Gu"}


def test_an_answer_from_another_device_is_told_and_nothing_is_lost(ratna: Client):
    first = begin(ratna)
    page = ratna.get(first).content.decode()
    fill(ratna, first, purpose="BANK", **REST | {"occupation": "Perawat"})

    answer = ratna.post(first, typed(page, "next", purpose="BANK", **REST))

    told = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Guru"' in told and "Perawat" in told
    assert Draft.objects.get().answers["occupation"] == "Perawat"
    resent = ratna.post(first, typed(told, "next", purpose="BANK", **REST))
    assert resent.status_code == 302
    assert Draft.objects.get().answers["occupation"] == "Guru"


def test_what_the_page_itself_saved_is_no_other_device(ratna: Client):
    first = begin(ratna)
    page = ratna.get(first).content.decode()
    ratna.post(first, typed(page, "save", occupation="Gu"), headers=HTMX)

    answer = ratna.post(first, typed(page, "next", purpose="BANK", **REST))

    assert answer.status_code == 302
    assert Draft.objects.get().answers["occupation"] == "Guru"


def test_a_form_thrown_away_can_be_had_back(ratna: Client):
    first = begin(ratna)
    fill(ratna, first, purpose="BANK", **REST)
    draft = Draft.objects.get()

    answer = ratna.post(f"/urusan/isian/{draft.pk}/buang/")
    page = ratna.get(answer["Location"]).content.decode()
    assert "Urungkan" in page and ratna.get(first).status_code == 404
    ratna.post(f"/urusan/isian/{draft.pk}/ambil/")

    assert ratna.get(first).status_code == 200
    assert Draft.objects.get().answers["purpose"] == "BANK"


def test_a_wrong_value_is_put_right_at_its_source_and_the_form_goes_on(city: Cast, ratna: Client):
    first = begin(ratna)
    draft = Draft.objects.get()

    answer = ratna.post(
        f"/urusan/isian/{draft.pk}/betulkan/name/?kembali=periksa", {"isian-name": "Ratna Dewi", "isian-alasan": "akta"}
    )
    assert answer.status_code == 302
    proposal = Proposal.objects.get()
    page = ratna.get(first).content.decode()
    assert "Sedang diperbaiki menjadi Ratna Dewi" in page
    sent(ratna, first)

    kept = Case.objects.get().known["name"]
    assert kept["value"] == "Ratna" and kept["proposed"] == "Ratna Dewi"
    assert kept["proposal_id"] == str(proposal.pk)


def test_one_s_own_value_is_put_right_at_once(city: Cast, ratna: Client):
    begin(ratna)
    draft = Draft.objects.get()
    address = f"/urusan/isian/{draft.pk}/betulkan/address/"
    given = {"kelurahan": "36.71.01.1005", "street": "Jl. Baru 7", "rt": "1", "rw": "2"}

    ratna.post(address, {f"isian-address__{name}": value for name, value in given.items()})

    page = ratna.get(f"/urusan/isian/{draft.pk}/periksa/").content.decode()
    assert "Jl. Baru 7, RT 001/RW 002" in page and "Sedang diperbaiki" not in page


def test_what_nobody_knew_is_known_from_now_on(city: Cast, ratna: Client):
    sent(ratna, begin(ratna))

    page = ratna.get(begin(ratna)).content.decode()

    assert 'name="isian-occupation"' not in page and "Guru" in page


def test_somebody_else_s_form_is_not_there(city: Cast, ratna: Client):
    first = begin(ratna)
    joko = visitor(city, "joko")

    for address in (first, first.split("langkah")[0], f"{first.split('langkah')[0]}periksa/"):
        assert joko.get(address).status_code == 404
        assert joko.post(address, {}).status_code in {404, 405}


def test_whoever_may_not_have_it_reads_why(city: Cast):
    answer = visitor(city, "bima").post("/layanan/surat-domisili/mulai/")

    assert answer.status_code == 409
    assert "17 tahun" in answer.content.decode()


def test_a_page_of_a_form_costs_the_same_however_much_is_filled_in(
    city: Cast, ratna: Client, django_assert_max_num_queries: Any
):
    first = begin(ratna)
    ratna.get(first)

    with django_assert_max_num_queries(24):
        ratna.get(first)
    actions.save_draft(
        draft_id=Draft.objects.get().pk, answers={"purpose": "BANK", **REST}, expected=None, page="",
        actor=city.actor("ratna"),
    )  # fmt: skip
    with django_assert_max_num_queries(24):
        ratna.get(first)
