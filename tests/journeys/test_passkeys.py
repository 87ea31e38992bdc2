"""A passkey in a real browser with a virtual authenticator: made, used alone and as second step, copied, taken off."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from ayo.audit.models import Inbox
from ayo.common.actor import SYSTEM
from ayo.identity import facade as identity
from tests.cast import Cast
from tests.journeys.conftest import LOOKS, findings
from tests.kept import Kept

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOGIN, PASSWORD = "ratna@contoh.id", "pintu-air-sepuluh"


class Device:
    """A pretended phone that holds keys and whose owner always puts a finger on it."""

    def __init__(self, page: Page) -> None:
        self.cdp = page.context.new_cdp_session(page)
        self.cdp.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True,
        }  # fmt: skip
        self.id = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def keys(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.cdp.send("WebAuthn.getCredentials", {"authenticatorId": self.id})[
            "credentials"
        ]
        return found

    def copy_from_before(self, key: dict[str, Any]) -> None:
        """Put an older copy of a key in the place of the one that was used since."""
        self.cdp.send("WebAuthn.clearCredentials", {"authenticatorId": self.id})
        self.cdp.send("WebAuthn.addCredential", {"authenticatorId": self.id, "credential": key})

    def owner_refuses(self) -> None:
        self.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": False})


@pytest.fixture
def ratna(transactional_db: None, people: Kept[Cast], live_server: Any, settings: Any) -> Cast:
    settings.AYO_URL = live_server.url
    cast = people.put_back()
    identity.open_account(login=LOGIN, person_id=cast.ratna, password=PASSWORD, is_demo=False, actor=SYSTEM)
    return cast


def by_password(page: Page) -> None:
    page.goto("/masuk/")
    page.get_by_label("Nomor ponsel, surel, atau NIP").fill(LOGIN)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()


def make_key(page: Page, name: str) -> None:
    page.goto("/saya/pengaman/kunci/")
    if "kata-sandi" in page.url:
        page.get_by_label("Kata sandi sekarang").fill(PASSWORD)
        page.get_by_role("button", name="Lanjut").click()
    page.get_by_label("Nama kunci").fill(name)
    page.get_by_role("button", name="Buat kunci di perangkat ini").click()
    page.wait_for_url("**/saya/**cadangan/" if Authenticator.objects.count() < 2 else "**/saya/**")


def sign_out(page: Page) -> None:
    page.goto("/saya/")
    page.get_by_role("button", name="Keluar").first.click()
    page.wait_for_url("**/masuk/")


def test_made_used_to_come_in_and_taken_off(ratna: Cast, open_page: Any):
    page = open_page()
    device = Device(page)
    by_password(page)
    make_key(page, "Ponsel saya")
    expect(page.get_by_role("heading", name="Kode cadangan")).to_be_visible()
    page.goto("/saya/perangkat/")
    expect(page.locator("b", has_text="Ponsel saya")).to_be_visible()
    sign_out(page)

    page.goto("/masuk/?next=/saya/akses/")
    page.get_by_role("button", name="Masuk dengan kunci sandi").click()
    page.wait_for_url(re.compile(r":\d+/saya/akses/$"))

    page.goto("/saya/perangkat/")
    page.get_by_role("link", name=re.compile("Lepas.*Ponsel saya")).click()
    if "kata-sandi" in page.url:
        page.get_by_label("Kata sandi sekarang").fill(PASSWORD)
        page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("button", name="Lepas").click()
    page.wait_for_url("**/saya/perangkat/")
    assert not Authenticator.objects.exists()
    assert len(device.keys()) == 1

    sign_out(page)
    page.get_by_role("button", name="Masuk dengan kunci sandi").click()
    expect(page.get_by_role("alert")).to_contain_text("tidak berlaku di sini")
    acts = set(Inbox.objects.values_list("act", flat=True))
    assert {"identity.webauthn_added", "identity.webauthn_removed"} <= acts


def test_it_is_the_second_step_of_a_password(ratna: Cast, open_page: Any):
    page = open_page(width=375)
    Device(page)
    by_password(page)
    make_key(page, "Ponsel saya")
    sign_out(page)

    by_password(page)
    expect(page.get_by_role("heading", name="Satu langkah lagi")).to_be_visible()
    page.get_by_role("button", name="Pakai kunci sandi").click()

    page.wait_for_url(re.compile(r"localhost:\d+/$"))


def test_an_older_copy_of_a_key_is_refused_and_its_owner_is_told(ratna: Cast, open_page: Any):
    page = open_page()
    device = Device(page)
    by_password(page)
    make_key(page, "Ponsel saya")
    stolen = device.keys()[0]
    for _time in range(2):
        sign_out(page)
        page.get_by_role("button", name="Masuk dengan kunci sandi").click()
        page.wait_for_url(re.compile(r"localhost:\d+/$"))
    sign_out(page)
    device.copy_from_before(stolen)

    page.get_by_role("button", name="Masuk dengan kunci sandi").click()

    expect(page.get_by_role("alert")).to_contain_text("tidak berlaku di sini")
    assert Inbox.objects.filter(act="identity.webauthn_copied", subject_id=str(ratna.ratna)).exists()


def test_an_answer_for_another_address_is_refused(ratna: Cast, open_page: Any, settings: Any):
    page = open_page()
    Device(page)
    by_password(page)
    make_key(page, "Ponsel saya")
    sign_out(page)
    settings.AYO_URL = "http://localhost:1"

    page.get_by_role("button", name="Masuk dengan kunci sandi").click()

    expect(page.get_by_role("alert")).to_contain_text("tidak berlaku di sini")


def test_who_refuses_stays_and_is_told_another_way(ratna: Cast, open_page: Any):
    page = open_page()
    Device(page).owner_refuses()
    page.goto("/masuk/")

    page.get_by_role("button", name="Masuk dengan kunci sandi").click()

    expect(page.get_by_role("alert")).to_contain_text("pakai cara lain")
    expect(page.get_by_role("button", name="Masuk dengan kunci sandi")).to_be_enabled()


def test_without_script_nothing_is_offered_that_does_not_work(ratna: Cast, open_page: Any):
    page = open_page(script=False)
    by_password(page)
    page.goto("/saya/pengaman/kunci/")
    page.get_by_label("Kata sandi sekarang").fill(PASSWORD)
    page.get_by_role("button", name="Lanjut").click()

    expect(page.get_by_text("Kunci sandi perlu JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Buat kunci di perangkat ini")).to_be_hidden()


def test_where_no_key_can_be_bound_the_page_says_so(ratna: Cast, open_page: Any, settings: Any):
    settings.AYO_URL = "http://192.0.2.7"
    page = open_page()
    by_password(page)
    page.goto("/saya/pengaman/kunci/")
    page.get_by_label("Kata sandi sekarang").fill(PASSWORD)
    page.get_by_role("button", name="Lanjut").click()

    expect(page.get_by_text("Kunci sandi perlu alamat bernama")).to_be_visible()
    page.goto("/masuk/")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_pages_are_accessible(ratna: Cast, open_page: Any, width: int, scheme: str):
    page = open_page(width=width, scheme=scheme)
    Device(page)
    by_password(page)
    make_key(page, "Ponsel saya")
    found = findings(page)
    for address in ("/saya/perangkat/", "/saya/pengaman/kunci/"):
        page.goto(address)
        found += findings(page)
    sign_out(page)
    found += findings(page)
    by_password(page)
    found += findings(page)

    assert found == []
