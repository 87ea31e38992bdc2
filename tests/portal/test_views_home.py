"""The first page and the search: only what exists, only what is one's own business."""

import pytest

from ayo.notices import actions as notices
from tests.cast import Cast
from tests.portal import factories

pytestmark = pytest.mark.django_db


def test_a_stranger_is_sent_to_the_sign_in(cast: Cast):
    assert factories.visitor(cast, "").get("/")["Location"] == "/masuk/?next=/"


def test_a_resident_sees_what_waits_for_them(cast: Cast):
    factories.change(cast, "budi", {"phone": "081299990001"}, whom="ratna")
    factories.change(cast, "ratna", {"name": "Ratna Dewi"})

    page = factories.visitor(cast, "ratna").get("/").text

    assert "Periksa perubahan nomor ponsel" in page
    assert "Perbaikan nama lengkap" in page
    assert "Diputuskan Disdukcapil" in page


def test_what_is_my_turn_stands_before_what_waits_for_others(cast: Cast):
    for name in "abcde":
        factories.change(cast, "ratna", {"name": f"Ratna {name}"})
    factories.change(cast, "budi", {"phone": "081299990001"}, whom="ratna")

    assert "Periksa perubahan nomor ponsel" in factories.visitor(cast, "ratna").get("/").text


def test_news_stands_on_the_first_page_and_is_counted(cast: Cast):
    notices.tell(person_id=cast.ratna, code="proposal_refused", facts={"reason": "Akta lain"}, url="/", about="a")

    page = factories.visitor(cast, "ratna").get("/").text

    assert "Usulan Anda ditolak" in page
    assert "Kotak masuk, 1 baru" in page


@pytest.mark.parametrize(
    ("name", "there", "not_there"),
    [
        ("ratna", ["/saya/", "/usulan/"], ["/warga/", "/audit/", "/impor/", "/aplikasi/"]),
        ("budi", ["/warga/"], ["/audit/", "/impor/", "/aplikasi/"]),
        ("wati", ["/warga/", "/impor/"], ["/audit/"]),
        ("nia", ["/aplikasi/"], ["/warga/", "/audit/", "/impor/"]),
        ("agus", ["/audit/", "/aplikasi/"], ["/warga/", "/impor/"]),
        ("rini", ["/warga/", "/impor/"], ["/audit/"]),
    ],
)
def test_the_menu_holds_what_the_role_may_open_and_nothing_else(cast: Cast, name, there, not_there):
    page = factories.visitor(cast, name).get("/").text

    assert [url for url in there if f'href="{url}"' not in page] == []
    assert [url for url in not_there if f'href="{url}"' in page] == []


@pytest.mark.parametrize(
    ("words", "finds"),
    [
        ("hp", "/saya/ubah/phone/"),
        ("rumah", "/saya/ubah/domicile/"),
        ("pesan", "/kotak-masuk/"),
        ("inspekt", "Inspektorat"),
    ],
)
def test_the_search_finds_by_the_words_people_use(cast: Cast, words: str, finds: str):
    assert finds in factories.visitor(cast, "ratna").post("/cari/", {"q": words}).text


def test_the_search_finds_no_person_one_may_not_see(cast: Cast):
    page = factories.visitor(cast, "ratna").post("/cari/", {"q": "joko"}).text

    assert str(cast.joko) not in page
    assert "Tidak ditemukan" in page


def test_a_word_in_the_address_is_not_searched_for(cast: Cast):
    assert "Inspektorat" not in factories.visitor(cast, "ratna").get("/cari/?q=inspekt").text


def test_the_place_gives_its_colours_and_its_card(cast: Cast):
    client = factories.visitor(cast, "")

    assert "--river" in client.get("/wilayah/warna.css").text
    assert client.get("/manifest.webmanifest").json()["start_url"] == "/"
    assert "WCAG 2.2" in client.get("/bantuan/").text


def test_a_page_that_is_not_there_says_so_without_asking_the_database(cast: Cast, django_assert_num_queries):
    client = factories.visitor(cast, "")
    with django_assert_num_queries(0):
        page = client.get("/tidak/ada/")

    assert page.status_code == 404
    assert "Ke beranda" in page.text


def test_a_refusal_is_said_in_the_readers_language(cast: Cast):
    page = factories.visitor(cast, "joko").get("/audit/").text

    assert "Halaman ini bukan untuk peran Anda" in page
    assert "This page" not in page


def test_the_frame_of_a_page_costs_a_person_two_statements(cast: Cast, django_assert_num_queries):
    client = factories.visitor(cast, "ratna")
    client.get("/bantuan/")
    with django_assert_num_queries(2):
        client.get("/bantuan/")
