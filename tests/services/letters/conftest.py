from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ayo.services.models import Case, Task
from tests.cast import Cast
from tests.portal import factories as visitors
from tests.services import factories
from tests.services.letters import house
from tests.services.letters.house import SigningHouse


@pytest.fixture(scope="session")
def _signing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SigningHouse]:
    with house.opened(tmp_path_factory.mktemp("tte")) as opened:
        yield opened


@pytest.fixture
def signing(_signing: SigningHouse, settings: Any, tmp_path: Path) -> SigningHouse:
    settings.MEDIA_ROOT = tmp_path
    _signing.begin()
    _signing.point(settings)
    return _signing


@pytest.fixture
def checked(city: Cast, signing: SigningHouse) -> Case:
    """Ratna's case, looked at by Budi: what is left is Sari's signature."""
    case = factories.handed_in(city.actor("ratna"))
    from ayo.services import actions

    actions.finish_task(task_id=factories.only_task(case).pk, text="", expected=None, actor=city.actor("budi"))
    case.refresh_from_db()
    return case


@pytest.fixture
def task(checked: Case) -> Task:
    return factories.only_task(checked)


@pytest.fixture
def sari(city: Cast) -> Client:
    return visitors.visitor(city, "sari")


@pytest.fixture
def ratna(city: Cast) -> Client:
    return visitors.visitor(city, "ratna")
