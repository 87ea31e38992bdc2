"""The world is built once for the tests of a file and never changed: what a request writes is taken back after it."""

import gc
import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings

from tests.access import world as worlds


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[worlds.World]:
    # Links of files run out while a busy machine still asks; that they do is tried in tests/files.
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(AYO_FILE_LINK_S=24 * 3600):
        built = worlds.build()
        # Thousands of requests follow; what the house itself holds need not be looked through each time.
        gc.freeze()
        # Nearly every answer is a refusal, and each would be put into words for a log that nobody reads here.
        logging.disable(logging.WARNING)
        yield built
        logging.disable(logging.NOTSET)
        gc.unfreeze()
        transaction.set_rollback(True)
