"""The relay against a real database and real HTTP: what arrives, in which order, with which proof."""

from datetime import timedelta

import pytest

from ayo.common import ids
from ayo.common.actor import SYSTEM
from ayo.events import facade as events
from ayo.exchange import actions, facade
from ayo.exchange.models import App, Attempt
from tests.exchange import factories
from tests.exchange.conftest import eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]


def test_one_input_reaches_every_application_with_proof(receiver, relay):
    places = []
    for number in range(5):
        made = factories.app(f"app-{number}", endpoint=receiver.url(f"app-{number}"))
        place = receiver.place(f"app-{number}")
        place.secret = made.secret
        places.append(place)
    relay()

    event_id = factories.change(name="Ratna")

    eventually(lambda: all(len(place.taken) == 1 for place in places))
    (event,) = places[0].taken
    assert event["id"] == str(event_id)
    assert event["data"]["record"] == {"name": "Ratna", "domicile": {"kelurahan": factories.CIKOKOL}}
    eventually(lambda: facade.receipt(event_id).reached == 5)
    receipt = facade.receipt(event_id)
    assert receipt.is_complete
    assert receipt.total == 5
    assert 0 < receipt.ms < 3000
    assert all(line.attempts == 1 for line in receipt.apps)


def test_events_of_one_subject_arrive_in_order_and_each_takes_effect_once(receiver, relay):
    place = receiver.place("one")
    factories.app("one", endpoint=receiver.url("one"))
    relay()
    people = [ids.uuid7() for _ in range(7)]

    for version in range(1, 31):
        for person in people:
            factories.change(person, version=version, name=f"v{version}", before_area=factories.CIKOKOL)

    eventually(lambda: len(place.taken) == 210)
    for person in people:
        versions = [e["data"]["version"] for e in place.taken if e["data"]["id"] == str(person)]
        assert versions == list(range(1, 31))
    assert len({event["id"] for event in place.taken}) == 210


def test_single_and_binary_applications_get_the_same_events(receiver, relay):
    for mode in ("SINGLE", "BINARY"):
        place = receiver.place(mode.lower())
        place.secret = factories.app(mode.lower(), endpoint=receiver.url(mode.lower()), mode=mode).secret
    relay()

    events_sent = [str(factories.change(name=f"n{number}")) for number in range(10)]

    for mode in ("single", "binary"):
        place = receiver.places[f"/{mode}"]
        eventually(lambda place=place: len(place.taken) == 10)
        assert [event["id"] for event in place.taken] == events_sent
        assert {event["ayoop"] for event in place.taken} == {"upsert"}
        assert all(len(request.events) == 1 for request in place.requests)


def test_a_narrowed_contract_holds_for_the_very_next_event(receiver, relay):
    place = receiver.place("narrow")
    factories.app("narrow", endpoint=receiver.url("narrow"), contract=factories.terms("name", "phone"))
    relay()
    person = ids.uuid7()
    app = App.objects.get()

    for version in range(1, 41):
        if version == 21:
            actions.set_contract(app=app, terms=factories.terms("name"), actor=SYSTEM)
        factories.change(person, version=version, changed=("name", "phone"), before_area=factories.CIKOKOL)

    eventually(lambda: len(place.taken) == 40)
    for event in place.taken:
        allowed = {"name", "phone"} if event["data"]["version"] <= 20 else {"name"}
        assert set(event["data"]["record"]) <= allowed, event["data"]["version"]


def test_replay_brings_the_log_again_and_says_so(receiver, relay):
    place = receiver.place("again")
    factories.app("again", endpoint=receiver.url("again"))
    relay()
    for _ in range(10):
        factories.change()
    eventually(lambda: len(place.taken) == 10)

    actions.replay(app=App.objects.get(), from_position=events.head() - 4, from_time=None, actor=SYSTEM)

    eventually(lambda: len(place.taken) >= 14)
    replayed = [event for event in place.taken if event["ayoreason"] == "replay"]
    assert {event["id"] for event in replayed} <= {event["id"] for event in place.taken[:10]}
    assert len(replayed) == len([event for event in place.taken[:10] if int(event["ayoposition"]) > events.head() - 6])


def test_a_test_delivery_shows_up_among_the_attempts(receiver, relay):
    place = receiver.place("tested")
    factories.app("tested", endpoint=receiver.url("tested"))
    relay()

    reference = actions.send_test(app=App.objects.get(), actor=SYSTEM)

    eventually(lambda: Attempt.objects.filter(sort="TEST", taken=True).exists())
    assert place.taken[0]["id"] == str(reference)
    assert place.taken[0]["ayoop"] == "test"


def test_both_signatures_are_sent_while_a_secret_is_rotated(receiver, relay):
    place = receiver.place("rotating")
    old = factories.app("rotating", endpoint=receiver.url("rotating")).secret
    new = actions.rotate_secret(app=App.objects.get(), sort="HMAC", overlap=timedelta(hours=1), actor=SYSTEM)
    relay()

    for secret in (old, new):
        place.secret = secret
        before = len(place.taken)
        factories.change()
        eventually(lambda before=before: len(place.taken) == before + 1)


def test_a_second_relay_takes_over_when_the_first_stops(receiver, relay):
    place = receiver.place("steady")
    factories.app("steady", endpoint=receiver.url("steady"))
    first = relay()
    factories.change()
    eventually(lambda: len(place.taken) == 1)
    relay()

    first.stop()
    factories.change()

    eventually(lambda: len(place.taken) == 2)
