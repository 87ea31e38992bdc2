"""The app on a phone: its card, the script that answers without a network, the page that says so."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.cast import Cast
from tests.portal import factories


def test_the_offline_page_is_the_same_for_everybody_and_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        page, english = Client().get("/luring/id/"), Client().get("/luring/en/")

    assert "Tidak ada data Anda yang disimpan" in page.text
    assert "None of your data is kept" in english.text
    assert english["Content-Language"] == "en"
    assert "csrf" not in page.text and not page.cookies
    assert "public" in page["Cache-Control"]


@pytest.mark.django_db
def test_nobody_stands_on_the_offline_page(cast: Cast):
    client = factories.visitor(cast, "ratna")
    client.cookies["ayo_theme"] = "dark"

    assert client.get("/luring/id/").text == Client().get("/luring/id/").text
    assert client.get("/luring/xx/").status_code == 404


def test_the_worker_keeps_files_and_the_offline_page_only(db):
    answer = Client().get("/luring.js")
    told = json.loads(re.search(r"const KEPT = (\{.*\});", answer.text).group(1))

    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert set(told["pages"].values()) == {"/luring/id/", "/luring/en/"}
    assert [name for name in told["files"] if not name.startswith(("/static/ui/", "/wilayah/warna.css"))] == []


def test_a_phone_installs_the_app_with_icons_that_are_there(db):
    card = Client().get("/manifest.webmanifest").json()

    assert {icon["purpose"] for icon in card["icons"]} == {"any", "maskable"}
    for icon in card["icons"]:
        file = finders.find(icon["src"].removeprefix("/static/"))
        assert file and f"{png_size(file)}x{png_size(file)}" == icon["sizes"]


def png_size(path: str) -> int:
    return int.from_bytes(Path(path).read_bytes()[16:20], "big")


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "place"), [("ratna", "/usulan/"), ("budi", "/meja-kerja/"), ("agus", "/audit/")])
def test_the_shortcuts_are_those_of_the_role(cast: Cast, name: str, place: str):
    client = factories.visitor(cast, name)
    answer = client.get("/manifest.webmanifest")
    shortcuts = [one["url"] for one in answer.json()["shortcuts"]]

    assert place in shortcuts
    assert "private" in answer["Cache-Control"]
    assert {url: client.get(url).status_code for url in shortcuts} == dict.fromkeys(shortcuts, 200)
