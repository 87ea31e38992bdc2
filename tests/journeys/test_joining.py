"""Somebody joins on a phone: from the first question to their own data, without a fault that axe would find."""

import re
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page

from ayo.identity.models import Account
from tests.cast import Cast
from tests.identity.joining.people import PASSWORD, RATNA, digits
from tests.journeys.conftest import enter, findings

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ways_out(settings: LazySettings) -> None:
    settings.EMAIL_HOST = "127.0.0.1"
    settings.AYO_GATEWAY_URL = "http://127.0.0.1:1"


@pytest.mark.usefixtures("ways_out")
@pytest.mark.parametrize(("script", "scheme"), [(True, "dark"), (False, "light")])
def test_a_resident_joins_on_a_phone(city: Cast, open_page: Callable[..., Page], script: bool, scheme: str):
    Account.objects.get(person_id=city.ratna).delete()
    page = open_page(width=375, scheme=scheme, script=script)
    faults: list[str] = []

    def look() -> None:
        faults.extend(findings(page) if script else [])

    page.goto("/masuk/")
    page.get_by_role("link", name="Buat akun").click()
    look()
    page.get_by_role("button", name="Lanjut").click()
    look()
    page.get_by_label("Warga kota ini").check()
    page.get_by_role("button", name="Lanjut").click()
    look()
    page.get_by_label("Nomor ponsel atau surel Anda").fill("0812 3456 7801")
    page.get_by_role("button", name="Lanjut").click()
    look()
    page.get_by_label("Kode enam angka").fill(digits())
    page.get_by_role("button", name="Lanjut").click()
    look()
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Lanjut").click()
    page.wait_for_url("**/akun/verifikasi/")
    look()
    page.get_by_label("NIK").fill(RATNA["nik"])
    page.get_by_label("Nomor kartu keluarga").fill(RATNA["family"])
    page.get_by_label("Tanggal lahir").fill(RATNA["born"])
    page.get_by_role("button", name="Verifikasi").click()

    # The phone proved is the one the registry has: nothing is asked any more.
    page.wait_for_url("**/")
    page.goto("/saya/")
    assert page.get_by_text("Jl. Perintis 14").first.is_visible()
    page.goto("/akun/")
    look()
    assert faults == []


@pytest.mark.usefixtures("ways_out")
def test_who_does_not_match_is_verified_by_an_officer(city: Cast, open_page: Callable[..., Page]):
    Account.objects.get(person_id=city.ratna).delete()
    phone, desk = open_page(width=375), open_page()
    faults: list[str] = []
    phone.goto("/daftar/")
    phone.get_by_label("Belum tahu").check()
    phone.get_by_role("button", name="Lanjut").click()
    phone.get_by_label("Nomor ponsel atau surel Anda").fill("ratna@contoh.id")
    phone.get_by_role("button", name="Lanjut").click()
    phone.get_by_label("Kode enam angka").fill(digits())
    phone.get_by_role("button", name="Lanjut").click()
    phone.get_by_label("Nama Anda").fill("Ratna")
    phone.get_by_role("button", name="Lanjut").click()
    phone.get_by_label("Kata sandi").fill(PASSWORD)
    phone.get_by_role("button", name="Lanjut").click()
    phone.wait_for_url("**/akun/verifikasi/")
    phone.get_by_role("link", name="Minta diperiksa petugas").click()
    faults += findings(phone)
    phone.get_by_label("Kelurahan pada kartu keluarga Anda").select_option(label="Cikokol")
    phone.get_by_role("button", name="Minta diperiksa").click()
    phone.wait_for_url("**/akun/")
    faults += findings(phone)

    enter(desk, "Budi", to="/verifikasi/")
    faults += findings(desk)
    desk.get_by_role("link", name="Ratna").click()
    faults += findings(desk)
    desk.get_by_label("NIK pada KTP").fill(RATNA["nik"])
    desk.get_by_label(re.compile("Saya melihat")).check()
    desk.get_by_role("button", name="Cari catatannya").click()
    desk.get_by_role("heading", name="Orang ini?").wait_for()
    faults += findings(desk)
    desk.get_by_role("button", name="Ya, verifikasi akunnya").click()
    desk.wait_for_url("**/verifikasi/")

    phone.goto("/saya/")
    assert phone.get_by_text("Jl. Perintis 14").first.is_visible()
    assert faults == []
