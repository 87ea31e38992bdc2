"""A liar is found, its copy healed, and records on their way are not mistaken for drift."""

from datetime import timedelta

import pytest

from ayo.common.actor import SYSTEM
from ayo.exchange import actions, facade, queries, reconcile
from ayo.exchange.models import App, Drift, Resend
from tests.exchange import factories
from tests.exchange.conftest import eventually
from tests.exchange.copy_app import CopyApp

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]


@pytest.fixture
def copy_app(receiver):
    app = CopyApp().live_at(receiver.place("copy"), receiver.place("copy-digest"))
    factories.app(
        "copy",
        endpoint=receiver.url("copy"),
        digest_url=receiver.url("copy-digest"),
        contract=factories.terms("name", "phone", "domicile.kelurahan"),
    )
    return app


def register(count: int) -> list:
    return [factories.person(n) for n in range(count)]


def compare():
    return facade.compare(App.objects.get(slug="copy"), kind="person")[0]


def test_a_faithful_copy_shows_no_drift(copy_app, relay):
    relay()
    register(4)
    eventually(lambda: len(copy_app.records) == 4)

    run = compare()

    assert (run.state, run.records, run.missing, run.extra, run.different) == ("DONE", 4, 0, 0, 0)


def test_a_liar_is_found_and_healed(copy_app, relay, monkeypatch):
    monkeypatch.setattr(reconcile, "WORKED_ON_FOR", timedelta(0))
    relay()
    known = register(3)
    eventually(lambda: len(copy_app.records) == 3)
    copy_app.lies = True
    factories.change_phone(known[0], "081299990001")
    factories.person(9)
    app = App.objects.get(slug="copy")
    eventually(lambda: queries.health_of(app).lag == 0)

    run = compare()

    assert (run.missing, run.different) == (1, 1)
    assert facade.health_of(app).drift == 2

    copy_app.lies = False
    eventually(lambda: not Resend.objects.filter(sent_at__isnull=True).exists())
    run = compare()
    if run.missing or run.different:
        eventually(lambda: len(copy_app.records) == 4)
        run = compare()

    assert (run.missing, run.extra, run.different) == (0, 0, 0)
    assert facade.health_of(app).drift == 0
    assert Drift.objects.filter(healed_at__isnull=False).count() == 2


def test_records_that_should_not_be_there_are_withdrawn(copy_app, relay):
    relay()
    register(2)
    eventually(lambda: len(copy_app.records) == 2)
    stranger = "01890000-0000-7000-8000-000000000000"
    copy_app.records[stranger] = {"name": "Siapa"}

    assert compare().extra == 1

    eventually(lambda: stranger not in copy_app.records)


def test_what_is_still_on_its_way_is_not_drift(copy_app, relay, receiver):
    relay()
    known = register(2)
    eventually(lambda: len(copy_app.records) == 2)
    actions.pause(app=App.objects.get(slug="copy"), reason="uji", actor=SYSTEM)
    factories.change_phone(known[0], "081299990002")
    from ayo.events import facade as events

    before = events.head()
    eventually(lambda: events.head() >= before)
    eventually(lambda: events.of_subject(f"person/{known[0]}", limit=1)[0].data["version"] == 2)

    run = compare()

    assert (run.missing, run.extra, run.different, run.in_flight) == (0, 0, 0, 1)


def test_an_application_that_answers_nonsense_is_a_failed_comparison(copy_app, receiver):
    from tests.exchange.receiver import Reply

    receiver.places["/copy-digest"].manners = lambda request: Reply(200, b"<html>")

    run = compare()

    assert run.state == "FAILED"
    assert "JSON" in run.error


def test_hundreds_of_resends_go_out_without_waiting_for_another_decision(copy_app, relay, receiver):
    from ayo.common import ids
    from ayo.exchange.actions import revision

    relay()
    app = App.objects.get(slug="copy")
    for _ in range(250):
        Resend.objects.create(app=app, kind="person", record_id=ids.uuid7(), op="withdraw")
    revision.bump()

    eventually(lambda: not Resend.objects.filter(sent_at__isnull=True).exists())
    sent = {event["subject"] for event in receiver.places["/copy"].taken}
    assert len(sent) == 250
