"""Back in without the password, without JavaScript, and on pages that everybody can use."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ayo.common.actor import SYSTEM
from ayo.identity import facade as identity
from ayo.identity.models import Code
from tests.cast import Cast
from tests.journeys.conftest import LOOKS, findings
from tests.kept import Kept

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOGIN, PASSWORD, NEW = "ratna@contoh.id", "pintu-air-sepuluh", "kereta-malam-biru"


@pytest.fixture
def ratna(transactional_db: None, people: Kept[Cast], settings: Any) -> None:
    settings.EMAIL_HOST = "127.0.0.1"
    cast = people.put_back()
    identity.open_account(login=LOGIN, person_id=cast.ratna, password=PASSWORD, is_demo=False, actor=SYSTEM)


def letter() -> str:
    found = identity.take_letter(code_id=Code.objects.order_by("-pk")[0].pk)
    assert found is not None
    return found.code


def ask(page: Page) -> None:
    page.get_by_label("Nomor ponsel, surel, atau NIP").fill(LOGIN)
    page.get_by_role("button", name="Kirim kode").click()
    page.get_by_label("Kode enam angka").fill(letter())
    page.get_by_role("button", name="Lanjut").click()


def test_a_forgotten_password_is_replaced_without_javascript(ratna: None, open_page: Any):
    page = open_page(width=375, script=False)
    page.goto("/masuk/")
    page.get_by_role("link", name="Lupa kata sandi?").click()
    ask(page)
    page.get_by_label("Kata sandi baru", exact=True).fill(NEW)
    page.get_by_label("Kata sandi baru sekali lagi").fill(NEW)
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url("**/masuk/")
    expect(page.get_by_text("Kata sandi sudah diganti")).to_be_visible()

    page.get_by_label("Nomor ponsel, surel, atau NIP").fill(LOGIN)
    page.get_by_label("Kata sandi", exact=True).fill(NEW)
    page.get_by_role("button", name="Masuk", exact=True).click()

    page.wait_for_url(re.compile(r":\d+/$"))


def test_a_code_opens_the_door_without_javascript(ratna: None, open_page: Any):
    page = open_page(script=False)
    page.goto("/masuk/?next=/saya/akses/")
    page.get_by_role("link", name="Masuk dengan kode").click()
    ask(page)

    page.wait_for_url(re.compile(r":\d+/saya/akses/$"))


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_pages_are_accessible(ratna: None, open_page: Any, width: int, scheme: str):
    page = open_page(width=width, scheme=scheme)
    page.goto("/masuk/dengan-kode/")
    found = findings(page)
    page.goto("/lupa-kata-sandi/")
    found += findings(page)
    page.get_by_label("Nomor ponsel, surel, atau NIP").fill(LOGIN)
    page.get_by_role("button", name="Kirim kode").click()
    page.get_by_label("Kode enam angka").fill("12")
    page.get_by_role("button", name="Lanjut").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found += findings(page)
    page.get_by_label("Kode enam angka").fill(letter())
    page.get_by_role("button", name="Lanjut").click()
    page.wait_for_url("**/baru/")
    found += findings(page)

    assert found == []
