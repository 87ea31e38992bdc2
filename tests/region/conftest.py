"""The small pack of another region, in a folder that a test may spoil."""

from pathlib import Path

import pytest

from ayo.region import loader
from ayo.region.data import Pack
from tests.region import factories


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return factories.write_pack(tmp_path / "pack")


@pytest.fixture
def pack(folder: Path) -> Pack:
    return loader.load(folder)
