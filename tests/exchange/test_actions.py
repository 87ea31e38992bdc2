"""What an application may be called."""

import pytest

from ayo.exchange.errors import SlugTaken
from tests.exchange import factories

pytestmark = pytest.mark.django_db


def test_an_application_is_never_called_like_a_page():
    with pytest.raises(SlugTaken, match="page"):
        factories.app("tertahan", endpoint="http://127.0.0.1:9/x")


def test_two_applications_never_share_a_name():
    factories.app("pbb", endpoint="http://127.0.0.1:9/x")

    with pytest.raises(SlugTaken, match="pbb"):
        factories.app("pbb", endpoint="http://127.0.0.1:9/y")
