"""The first page and the search: only what exists, only what is one's own business."""

import pytest

from ayo.notices import actions as notices
from tests.cast import CIKOKOL, Cast
from tests.exchange import desk
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


def test_a_need_stands_first_among_what_is_found(cast: Cast):
    page = factories.visitor(cast, "ratna").post("/cari/", {"q": "pindha rumah"}).text

    assert "/bantuan/pindah-rumah/" in page
    assert page.index("/bantuan/pindah-rumah/") < page.index("/saya/ubah/domicile/", page.index('id="results"'))


def test_applications_are_found_by_those_who_look_after_them(cast: Cast):
    factories.application("pbb", "name")

    assert "/aplikasi/pbb/" in factories.visitor(cast, "nia").post("/cari/", {"q": "pbb"}).text
    assert "/aplikasi/pbb/" not in factories.visitor(cast, "ratna").post("/cari/", {"q": "pbb"}).text


def test_a_search_that_finds_nothing_shows_a_way_on(cast: Cast):
    page = factories.visitor(cast, "ratna").post("/cari/", {"q": "xyzzy"}).text

    assert "Tidak ditemukan" in page
    assert 'href="/bantuan/"' in page[page.index('id="results"') :]


def test_a_change_stands_on_the_first_page_with_how_far_it_has_come(cast: Cast):
    factories.change(cast, "ratna", {"phone": "081299990001"})
    factories.change(cast, "ratna", {"name": "Ratna Dewi"})
    desk.sequence()

    page = factories.visitor(cast, "ratna").get("/").text

    assert "Nomor ponsel" in page and "Tidak ada aplikasi yang memerlukannya." in page


def test_the_family_stands_on_the_first_page(cast: Cast):
    page = factories.visitor(cast, "ratna").get("/").text

    assert f'href="/warga/{cast.bima}/"' in page
    assert "Joko" not in page


def test_an_officer_sees_unit_area_and_what_waits(cast: Cast):
    factories.change(cast, "ratna", {"name": "Ratna Dewi"})

    budi, wati = (factories.visitor(cast, name).get("/").text for name in ("budi", "wati"))

    assert "Kelurahan Cikokol" in budi and f"/warga/?wilayah={CIKOKOL}" in budi
    assert "Ratna: nama lengkap" in wati and 'class="arch"' in wati


def test_an_integrator_sees_how_the_applications_are(cast: Cast):
    factories.application("pbb", "name")

    page = factories.visitor(cast, "nia").get("/").text

    assert "Aplikasi terhubung" in page and 'class="ring"' in page


@pytest.mark.parametrize(("name", "most"), [("ratna", 8), ("budi", 11), ("wati", 9), ("nia", 14)])
def test_a_first_page_asks_as_much_whatever_has_happened(cast: Cast, django_assert_max_num_queries, name, most):
    client = factories.visitor(cast, name)
    for number in range(6):
        factories.change(cast, "ratna", {"name": f"Ratna {'abcdef'[number]}"})
        notices.tell(person_id=getattr(cast, name), code="proposal_refused", facts={"reason": "-"}, url="/", about="a")
    client.get("/")

    with django_assert_max_num_queries(most):
        client.get("/")


def test_the_settings_change_language_theme_and_letters_without_a_script(cast: Cast):
    client = factories.visitor(cast, "ratna")

    client.post("/ui/pilihan/", {"theme": "dark", "text": "larger", "next": "/pengaturan/"})
    page = client.get("/pengaturan/").text

    assert 'data-theme="dark"' in page and 'data-text="larger"' in page
    assert "/kotak-masuk/pengaturan/" in page and "/saya/perangkat/" in page


def test_a_word_in_the_address_is_not_searched_for(cast: Cast):
    assert "Inspektorat" not in factories.visitor(cast, "ratna").get("/cari/?q=inspekt").text


def test_the_place_gives_its_colours_and_its_card(cast: Cast):
    client = factories.visitor(cast, "")

    assert "--river" in client.get("/wilayah/warna.css").text
    assert client.get("/manifest.webmanifest").json()["start_url"] == "/"
    assert "WCAG 2.2" in client.get("/bantuan/aksesibilitas/").text


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
