from collections.abc import Iterator

import pytest

from tests.sandbox.fake_ayo import FakeAyo


@pytest.fixture
def fake_ayo() -> Iterator[FakeAyo]:
    ayo = FakeAyo()
    yield ayo
    ayo.close()


@pytest.fixture
def record_id() -> str:
    return "0197a000-0000-7000-8000-00000000000a"
