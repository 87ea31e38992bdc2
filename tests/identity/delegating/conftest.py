"""Siti lets Joko act for her; Ratna is the mother of Bima; Wulan is a child that Joko may become the guardian of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from ayo.common import clock
from ayo.common.actor import SYSTEM, Actor
from ayo.identity import facade as identity
from ayo.identity.delegating import actions, queries
from tests import cast as people


@dataclass(frozen=True)
class Circle:
    siti: UUID
    joko: UUID
    wulan: UUID

    @property
    def me(self) -> Actor:
        return identity.actor_of(self.joko)

    def acting(self, whom: UUID) -> Actor:
        return queries.acting(self.me, str(whom))


@pytest.fixture
def circle(cast: Any) -> Circle:
    siti = people.person("Siti Aminah", "3671014505550051", phone="081298765432")
    wulan = people.person("Wulan Sari", "3671014505180052")
    return Circle(siti, cast.joko, wulan)


@pytest.fixture
def given(circle: Circle) -> Callable[..., UUID]:
    """Return a function by which Siti lets Joko act for her, and Joko accepts."""

    def give(*scopes: str, days: int = 30) -> UUID:
        made, code = actions.delegate(
            delegate_id=None, scopes=scopes or ("SEE",), valid_from=clock.today(),
            valid_to=clock.today() + timedelta(days=days), actor=identity.actor_of(circle.siti),
        )  # fmt: skip
        actions.accept_by_code(code=code, actor=circle.me)
        return made

    return give


@pytest.fixture
def browser(circle: Circle) -> Client:
    account = identity.open_account(
        login="joko@contoh.id", person_id=circle.joko, password="", is_demo=False, actor=SYSTEM
    )
    client = Client()
    client.force_login(account, backend="ayo.identity.backends.LoginBackend")
    return client
