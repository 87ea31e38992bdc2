"""One bundled PostgreSQL for the whole run, in a folder of its own; people who are allowed to act."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    from ayo.config import embedded

    if not os.environ.get("AYO_DATABASE_URL"):
        embedded.Cluster(Path(os.environ["AYO_HOME"]), {"fsync": "off", "full_page_writes": "off"}).start()


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput") or os.environ.get("AYO_DATABASE_URL"):
        return
    from ayo.config import embedded

    embedded.Cluster(Path(os.environ["AYO_HOME"])).stop()


@pytest.fixture
def cast(db: None) -> Iterator[object]:
    from tests import cast as people

    yield people.gather()
