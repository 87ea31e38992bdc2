"""The second step at the door: asked of whoever set it up, before anything of theirs is open."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from ayo.audit.models import Inbox
from ayo.common.actor import SYSTEM
from ayo.identity import facade as identity
from ayo.identity.models import Brake
from tests.cast import Cast

pytestmark = pytest.mark.django_db
LOGIN, PASSWORD = "ratna@x.example", "pintu-air-sepuluh"
TOTP_PERIOD = 30


@pytest.fixture
def ratna(cast: Cast) -> Client:
    identity.open_account(login=LOGIN, person_id=cast.ratna, password=PASSWORD, is_demo=False, actor=SYSTEM)
    return entered()


def entered() -> Client:
    browser = Client()
    browser.post("/masuk/", {"login": LOGIN, "password": PASSWORD})
    return browser


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // TOTP_PERIOD))


def set_up(browser: Client) -> str:
    """Show who one is once more and set the second step up; return the secret of the authenticator app."""
    browser.post("/saya/pengaman/kata-sandi/", {"password": PASSWORD})
    page = browser.get("/saya/pengaman/aplikasi/")
    shown = re.search(r"<b>((?:[A-Z2-7]{4} ?){4,})</b>", page.text)
    assert shown, (page.status_code, page.get("Location"), page.text)
    secret = shown.group(1).replace(" ", "")
    response = browser.post("/saya/pengaman/aplikasi/", {"code": code_for(secret)})
    assert response.status_code == 302, response.text
    return secret


def forget_use() -> None:
    """A code is used once; the next one would come half a minute later."""
    cache.clear()
    Brake.objects.all().delete()


def spare_codes(browser: Client) -> list[str]:
    return re.findall(r"<li>([0-9a-z]{8,})</li>", browser.get("/saya/pengaman/cadangan/").text)


def test_setting_it_up_shows_spare_codes(ratna: Client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        set_up(ratna)

    assert len(spare_codes(ratna)) == 10
    assert Inbox.objects.filter(act="identity.totp_activated").exists()


def test_the_secret_lies_sealed(ratna: Client):
    secret = set_up(ratna)

    assert secret not in " ".join(str(row.data) for row in Authenticator.objects.all())


def test_a_password_alone_no_longer_opens_the_door(ratna: Client):
    set_up(ratna)
    thief = Client()

    response = thief.post("/masuk/", {"login": LOGIN, "password": PASSWORD})

    assert response["Location"] == "/masuk/kode/"
    assert thief.get("/saya/").status_code == 302
    assert thief.get("/masuk/kode/").status_code == 200


def test_the_code_opens_it_and_leads_where_one_was_going(ratna: Client):
    secret = set_up(ratna)
    forget_use()
    browser = Client()
    browser.post("/masuk/", {"login": LOGIN, "password": PASSWORD, "next": "/saya/akses/"})

    response = browser.post("/masuk/kode/", {"code": code_for(secret)})

    assert response["Location"] == "/saya/akses/"
    assert "Perangkat ini" in browser.get("/saya/perangkat/").text


def test_a_wrong_code_opens_nothing(ratna: Client):
    set_up(ratna)
    browser = Client()
    browser.post("/masuk/", {"login": LOGIN, "password": PASSWORD})

    page = browser.post("/masuk/kode/", {"code": "000000"})

    assert "Kode tidak cocok" in page.text
    assert browser.get("/saya/").status_code == 302


def test_a_code_works_once_even_in_another_process(ratna: Client):
    secret = set_up(ratna)
    forget_use()
    code = code_for(secret)

    def enter() -> int:
        cache.clear()  # What only this process remembers is nothing to the next one.
        browser = Client()
        browser.post("/masuk/", {"login": LOGIN, "password": PASSWORD})
        browser.post("/masuk/kode/", {"code": code})
        return browser.get("/saya/").status_code

    assert (enter(), enter()) == (200, 302)


def test_guessing_codes_is_slowed_down_and_the_owners_browser_is_not(ratna: Client):
    set_up(ratna)
    spare = spare_codes(ratna)[0]
    ratna.post("/keluar/")
    thief = Client(REMOTE_ADDR="203.0.113.9")
    thief.post("/masuk/", {"login": LOGIN, "password": PASSWORD})
    pages = [thief.post("/masuk/kode/", {"code": "000000"}).text for _try in range(7)]

    ratna.post("/masuk/", {"login": LOGIN, "password": PASSWORD})
    response = ratna.post("/masuk/kode/", {"code": spare})

    assert "Kode tidak cocok" in pages[4]
    assert "Coba lagi dalam" in pages[6]
    assert response["Location"] == "/"


def test_a_spare_code_works_once(ratna: Client):
    set_up(ratna)
    spare = spare_codes(ratna)[0]

    def enter() -> int:
        browser = Client()
        browser.post("/masuk/", {"login": LOGIN, "password": PASSWORD})
        browser.post("/masuk/kode/", {"code": spare})
        return browser.get("/saya/").status_code

    assert (enter(), enter()) == (200, 302)


def test_changing_it_asks_who_one_is_although_one_is_signed_in(ratna: Client):
    response = ratna.get("/saya/pengaman/aplikasi/")

    assert response.status_code == 302
    assert response["Location"].startswith("/saya/pengaman/kata-sandi/")
    assert "Kata sandi tidak cocok" in ratna.post(response["Location"], {"password": "salah"}).text
    again = ratna.post(response["Location"], {"password": PASSWORD})
    assert again["Location"] == "/saya/pengaman/aplikasi/"
    assert ratna.get("/saya/pengaman/aplikasi/").status_code == 200


def test_taking_it_off_leaves_the_password_alone(ratna: Client):
    set_up(ratna)

    assert ratna.post("/saya/pengaman/aplikasi/lepas/").status_code == 302

    assert entered().get("/saya/").status_code == 200
    assert Inbox.objects.filter(act="identity.totp_deactivated").exists()
