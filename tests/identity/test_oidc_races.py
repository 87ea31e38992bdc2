"""Two who come with the same code or the same refresh token at the same moment: one is served, and it is noticed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from allauth.idp.oidc.models import Token
from django.db import connections

from tests.cast import Cast
from tests.identity import relying
from tests.identity.relying import Relying
from tests.portal import factories

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def at_once(ask: Callable[[], Any]) -> list[int]:
    """Ask from several connections in the same moment; return the statuses, the good ones first."""
    gate = Barrier(AT_ONCE)

    def one() -> int:
        gate.wait()
        try:
            return int(ask().status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sorted(future.result() for future in [pool.submit(one) for _ in range(AT_ONCE)])


def test_a_code_is_exchanged_once_however_many_come_at_once(cast: Cast):
    party = Relying(relying.made())
    code = party.code(factories.visitor(cast, "ratna"))

    assert at_once(lambda: party.exchange(code)) == [200, 400, 400, 400]
    assert not Token.objects.exists(), "a second use ends what the first one was given"


def test_a_refresh_token_is_exchanged_once_however_many_come_at_once(cast: Cast):
    party = Relying(relying.made())
    tokens = party.tokens(factories.visitor(cast, "ratna"))

    assert at_once(lambda: party.refresh(tokens["refresh_token"])) == [200, 400, 400, 400]
    assert not Token.objects.exists()


def test_the_first_key_of_a_house_is_one_key(cast: Cast):
    from django.test import Client

    from ayo.identity.models import SigningKey

    assert at_once(lambda: Client().get("/.well-known/jwks.json")) == [200] * AT_ONCE
    assert SigningKey.objects.count() == 1
