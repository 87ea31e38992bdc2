import re

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


def test_the_gallery_shows_every_part(client: Client):
    answer = client.get("/ui/")

    assert answer.status_code == 200
    assert "Sampai ke 20 dari 20 aplikasi" in answer.content.decode()


def test_no_id_is_given_twice(client: Client):
    ids = re.findall(r'\sid="([^"]+)"', client.get("/ui/").content.decode())

    assert sorted(name for name in set(ids) if ids.count(name) > 1) == []


def test_the_gallery_is_for_developers_only(client: Client, settings):
    settings.DEBUG = False

    assert client.get("/ui/").status_code == 404
