"""A kind that a module above brings is told on the pages of an application in that module's words."""

import pytest
from django.test import Client
from django.urls import reverse

from ayo.exchange.models import App
from tests.cast import Cast
from tests.exchange import desk, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast: Cast) -> Client:
    return desk.sign_in(cast.nia)


def page(client: Client, name: str, *given: str) -> str:
    return client.get(reverse(f"exchange:{name}", args=given)).content.decode()


def kept(*fields: str, groups: tuple[str, ...] = ()) -> App:
    return desk.app("lacak", contract=factories.terms(*fields, kind="case", areas=("36.71.01",), groups=groups))


def test_a_contract_about_cases_names_services_and_what_is_sensitive(client: Client):
    kept("number", "state", "applicant_id")

    shown = page(client, "contract", "lacak")

    for said in ("Urusan warga", "Nomor urusan", "Keadaan", "Pemohon", "Layanan", "Semua", "Tangerang"):
        assert said in shown
    assert "Semua yang tercatat" not in shown and "applicant_id" not in shown


def test_a_contract_about_people_still_says_who(client: Client):
    desk.app("pbb", contract=factories.terms("name"))

    assert "Siapa" in page(client, "contract", "pbb") and "Semua yang tercatat" in page(client, "contract", "pbb")


def test_what_differs_is_called_by_its_kind_on_both_pages(client: Client):
    app = kept("number")
    one = desk.drift(app, kind="case")
    desk.compared(app, kind="case", different=1)

    for shown in (page(client, "reconciliation", "lacak"), page(client, "drift")):
        assert "Urusan warga" in shown and str(one.record_id) in shown
        assert f"case/{one.record_id}" not in shown
