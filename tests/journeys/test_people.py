"""What people do from beginning to end, in a real browser, with and without script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ayo.registry.models import Person, Proposal
from tests.cast import CIPONDOH, Cast
from tests.exchange import desk, factories
from tests.journeys.conftest import enter

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def fill_in_address(page: Page) -> None:
    page.select_option("#id_kelurahan", CIPONDOH)
    page.fill("#id_street", "Jl. Maulana 5")
    page.fill("#id_rt", "1")
    page.fill("#id_rw", "4")
    page.get_by_role("button", name="Lanjut periksa").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa sebelum dikirim")
    page.get_by_role("button", name="Kirim").click()


def test_given_ratna_moved_when_she_says_so_once_then_she_watches_it_arrive(city: Cast, open_page: Open):
    apps = [desk.app(slug, contract=factories.terms("domicile.kelurahan")) for slug in ("pbb", "rsud", "spmb")]
    page = open_page(width=375)
    enter(page, "Ratna", to="/saya/ubah/domicile/")

    page.select_option("#id_kecamatan", label="Cipondoh")
    expect(page.locator("#id_kelurahan optgroup")).to_have_count(0)
    fill_in_address(page)

    expect(page.locator("#kabar")).to_contain_text("Sedang dikirim")
    position = desk.sequence()
    expect(page.locator("#kabar")).to_contain_text("Belum sampai ke 3 aplikasi")
    desk.arrived(apps[0], position)
    expect(page.locator("#kabar")).to_contain_text("Sampai ke 1 dari 3 aplikasi")
    for app in apps[1:]:
        desk.arrived(app, position)
    expect(page.locator("#kabar")).to_contain_text("Sampai ke 3 dari 3 aplikasi")
    assert Person.objects.get(pk=city.ratna).kelurahan == CIPONDOH


def test_given_no_script_when_ratna_moves_then_everything_works_all_the_same(city: Cast, open_page: Open):
    app = desk.app("pbb", contract=factories.terms("domicile.kelurahan"))
    page = open_page(width=375, script=False)
    enter(page, "Ratna", to="/saya/ubah/domicile/")
    fill_in_address(page)

    desk.arrived(app, desk.sequence())
    page.reload()
    expect(page.locator("#kabar")).to_contain_text("Sampai ke 1 dari 1 aplikasi")
    page.get_by_role("button", name="Kembalikan ke sebelumnya").click()
    expect(page.locator("#notices")).to_contain_text("Nilai sebelumnya berlaku lagi.")
    assert Person.objects.get(pk=city.ratna).street == "Jl. Perintis 14"


def test_given_a_wrong_name_when_ratna_proposes_then_the_population_office_decides(city: Cast, open_page: Open):
    page = open_page()
    enter(page, "Ratna", to="/saya/ubah/name/")
    page.fill("#id_value", "Ratna Dewi")
    page.fill("#id_note", "Akta kelahiran 12/1989")
    page.get_by_role("button", name="Lanjut periksa").click()
    page.get_by_role("button", name="Kirim usulan").click()
    expect(page.locator("main")).to_contain_text("Menunggu Disdukcapil.")

    office = open_page()
    enter(office, "Dewi", to="/usulan/")
    office.locator(".pick a").first.click()
    expect(office.locator(".compare")).to_contain_text("Ratna Dewi")
    office.keyboard.press("a")
    expect(office.locator("#notices")).to_contain_text("Usulan diterima")

    page.reload()
    expect(page.locator("main")).to_contain_text("Diterima oleh Dewi Lestari.")


def test_given_a_queue_when_the_keys_are_used_then_no_mouse_is_needed(city: Cast, open_page: Open):
    from tests.portal import factories as pages

    for name in ("Ratna A", "Ratna B", "Ratna C"):
        pages.change(city, "ratna", {"name": name})
    page = open_page()
    enter(page, "Wati", to="/usulan/")
    page.locator(".pick a").first.click()
    page.wait_for_url(re.compile(r"/usulan/[0-9a-f-]{36}/"))
    first = page.url.partition("?")[0]

    page.keyboard.press("j")
    page.wait_for_url(lambda url: url.partition("?")[0] != first)
    page.keyboard.press("k")
    page.wait_for_url(f"{first}*")
    page.keyboard.press("r")
    expect(page.locator("#id_reason")).to_be_focused()
    page.keyboard.type("a j k")
    assert Proposal.objects.filter(state="PENDING").count() == 3

    page.get_by_role("button", name="Tolak").click()
    expect(page.locator("#notices")).to_contain_text("Usulan ditolak")


def test_given_keys_that_disturb_when_they_are_switched_off_then_they_rest(city: Cast, open_page: Open):
    from tests.portal import factories as pages

    pages.change(city, "ratna", {"name": "Ratna A"})
    page = open_page()
    enter(page, "Wati", to="/usulan/")
    page.get_by_role("button", name="Matikan pintasan").click()
    page.locator(".pick a").first.click()
    page.wait_for_url(re.compile(r"/usulan/[0-9a-f-]{36}/"))

    page.keyboard.press("a")
    page.wait_for_timeout(300)

    assert Proposal.objects.get().state == "PENDING"


def test_given_ratna_at_the_counter_when_budi_says_what_for_then_she_reads_it_later(city: Cast, open_page: Open):
    page = open_page()
    enter(page, "Budi", to="/warga/")
    page.fill("input[name=q]", "ratna")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name="Ratna").click()
    expect(page.locator("main")).not_to_contain_text("3671015203890001")

    page.select_option("#id_purpose", "SERVICE")
    page.fill("#id_detail", "KL-04127")
    page.get_by_role("button", name="Buka isian").click()

    expect(page.locator("main")).to_contain_text("3671015203890001")
    assert "3671" not in page.url


def test_given_joko_when_he_tries_every_door_then_all_stay_shut(city: Cast, open_page: Open):
    page = open_page()
    enter(page, "Joko")

    for path in (
        f"/warga/{city.ratna}/",
        f"/warga/{city.bima}/",
        f"/warga/{city.ratna}/gabung/",
        "/warga/",
        "/audit/",
        "/impor/",
    ):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status in {403, 404}, path
        expect(page.locator("main")).not_to_contain_text("Ratna")
    page.goto("/cari/")
    page.fill("main input[name=q]", "Ratna")
    page.get_by_role("button", name="Cari").click()
    expect(page.locator("main")).to_contain_text("Tidak ditemukan")


def test_given_an_english_reader_when_she_chooses_it_then_every_page_follows(city: Cast, open_page: Open):
    page = open_page()
    enter(page, "Ratna")
    page.get_by_role("button", name="Bahasa dan tampilan").click()
    page.get_by_role("button", name="English").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Good .*, Ratna"))
    page.goto("/saya/")
    expect(page.get_by_role("heading", level=1)).to_have_text("My data")
