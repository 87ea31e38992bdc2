"""Codes can leave this house by e-mail and by SMS; nothing is sent, for no worker runs here."""

import pytest
from django.conf import LazySettings


@pytest.fixture(autouse=True)
def ways_out(settings: LazySettings) -> None:
    settings.EMAIL_HOST = "127.0.0.1"
    settings.AYO_GATEWAY_URL = "http://127.0.0.1:1"
