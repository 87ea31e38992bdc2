import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

pytestmark = pytest.mark.usefixtures("house")

PARTIAL = {"HX-Request-Type": "partial"}


def test_a_browser_gets_the_whole_page(client: Client):
    page = client.get("/sample/").content.decode()

    assert page.startswith("<!doctype html>")
    assert "<title>Contoh · Tangerang Ayo</title>" in page
    assert page.count("<h1>") == 1


def test_htmx_gets_only_the_part_with_the_imports_of_the_page_in_force(client: Client):
    answer = client.get("/sample/", headers=PARTIAL)
    part = answer.content.decode()

    assert part.startswith('<ul id="list">')
    assert '<span class="tag" data-tone="ok">satu</span>kata7' in part
    assert "&lt;dua&gt;" in part
    assert "HX-Request-Type" in answer["Vary"]


def test_a_full_page_request_of_htmx_is_no_fragment(client: Client):
    answer = client.get("/sample/", headers={"HX-Request": "true", "HX-Request-Type": "full"})

    assert answer.content.startswith(b"<!doctype html>")


def test_what_was_said_arrives_beside_the_part(client: Client):
    part = client.get("/sample/?say=1", headers=PARTIAL).content.decode()

    assert 'id="notices"' in part and 'hx-swap-oob="true"' in part
    assert "Tersimpan &lt;b&gt;rapi&lt;/b&gt;" in part


def test_the_shell_s_own_names_do_not_hide_the_page_s(client: Client):
    assert "kata7" in client.get("/sample/").content.decode()


def test_a_refused_form_says_so_first_in_the_title(client: Client):
    answer = client.post("/sample/", {"name": ""})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "<title>Galat: Contoh · Tangerang Ayo</title>" in page
    assert 'href="#id_name"' in page


def test_every_form_of_the_shell_carries_its_token(client: Client):
    page = client.get("/sample/").content.decode()

    assert page.count('method="post"') == page.count("csrfmiddlewaretoken") == 3


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 422, 429, 500, 503, 418])
def test_every_error_has_words_and_a_way_on(client: Client, status: int):
    answer = client.get(f"/error/{status}/")
    page = answer.content.decode()

    assert answer.status_code == status
    assert f"Galat {status}" in page and 'href="/"' in page and page.count("<h1>") == 1


def test_the_first_load_stays_under_sixty_kilobytes(client: Client):

    page = client.get("/sample/").content
    files = ["ui/ayo.css", "ui/app.js", "django_htmx/htmx-4.min.js"]
    parts = [page, *(Path(finders.find(name)).read_bytes() for name in files)]

    assert sum(len(gzip.compress(part)) for part in parts) < 60_000
