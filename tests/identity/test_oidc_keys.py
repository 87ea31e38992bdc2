"""Signing keys: published before they sign, still published after they have signed last."""

from datetime import timedelta

import jwt
import pytest
import time_machine
from django.test import Client

from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.identity import facade as identity
from ayo.identity.models import SigningKey
from tests.cast import Cast
from tests.identity import relying
from tests.identity.relying import Relying
from tests.portal import factories

pytestmark = pytest.mark.django_db


def published() -> list[str]:
    return [key["kid"] for key in Client().get("/.well-known/jwks.json").json()["keys"]]


def test_the_first_key_makes_itself_and_stays():
    assert published() == published()
    assert SigningKey.objects.count() == 1


def test_a_private_key_lies_sealed():
    published()

    assert "PRIVATE KEY" not in SigningKey.objects.get().sealed


def test_a_new_key_is_published_a_day_before_it_signs_and_the_old_one_a_day_after(cast: Cast):
    party, browser = Relying(relying.made()), factories.visitor(cast, "ratna")
    (old,) = published()
    signs_from = identity.rotate_keys(actor=SYSTEM)
    both = published()
    (new,) = set(both) - {old}

    def signer() -> str:
        return str(jwt.get_unverified_header(party.tokens(browser)["id_token"])["kid"])

    assert len(both) == 2 and signer() == old
    with time_machine.travel(signs_from + timedelta(minutes=1), tick=False):
        browser = factories.visitor(cast, "ratna")
        assert signer() == new
        assert set(published()) == {old, new}
    with time_machine.travel(signs_from + timedelta(days=1, minutes=1), tick=False):
        assert published() == [new]


def test_a_key_from_nowhere_signs_nothing(cast: Cast):
    """A token signed by another key, or by none, is no hint of who somebody is (RFC 8725, 3.1)."""
    browser = factories.visitor(cast, "ratna")
    now = int(clock.now().timestamp())
    forged = jwt.encode({"sub": str(cast.ratna), "iat": now, "exp": now + 60}, "", algorithm="none")

    asked = {"id_token_hint": forged, "post_logout_redirect_uri": relying.AFTER, "action": "logout"}
    response = browser.post("/oidc/logout", asked | {"csrfmiddlewaretoken": "x" * 64})

    assert response["Location"] == "/masuk/"
