"""Passkeys beside the browser (`tests/journeys/test_passkeys.py`): whose they are, where they are good, copies."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from ayo.common.actor import SYSTEM
from ayo.events.models import Outbox
from ayo.identity import facade as identity
from ayo.identity import passkeys
from ayo.identity.guards import actions, reading
from ayo.identity.guards.reading import Step
from ayo.identity.models import Account
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PASSWORD = "pintu-air-sepuluh"


def account(cast: Cast, name: str) -> Account:
    return identity.open_account(
        login=f"{name}@contoh.id", person_id=getattr(cast, name), password=PASSWORD, is_demo=False, actor=SYSTEM
    )


def key(owner: Account, name: str = "Ponsel") -> Authenticator:
    return Authenticator.objects.create(
        user=owner, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": {}}
    )


@pytest.mark.parametrize(
    ("url", "name", "origin"),
    [
        ("https://ayo.example.org", "ayo.example.org", "https://ayo.example.org"),
        ("https://ayo.example.org:8443/", "ayo.example.org", "https://ayo.example.org:8443"),
        ("http://127.0.0.1:8000", "localhost", "http://localhost:8000"),
        ("http://localhost:8000", "localhost", "http://localhost:8000"),
        ("http://ayo.example.org", "", "http://"),
        ("https://192.0.2.7", "", "https://"),
    ],
)
def test_a_key_is_bound_to_the_address_of_the_house(settings, url: str, name: str, origin: str):
    settings.AYO_URL = url

    assert passkeys.rp_id() == name
    assert passkeys.origin() == origin


def test_nobody_takes_off_somebody_elses_key(cast: Cast):
    own, other = key(account(cast, "ratna")), key(account(cast, "budi"))
    Authenticator.objects.filter(pk=own.pk).update(type=Authenticator.Type.TOTP)
    browser = Client()
    browser.force_login(own.user, backend="ayo.identity.backends.LoginBackend")
    browser.post("/saya/pengaman/kata-sandi/", {"password": PASSWORD})

    assert browser.post(f"/saya/pengaman/kunci/{other.pk}/lepas/").status_code == 404
    assert browser.get(f"/saya/pengaman/kunci/{other.pk}/lepas/").status_code == 404
    assert Authenticator.objects.filter(pk=other.pk).exists()


def test_taking_a_key_off_asks_who_one_is(cast: Cast):
    own = key(account(cast, "ratna"))
    browser = Client()
    browser.force_login(own.user, backend="ayo.identity.backends.LoginBackend")

    response = browser.post(f"/saya/pengaman/kunci/{own.pk}/lepas/")

    assert response["Location"].startswith("/saya/pengaman/kata-sandi/")
    assert Authenticator.objects.exists()


@pytest.mark.parametrize(
    ("counters", "taken"),
    [
        ((1, 2, 9), [True, True, True]),
        ((0, 0, 0), [True, True, True]),
        ((5, 5), [True, False]),
        ((5, 4, 6), [True, False, True]),
        ((5, 0), [True, False]),
    ],
)
def test_a_key_only_goes_forward_unless_it_never_counts(cast: Cast, counters: tuple[int, ...], taken: list[bool]):
    guard = key(account(cast, "ratna"))

    assert [actions.use_passkey(guard=guard, counter=one, agent="") for one in counters] == taken
    told = Outbox.objects.filter(type="ayo.identity.guard.changed")
    assert told.count() == taken.count(False)


@pytest.mark.parametrize(
    "credential", ["", "{}", "[]", "1", '{"id": "x"}', '{"response": {"userHandle": "x"}}', "null"]
)
def test_nonsense_opens_nothing_and_breaks_nothing(cast: Cast, credential: str):
    browser = Client()
    browser.get("/masuk/kunci/", headers={"Accept": "application/json"})

    page = browser.post("/masuk/kunci/", {"credential": credential})

    assert page.status_code == 422
    assert browser.get("/saya/").status_code == 302


@pytest.mark.parametrize("credential", ["", "{}", "null", '{"response": 1}', '{"id": "x", "response": {}}'])
def test_nonsense_adds_no_key_and_breaks_nothing(cast: Cast, settings, credential: str):
    settings.AYO_URL = "https://ayo.example.org"
    browser = Client()
    browser.force_login(account(cast, "ratna"), backend="ayo.identity.backends.LoginBackend")
    browser.post("/saya/pengaman/kata-sandi/", {"password": PASSWORD})

    assert browser.post("/saya/pengaman/kunci/", {"name": "x", "credential": credential}).status_code == 200
    assert not Authenticator.objects.exists()


def test_a_key_that_is_asked_for_names_nobody(cast: Cast, settings):
    settings.AYO_URL = "https://ayo.example.org"
    key(account(cast, "ratna"))

    asked = Client().get("/masuk/kunci/", headers={"Accept": "application/json"}).json()["request_options"]["publicKey"]

    assert asked["rpId"] == "ayo.example.org"
    assert asked["userVerification"] == "required"
    assert not asked.get("allowCredentials")


def test_the_page_says_what_would_guard_best(cast: Cast, settings):
    settings.AYO_URL = "https://ayo.example.org"
    ratna = account(cast, "ratna")
    assert reading.guards_of(ratna).next_step is Step.PASSKEY

    settings.AYO_URL = "https://192.0.2.7"
    assert reading.guards_of(ratna).next_step is Step.SECOND_STEP

    key(ratna)
    assert reading.guards_of(ratna).next_step is Step.SPARE_CODES
