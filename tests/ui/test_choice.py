import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("house")


def test_the_theme_is_remembered_and_written_into_the_page(client: Client):
    answer = client.post("/ui/pilihan/", {"theme": "dark", "next": "/sample/?a=1"})

    assert answer["Location"] == "/sample/?a=1"
    assert '<html lang="id" data-theme="dark">' in client.get("/sample/").content.decode()


def test_the_language_is_remembered(client: Client):
    client.post("/ui/pilihan/", {"language": "en", "next": "/sample/"})

    assert '<html lang="en">' in client.get("/sample/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_nobody_is_sent_away_from_the_house(client: Client, elsewhere: str):
    assert client.post("/ui/pilihan/", {"theme": "dark", "next": elsewhere})["Location"] == "/"


def test_unknown_choices_are_not_remembered(client: Client):
    answer = client.post("/ui/pilihan/", {"theme": "pink", "language": "xx"})

    assert not answer.cookies


def test_a_link_cannot_choose(client: Client):
    assert client.get("/ui/pilihan/").status_code == 405
