"""The world is built once for the tests of a file and never changed: what a request writes is taken back after it."""

import gc
from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.access import world as worlds


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[worlds.World]:
    with django_db_blocker.unblock(), transaction.atomic():
        built = worlds.build()
        # Thousands of requests follow; what the house itself holds need not be looked through each time.
        gc.freeze()
        yield built
        gc.unfreeze()
        transaction.set_rollback(True)
