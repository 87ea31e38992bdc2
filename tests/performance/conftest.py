"""An office of two on a Friday of October 2026, and the kecamatan above it."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from ayo.common import clock
from tests.cast import Cast
from tests.performance.factories import TODAY, district, team
from tests.services.conftest import catalogue, city

__all__ = ["catalogue", "city"]


@pytest.fixture
def office(cast: Cast) -> Iterator[Cast]:
    """Sari is Budi's superior."""
    with clock.at(TODAY):
        team(cast)
        yield cast


@pytest.fixture
def unit(office: Cast) -> UUID:
    """Return Cikokol below a kecamatan that Agus leads, to whom Sari answers."""
    return district(office)
