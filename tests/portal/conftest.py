"""Nothing that one test was told is still known to the next."""

from collections.abc import Iterator

import pytest

from ayo.portal import holdings, receipts


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    yield
    holdings.forget()
    receipts.forget()
