"""Pages for what goes wrong: people get words and a way on, programs a problem document."""

import pytest

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
