"""What applications fetch by themselves: only with the right key, only what the contract grants, without a gap."""

import threading

import pytest
from django.db import connection
from django.test import Client

from ayo.common.actor import SYSTEM
from ayo.events import facade as events
from ayo.exchange import actions, facade
from ayo.exchange.data import Reach
from ayo.exchange.models import App, Resend
from ayo.registry import facade as registry
from tests.exchange import factories
from tests.exchange.conftest import eventually

pytestmark = pytest.mark.django_db(transaction=True)


class Puller:
    def __init__(self, key: str) -> None:
        self.client = Client(headers={"Authorization": f"Bearer {key}"})

    def events(self, **asked):
        return self.client.get("/api/exchange/events", asked)

    def snapshot(self, kind="person", **asked):
        return self.client.get(f"/api/exchange/snapshot/{kind}", asked)


@pytest.fixture
def puller():
    made = factories.app(
        "puller", mode="PULL", scopes=("events:read", "snapshot:read"), contract=factories.terms("name", "phone")
    )
    return Puller(made.api_key)


def test_pulling_returns_the_contract_s_part_and_asking_on_acknowledges(puller, relay):
    relay()
    first, second = factories.change(name="A"), factories.change(name="B")
    eventually(lambda: facade.receipt(second) is not None)

    answer = puller.events().json()

    assert [event["id"] for event in answer["events"]] == [str(first), str(second)]
    assert answer["events"][0]["data"]["record"] == {"name": "A", "phone": "+62811"}
    assert facade.receipt(first).apps[0].reach is Reach.WAITING_FOR_PULL

    assert puller.events(after=answer["next"]).json()["events"] == []
    line = facade.receipt(first).apps[0]
    assert (line.reach, line.attempts) == (Reach.REACHED, 1)


def test_a_long_poll_is_answered_when_something_happens(puller, relay):
    relay()

    def change_and_leave():
        factories.change()
        connection.close()

    timer = threading.Timer(0.3, change_and_leave)
    timer.start()

    answer = puller.events(wait=10).json()

    timer.join()
    assert len(answer["events"]) == 1


def test_without_the_scope_or_the_contract_nothing_is_told(puller):
    other = Puller(factories.app("other", mode="PULL", scopes=("persons:read",)).api_key)

    assert other.events().status_code == 403
    assert other.snapshot().status_code == 403
    assert puller.snapshot("family").status_code == 403
    assert Client().get("/api/exchange/events").status_code == 401


def test_a_position_beyond_the_log_is_refused(puller):
    assert puller.events(after=10_000).status_code == 422
    assert puller.events(limit=5000).status_code == 422


def test_a_snapshot_and_the_tail_after_it_leave_no_gap(puller, relay):
    relay()
    known = [factories.person(n) for n in range(8)]
    stop = threading.Event()
    written = []

    def keep_changing():
        number = 0
        while not stop.is_set():
            person = known[number % len(known)]
            phone = f"0812{10_000_000 + number}"
            factories.change_phone(person, phone)
            written.append(number)
            number += 1
        connection.close()

    writer = threading.Thread(target=keep_changing)
    writer.start()
    eventually(lambda: len(written) > 5)
    copy, versions, token, position = {}, {}, "", None
    while token is not None:
        page = puller.snapshot(cursor=token, limit=3).json()
        for record in page["records"]:
            copy[record["id"]], versions[record["id"]] = record["record"], record["version"]
        token, position = page["next"], position or page["position"]
        before = len(written)
        eventually(lambda before=before: len(written) > before + 3)
    stop.set()
    writer.join()
    eventually(lambda: not events_waiting())

    after = position
    while page := (answer := puller.events(after=after, limit=1000).json())["events"]:
        for event in page:
            if event["data"]["version"] > versions.get(event["data"]["id"], 0):
                versions[event["data"]["id"]] = event["data"]["version"]
                copy[event["data"]["id"]] = event["data"]["record"]
        after = answer["next"]

    for person in known:
        record = registry.record("person", person)
        assert copy[str(person)] == {"name": record["name"], "phone": record["phone"]}
        assert versions[str(person)] == record.version


def events_waiting() -> int:
    return facade.health_of_relay().waiting


def test_a_snapshot_begun_under_another_contract_must_begin_anew(puller):
    for n in range(4):
        factories.person(n)
    token = puller.snapshot(limit=2).json()["next"]
    actions.set_contract(app=App.objects.get(slug="puller"), terms=factories.terms("name"), actor=SYSTEM)

    assert puller.snapshot(cursor=token).status_code == 409
    assert puller.snapshot(cursor="nonsense").status_code == 422


def test_what_is_to_be_sent_again_comes_with_the_next_answer(puller):
    person = factories.person(0)
    app = App.objects.get(slug="puller")
    Resend.objects.create(app=app, kind="person", record_id=person, op="upsert")

    answer = puller.events().json()

    (event,) = answer["events"]
    assert (event["ayoreason"], event["data"]["record"]["name"]) == ("reconciliation", "Asep Hidayat")
    assert puller.events().json()["events"] == []


def test_a_paused_application_is_told_so(puller):
    actions.pause(app=App.objects.get(slug="puller"), reason="uji", actor=SYSTEM)

    assert puller.events().status_code == 409
    assert events.head() == 0
