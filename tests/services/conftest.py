"""A city of a few offices with the region's catalogue in it."""

import pytest
from pytest_django.plugin import DjangoDbBlocker

from ayo.common.actor import SYSTEM
from ayo.services import actions
from tests.cast import Cast
from tests.kept import Kept, keep


@pytest.fixture(scope="session")
def catalogue(people: Kept[Cast], django_db_blocker: DjangoDbBlocker) -> Kept[None]:
    """The catalogue, moved in once by each worker among the offices of the cast."""
    with django_db_blocker.unblock():
        return keep(lambda: actions.settle_catalogue(actor=SYSTEM), on=(people,))


@pytest.fixture
def city(cast: Cast, catalogue: Kept[None]) -> Cast:
    catalogue.put_back()
    return cast
