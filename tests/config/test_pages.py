"""Pages for what goes wrong: people get words and a way on, programs a problem document."""

from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from tests.cast import Cast
from tests.portal import factories

pytestmark = pytest.mark.django_db


def test_the_address_of_a_button_says_what_it_is(cast: Cast):
    page = factories.visitor(cast, "ratna").get("/saya/nik/")

    assert page.status_code == 405
    assert page["Allow"] == "POST"
    assert "Alamat ini hanya untuk sebuah tombol" in page.text


def test_an_unknown_page_is_a_page_and_an_unknown_resource_a_problem(client):
    page, problem = client.get("/tidak/ada/"), client.get("/api/tidak/ada")

    assert page.status_code == problem.status_code == 404
    assert "Halaman ini tidak ada" in page.text
    assert problem["Content-Type"] == "application/problem+json"
    assert problem.json()["code"] == "not_found"


def test_a_forged_or_stale_form_is_told_in_the_reader_s_language_with_the_way_back(cast: Cast):
    browser = Client(enforce_csrf_checks=True)
    browser.cookies["ayo_language"] = "en"

    page = browser.post("/masuk/", {"login": "x"}, headers={"referer": "http://testserver/masuk/"})

    assert page.status_code == 403
    assert "This page stood open too long" in page.text
    assert 'href="http://testserver/masuk/"' in page.text
    assert "example.org" not in browser.post("/masuk/", headers={"referer": "http://example.org/"}).text


def test_an_answer_too_large_says_so(cast: Cast, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10

    page = factories.visitor(cast, "ratna").post("/cari/", {"q": "a" * 200})

    assert page.status_code == 413
    assert "Berkas ini terlalu besar" in page.text


@pytest.mark.parametrize(
    ("fault", "status", "says"),
    [
        (RuntimeError("a fault"), 500, "Ada yang rusak di pihak kami"),
        (OperationalError("no route to the database"), 503, "Kami sedang beristirahat sebentar"),
    ],
)
def test_what_breaks_is_said_without_asking_the_database(
    cast: Cast, monkeypatch, fault: Exception, status: int, says: str
):
    client = factories.visitor(cast, "ratna")
    client.raise_request_exception = False
    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", broken(fault))

    page, answer = client.get("/"), client.get("/api/registry/persons")

    assert (page.status_code, says in page.text) == (status, True)
    assert 'href="/"' in page.text
    assert answer.status_code == status
    assert (page.get("Retry-After") == "30") == (status == 503)


def broken(fault: Exception) -> Callable[..., None]:
    def connect(*_args: object, **_more: object) -> None:
        raise fault

    return connect


def test_a_part_that_is_gone_opens_its_page_anew_instead_of_putting_a_page_into_a_page(cast: Cast):
    answer = factories.visitor(cast, "ratna").get("/tidak/ada/", headers={"HX-Request-Type": "partial"})

    assert (answer.status_code, answer["HX-Refresh"], answer.content) == (404, "true", b"")
