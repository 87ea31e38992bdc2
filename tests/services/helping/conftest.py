from typing import Any

import pytest


@pytest.fixture(autouse=True)
def gateway(settings: Any) -> None:
    settings.AYO_GATEWAY_URL, settings.EMAIL_HOST = "http://127.0.0.1:1", "127.0.0.1"
