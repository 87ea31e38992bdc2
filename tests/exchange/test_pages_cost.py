"""What the pages ask of the database does not grow with what they list."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ayo.common import ids
from ayo.exchange.models import App, Contract
from tests.exchange import desk, factories


@pytest.fixture
def client(cast):
    return desk.sign_in(cast.nia)


def asked(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def fill(count: int, *, first: int = 0) -> list[App]:
    template = App.objects.get(slug="first")
    made = App.objects.bulk_create(
        App(slug=f"app-{n}", name=f"App {n}", owner_id=template.owner_id, mode="BATCH", endpoint="http://127.0.0.1:9/",
            digest_url="http://127.0.0.1:9/d")
        for n in range(first, first + count)
    )  # fmt: skip
    Contract.objects.bulk_create(
        Contract(app=app, version=1, valid_from="2020-01-01", purpose="x", legal_basis="y", signed_by=ids.uuid7(),
                 signed_label="x", grants=factories.terms("name", "phone")["grants"])
        for app in made
    )  # fmt: skip
    return made


def test_the_board_costs_the_same_for_three_and_for_thirty_applications(client):
    desk.app("first")
    few = asked(client, reverse("exchange:apps"))
    for app in fill(30):
        desk.park(app, 3)
        desk.drift(app)

    many = asked(client, reverse("exchange:apps"))

    assert (few, many) == (few, few)
    assert many <= 20


def test_an_open_drawer_costs_the_same_however_much_happened(client):
    app = desk.app("first")
    url = reverse("exchange:apps") + "?app=first"
    few = asked(client, url)
    for position in range(1, 30):
        desk.attempt(app, position, taken=position % 3 != 0)
        desk.park(app, position)

    assert asked(client, url) == few


@pytest.mark.parametrize("page", ["parked", "drift"])
def test_lists_over_all_applications_cost_the_same_for_few_and_many(client, page):
    first = desk.app("first")
    desk.park(first, 1), desk.drift(first), desk.compared(first)
    few = asked(client, reverse(f"exchange:{page}"))
    for app in fill(20):
        desk.park(app, 1), desk.drift(app), desk.compared(app)

    assert asked(client, reverse(f"exchange:{page}")) == few


@pytest.mark.parametrize("page", ["app", "tail", "attempts", "app_parked", "reconciliation", "keys", "contract"])
def test_the_pages_of_one_application_cost_the_same_for_little_and_much(client, page):
    app = desk.app("first", scopes=("events:read",))
    desk.attempt(app, 1), desk.park(app, 1), desk.drift(app), desk.compared(app), factories.change(), desk.sequence()
    url = reverse(f"exchange:{page}", args=["first"])
    few = asked(client, url)
    for n in range(2, 15):
        desk.attempt(app, n), desk.park(app, n), desk.drift(app), desk.compared(app), factories.change()
    desk.sequence()

    assert asked(client, url) == few


def test_a_thousand_applications_take_less_than_three_hundred_milliseconds_of_work(client):
    """Counted in processor time, so that what else the machine does meanwhile decides nothing."""
    desk.app("first")
    fill(1000)
    client.get(reverse("exchange:apps"))

    taken = []
    for _ in range(5):
        started = time.process_time()
        assert client.get(reverse("exchange:apps")).status_code == 200
        taken.append(time.process_time() - started)

    assert min(taken) < 0.3
