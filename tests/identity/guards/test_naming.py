"""A passkey can be called something else by its owner alone, and is offered only where the browser would take it."""

import pytest
from allauth.mfa.models import Authenticator

from ayo.audit.models import Inbox
from ayo.identity import passkeys
from ayo.identity.models import Account
from tests.portal.factories import visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(cast):
    """Ratna's browser and a key of hers."""
    browser = visitor(cast, "ratna")
    account = Account.objects.get(person_id=cast.ratna)
    made = Authenticator.objects.create(
        user=account, type=Authenticator.Type.WEBAUTHN, data={"name": "Master key", "credential": {}}
    )
    return browser, made


def test_its_owner_renames_it(key):
    browser, made = key

    assert browser.post(f"/saya/pengaman/kunci/{made.pk}/nama/", {"name": ""}).status_code == 422
    answer = browser.post(f"/saya/pengaman/kunci/{made.pk}/nama/", {"name": "Ponsel saya"})

    made.refresh_from_db()
    assert (answer["Location"], made.data) == ("/saya/perangkat/", {"name": "Ponsel saya", "credential": {}})
    assert "Ponsel saya" in browser.get("/saya/perangkat/").text
    assert Inbox.objects.filter(act="identity.rename_passkey").exists()


def test_nobody_else_does(cast, key):
    _browser, made = key
    other = visitor(cast, "joko")

    assert other.get(f"/saya/pengaman/kunci/{made.pk}/nama/").status_code == 404
    assert other.post(f"/saya/pengaman/kunci/{made.pk}/nama/", {"name": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("url", "host", "to"),
    [
        ("http://127.0.0.1:8000", "127.0.0.1:8000", "http://localhost:8000"),
        ("http://127.0.0.1:8000", "localhost:8000", ""),
        ("https://ayo.example.org", "ayo.example.org", ""),
        ("https://ayo.example.org", "10.0.0.7:8000", "https://ayo.example.org"),
        ("http://ayo.example.org", "10.0.0.7", ""),
    ],
)
def test_it_is_said_where_keys_work_when_it_is_not_here(settings, url, host, to):
    settings.AYO_URL = url

    assert passkeys.elsewhere(host) == to


def test_pages_opened_by_number_lead_to_the_name(cast, client, settings):
    settings.AYO_URL = "http://127.0.0.1:8000"
    page = client.get("/masuk/", headers={"host": "127.0.0.1:8000"}).text

    assert 'href="http://localhost:8000/masuk/"' in page
    assert "data-passkey=" not in page
    assert "data-passkey=" in client.get("/masuk/", headers={"host": "localhost:8000"}).text
