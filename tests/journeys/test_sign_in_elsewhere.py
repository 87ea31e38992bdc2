"""An existing application lets people in through Ayo: from its own page to Ayo's and back, in a real browser."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from playwright.sync_api import Page, expect

from ayo.identity.models import Account
from sandbox.signin import clients
from tests.cast import Cast
from tests.journeys.conftest import LOOKS, enter, findings
from tests.sandbox import signing
from tests.sandbox.signing import Street

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
TOTP_PERIOD = 30
PASSWORD = "kolam-ikan-di-cikokol"


@pytest.fixture
def street(
    city: Cast, live_server: Any, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Street]:
    settings.AYO_URL = live_server.url
    monkeypatch.setattr(clients, "ayo", signing.ayo_here)
    account = Account.objects.get(person_id=city.ratna)
    account.set_password(PASSWORD)
    account.save()
    signing.connect_the_three()
    with signing.open_street(tmp_path, live_server.url) as opened:
        yield opened


def come_in(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_role("link", name="Masuk dengan Tangerang Ayo").click()


def expect_ratna(page: Page, url: str) -> None:
    page.wait_for_url(f"{url}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ratna")


@pytest.mark.parametrize("slug", ["e-office", "pbb-p2", "perpustakaan"])
def test_given_a_stranger_when_she_enters_through_ayo_then_she_is_in_until_she_leaves_both(
    street: Street, open_page: Open, slug: str
):
    url, page = street.url(slug), open_page(width=375)
    come_in(page, url)
    page.get_by_role("button", name=re.compile("Ratna")).click()
    if slug == "perpustakaan":
        expect(page.get_by_role("heading", level=1)).to_have_text("Masuk ke Perpustakaan")
        page.get_by_role("button", name="Izinkan dan lanjut").click()
    expect_ratna(page, url)

    page.reload()
    expect_ratna(page, url)
    page.get_by_role("button", name="Perbarui").click()
    expect(page.locator("#segar")).to_have_text("Diperbarui 1 kali.")
    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keluar juga dari Tangerang Ayo?")
    page.get_by_role("button", name="Ya, keluar").click()

    page.wait_for_url(f"{url}/")
    expect(page.get_by_role("status")).to_have_text("Anda sudah keluar.")
    page.get_by_role("link", name="Masuk dengan Tangerang Ayo").click()
    page.wait_for_url(re.compile(r"/masuk/\?next="))


@pytest.mark.parametrize("slug", ["pbb-p2", "perpustakaan"])
@pytest.mark.parametrize("script", [True, False])
def test_given_a_password_when_it_is_mistyped_once_then_the_way_to_the_application_is_kept(
    street: Street, open_page: Open, slug: str, script: bool
):
    url, page = street.url(slug), open_page(script=script)
    come_in(page, url)
    for password in ("salah-salah-salah", PASSWORD):
        page.get_by_label("Nomor ponsel, surel, atau NIP").fill("ratna")
        page.get_by_label("Kata sandi").fill(password)
        page.get_by_role("button", name="Masuk", exact=True).click()
    if slug == "perpustakaan":
        page.get_by_role("button", name="Izinkan dan lanjut").click()

    expect_ratna(page, url)


def test_given_a_second_step_when_the_code_is_typed_then_the_way_to_the_application_is_kept(
    street: Street, open_page: Open
):
    secret = generate_totp_secret()
    TOTP.activate(Account.objects.get(login="ratna"), secret)
    url, page = street.url("pbb-p2"), open_page()
    come_in(page, url)
    page.get_by_label("Nomor ponsel, surel, atau NIP").fill("ratna")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()

    counter = int(time.time()) // TOTP_PERIOD
    page.locator("input[name=code]").fill(format_hotp_value(hotp_value(secret, counter)))
    page.keyboard.press("Enter")

    expect_ratna(page, url)


def test_given_ratna_is_in_when_a_second_application_asks_then_no_page_stands_between(street: Street, open_page: Open):
    page = open_page()
    enter(page, "Ratna")

    for slug in ("e-office", "pbb-p2"):
        come_in(page, street.url(slug))
        expect_ratna(page, street.url(slug))


def test_given_a_question_when_ratna_says_no_then_the_application_knows_nobody(street: Street, open_page: Open):
    url, page = street.url("perpustakaan"), open_page()
    enter(page, "Ratna")
    come_in(page, url)
    page.get_by_role("button", name="Batal").click()

    page.wait_for_url(f"{url}/")
    expect(page.get_by_role("status")).to_have_text("Anda memilih tidak memberi tahu aplikasi ini.")


def test_given_she_leaves_the_application_when_she_stays_in_ayo_then_she_enters_again_without_a_password(
    street: Street, open_page: Open
):
    url, page = street.url("e-office"), open_page()
    enter(page, "Ratna")
    come_in(page, url)
    page.get_by_role("button", name="Keluar").click()
    page.get_by_role("button", name="Tetap masuk").click()
    page.wait_for_url(f"{url}/")

    come_in(page, url)
    expect_ratna(page, url)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_on_the_way_in_and_out(street: Street, open_page: Open, width: int, scheme: str):
    url, page = street.url("perpustakaan"), open_page(width=width, scheme=scheme)
    page.goto(url)
    found = findings(page)
    come_in(page, url)
    page.get_by_role("button", name=re.compile("Ratna")).click()
    expect(page.get_by_role("button", name="Batal")).to_be_visible()
    found += findings(page)
    page.get_by_role("button", name="Izinkan dan lanjut").click()
    expect_ratna(page, url)
    page.locator("summary").click()
    found += findings(page)
    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_role("button", name="Tetap masuk")).to_be_visible()
    found += findings(page)
    page.goto("/oidc/authorize?client_id=tidak-ada")
    found += findings(page)

    assert found == []
