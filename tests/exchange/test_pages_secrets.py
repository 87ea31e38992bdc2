"""What is secret is shown in one answer and never again, on no page, in no list, in no cache."""

import re

import pytest
from django.urls import reverse

from ayo.exchange.models import App, Secret
from ayo.identity import facade as identity
from tests.exchange import desk

SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]+|ayo_[0-9a-f]+_[A-Za-z0-9_-]{20,}")
NEW = {
    "name": "PBB-P2", "slug": "pbb-p2", "owner_code": "DISKOMINFO", "description": "", "mode": "BATCH",
    "endpoint": "http://127.0.0.1:9/", "digest_url": "", "scopes": ["events:read"],
}  # fmt: skip
PAGES = [
    "app",
    "contract",
    "keys",
    "tail",
    "attempts",
    "app_parked",
    "reconciliation",
    "edit",
    "contract_edit",
    "replay",
]


@pytest.fixture
def client(cast):
    return desk.sign_in(cast.nia)


def all_pages(client) -> str:
    urls = [reverse(f"exchange:{page}", args=["pbb-p2"]) for page in PAGES]
    urls += [reverse(f"exchange:{page}") for page in ("apps", "parked", "drift", "new")]
    return " ".join(client.get(url).content.decode() for url in [*urls, f"{urls[-4]}?app=pbb-p2"])


def test_a_new_application_s_secret_and_key_are_shown_once(client):
    answer = client.post(reverse("exchange:new"), NEW)

    shown = set(SECRET.findall(answer.content.decode()))
    assert len(shown) == 2
    assert "no-store" in answer["Cache-Control"]
    assert "Hanya tampil sekali ini" in answer.content.decode()
    later = all_pages(client)
    assert SECRET.findall(later) == []
    assert not any(secret in later for secret in shown)


def test_the_same_form_sent_twice_connects_one_application_and_shows_nothing_the_second_time(client):
    client.post(reverse("exchange:new"), NEW)

    again = client.post(reverse("exchange:new"), NEW)

    assert again.status_code == 422
    assert SECRET.findall(again.content.decode()) == []
    assert App.objects.filter(slug="pbb-p2").count() == 1


def test_a_rotated_secret_and_a_new_key_are_shown_once_and_made_once(client):
    client.post(reverse("exchange:new"), NEW)
    app = App.objects.get(slug="pbb-p2")
    seen = Secret.objects.get(app=app).pk
    rotation = {"sort": "HMAC", "overlap": 24, "seen_HMAC": seen}
    key = {"label": "cadangan", "scopes": ["events:read"], "retire": 24, "seen": identity.cards_of(app.pk)[0].id}

    for url, form in (("rotate", rotation), ("new_key", key)):
        first = client.post(reverse(f"exchange:{url}", args=["pbb-p2"]), form)
        second = client.post(reverse(f"exchange:{url}", args=["pbb-p2"]), form)
        assert len(SECRET.findall(first.content.decode())) == 1
        assert "no-store" in first["Cache-Control"]
        assert (second.status_code, SECRET.findall(second.content.decode())) == (302, [])

    assert Secret.objects.filter(app=app).count() == 2
    assert len(identity.cards_of(app.pk)) == 2
    assert SECRET.findall(all_pages(client)) == []


def test_a_pair_of_keys_shows_its_public_half_for_good(client):
    client.post(reverse("exchange:new"), NEW)

    client.post(reverse("exchange:rotate", args=["pbb-p2"]), {"sort": "ED25519", "overlap": 1, "seen_ED25519": ""})

    assert "whpk_" in client.get(reverse("exchange:keys", args=["pbb-p2"])).content.decode()


def test_a_key_is_revoked_once_and_only_through_its_own_application(client, cast):
    client.post(reverse("exchange:new"), NEW)
    app, other = App.objects.get(slug="pbb-p2"), desk.app("other", scopes=("events:read",))
    key = identity.cards_of(app.pk)[0].id

    foreign = client.post(reverse("exchange:revoke_key", args=["other", key]))
    client.post(reverse("exchange:revoke_key", args=["pbb-p2", key]))
    again = client.post(reverse("exchange:revoke_key", args=["pbb-p2", key]), follow=True)

    assert foreign.status_code == 404
    assert identity.cards_of(app.pk)[0].revoked_at is not None
    assert "sudah dicabut" in again.content.decode()
    assert identity.cards_of(other.pk)[0].revoked_at is None
