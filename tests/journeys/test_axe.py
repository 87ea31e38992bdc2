"""The accessibility twin of the journeys: axe on each page people reach, on phone and desk, in light and dark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from ayo.registry.models import Organisation
from tests.cast import Cast
from tests.exchange import desk, factories
from tests.journeys.conftest import LOOKS, enter, findings, look
from tests.portal import factories as pages

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.fixture
def lived_in(city: Cast) -> dict[str, list[str]]:
    """A city in which something has happened; the pages of each person to be looked at."""
    app = desk.app("pbb", contract=factories.terms("name", "phone", "domicile.kelurahan"))
    event_id = pages.change(city, "ratna", {"phone": "081299990001"}).event_id
    desk.arrived(app, desk.sequence())
    proposal_id = pages.change(city, "ratna", {"name": "Ratna Dewi"}).proposal_id
    asked_id = pages.change(city, "budi", {"email": "ratna@contoh.id"}, whom="ratna").proposal_id
    desk.sequence()
    pages.chain_everything()
    unit = Organisation.objects.get(code="KEL-CIKOKOL").pk
    return {
        "Ratna": [
            "/", "/saya/", "/saya/ubah/domicile/", "/saya/ubah/name/", "/saya/riwayat/person/phone/", "/saya/kabar/",
            f"/saya/kabar/{event_id}/", "/saya/akses/", "/saya/unduh/", "/usulan/", f"/usulan/{asked_id}/",
            "/kotak-masuk/", "/cari/", "/bantuan/", f"/warga/{city.bima}/", "/tidak/ada/", "/pengaturan/",
            "/bantuan/pindah-rumah/", "/bantuan/aksesibilitas/", "/bantuan/privasi/",
            "/bantuan/tentang/", "/luring/id/",
        ],
        "Wati": [
            "/", "/warga/", f"/warga/{city.joko}/", f"/warga/{city.joko}/tercatat/", f"/warga/{city.joko}/gabung/",
            "/usulan/", f"/usulan/{proposal_id}/", "/organisasi/", f"/organisasi/{unit}/", "/impor/", "/impor/baru/",
        ],
        "Agus": ["/audit/", "/audit/1/"],
    }  # fmt: skip


@pytest.mark.parametrize("name", ["Ratna", "Wati", "Agus"])
def test_axe_finds_nothing_on_any_page(lived_in: dict[str, list[str]], open_page: Open, name: str):
    """Each page is loaded once and looked at three times: what stands on it does not depend on the window."""
    page, found = open_page(width=LOOKS[0][0], scheme=LOOKS[0][1]), []
    enter(page, name)
    for path in lived_in[name]:
        page.goto(path)
        for width, scheme in LOOKS:
            look(page, width, scheme)
            found += findings(page)

    assert found == []


@pytest.mark.parametrize("width", [320, 375])
def test_axe_finds_nothing_at_the_door_and_in_a_refused_form(city: Cast, open_page: Open, width: int):
    page = open_page(width=width)
    page.goto("/masuk/")
    found = findings(page)
    page.get_by_label("Nomor ponsel, surel, atau NIP").fill("siapa")
    page.get_by_label("Kata sandi").fill("salah-salah")
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_selector(".errors")
    found += findings(page)
    enter(page, "Ratna", to="/saya/ubah/phone/")
    page.fill("#id_value", "12")
    page.get_by_role("button", name="Lanjut periksa").click()
    page.wait_for_selector(".errors")
    found += findings(page)

    assert found == []
    assert page.evaluate("document.activeElement.className") == "errors"
    assert page.title().startswith("Galat:")
