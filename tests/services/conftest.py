"""A city of a few offices with the region's catalogue in it."""

import pytest

from ayo.common.actor import SYSTEM
from ayo.services import actions
from tests.cast import Cast


@pytest.fixture
def city(cast: Cast) -> Cast:
    actions.settle_catalogue(actor=SYSTEM)
    return cast
