"""The relay against a real database and real HTTP: what arrives, in which order, and what waits for whom."""

from datetime import timedelta

import pytest

from ayo.common import clock, ids
from ayo.common.actor import SYSTEM
from ayo.events import facade as events
from ayo.events.models import Outbox
from ayo.exchange import actions, facade
from ayo.exchange.data import ParkedState, Reach
from ayo.exchange.models import App, Attempt, Parked
from tests.exchange import factories
from tests.exchange.conftest import eventually
from tests.exchange.receiver import Reply

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


def test_a_bad_event_is_parked_with_its_subject_and_all_others_flow(receiver, relay):
    bad = ids.uuid7()

    def manners(request):
        return Reply(422) if any(event["data"]["id"] == str(bad) for event in request.events) else Reply()

    place = receiver.place("picky", manners)
    factories.app("picky", endpoint=receiver.url("picky"))
    for version in (1, 2, 3):
        factories.change(bad, version=version, before_area=factories.CIKOKOL)
        factories.change()
    relay()

    eventually(lambda: len(place.taken) == 3)
    eventually(lambda: Parked.objects.count() == 3)
    states = list(Parked.objects.order_by("position").values_list("state", flat=True))
    assert states == [ParkedState.PARKED, ParkedState.BEHIND, ParkedState.BEHIND]

    place.manners = lambda request: Reply()
    actions.retry_parked(parked=Parked.objects.earliest("position"), actor=SYSTEM)

    eventually(lambda: len(place.taken) == 6)
    assert [e["data"]["version"] for e in place.taken if e["data"]["id"] == str(bad)] == [1, 2, 3]
    eventually(lambda: Parked.objects.filter(state=ParkedState.DELIVERED).count() == 3)


def test_an_event_that_breaks_the_application_is_found_among_others(receiver, relay):
    bad = ids.uuid7()

    def manners(request):
        return Reply(500) if any(event["data"]["id"] == str(bad) for event in request.events) else Reply()

    place = receiver.place("fragile", manners)
    factories.app("fragile", endpoint=receiver.url("fragile"))
    relay()
    factories.change(bad)

    eventually(lambda: len(place.requests) >= 3)
    assert not Parked.objects.exists(), "alone it may as well be the application's fault"

    for _ in range(5):
        factories.change()

    eventually(lambda: len(place.taken) == 5)
    eventually(lambda: Parked.objects.filter(state=ParkedState.PARKED).count() == 1)


def test_several_bad_events_in_a_row_do_not_hide_the_good_ones_behind_them(receiver, relay):
    bad = {str(ids.uuid7()) for _ in range(8)}

    def manners(request):
        return Reply(500) if any(event["data"]["id"] in bad for event in request.events) else Reply()

    place = receiver.place("stormy", manners)
    factories.app("stormy", endpoint=receiver.url("stormy"))
    for person in bad:
        factories.change(person)
    for _ in range(5):
        factories.change()
    relay()

    eventually(lambda: len(place.taken) == 5, within=60)
    eventually(lambda: Parked.objects.filter(state=ParkedState.PARKED).count() == 8)


def test_an_application_that_answers_nobody_parks_nothing_and_catches_up(receiver, relay):
    place = receiver.place("ill", lambda request: Reply(500))
    healthy = receiver.place("well")
    factories.app("ill", endpoint=receiver.url("ill"))
    factories.app("well", endpoint=receiver.url("well"))
    relay()
    for _ in range(20):
        factories.change()

    eventually(lambda: len(healthy.taken) == 20)
    eventually(lambda: len(place.requests) > 5)
    assert not Parked.objects.exists()

    place.manners = lambda request: Reply()

    eventually(lambda: len({event["id"] for event in place.taken}) == 20, within=60)


def test_a_refused_event_is_final_and_its_reason_is_kept(receiver, relay):
    def manners(request):
        import json

        refused = [{"id": event["id"], "reason": "NIK tidak dikenal"} for event in request.events[:1]]
        return Reply(200, json.dumps({"refused": refused}).encode())

    receiver.place("proud", manners)
    factories.app("proud", endpoint=receiver.url("proud"))
    relay()

    event_id = factories.change()

    eventually(lambda: Parked.objects.filter(state=ParkedState.REFUSED).exists())
    line = facade.receipt(event_id).apps[0]
    assert (line.reach, line.reason) == (Reach.REFUSED, "NIK tidak dikenal")


def test_an_application_that_is_gone_is_paused_and_goes_on_where_it_stopped(receiver, relay):
    place = receiver.place("gone", lambda request: Reply(410))
    factories.app("gone", endpoint=receiver.url("gone"))
    relay()
    event_id = factories.change()

    eventually(lambda: App.objects.get().is_paused)
    assert facade.receipt(event_id).apps[0].reach is Reach.PAUSED

    place.manners = lambda request: Reply()
    actions.resume(app=App.objects.get(), actor=SYSTEM)

    eventually(lambda: len(place.taken) == 1)


def test_a_redirect_is_never_followed(receiver, relay):
    elsewhere = receiver.place("elsewhere")
    receiver.place("sly", lambda request: Reply(307, headers={"Location": receiver.url("elsewhere")}))
    factories.app("sly", endpoint=receiver.url("sly"))
    relay()

    factories.change()

    eventually(lambda: Attempt.objects.filter(status=307).exists())
    assert "pengalihan" in Attempt.objects.filter(status=307).first().error
    assert elsewhere.requests == []


def test_retry_after_is_honoured(receiver, relay):
    import time

    seen = []

    def manners(request):
        seen.append(time.monotonic())
        return Reply(429, headers={"Retry-After": "2"}) if len(seen) == 1 else Reply()

    place = receiver.place("busy", manners)
    factories.app("busy", endpoint=receiver.url("busy"))
    relay()

    factories.change()

    eventually(lambda: len(place.taken) == 1)
    assert seen[1] - seen[0] >= 1.9


def test_a_hanging_application_costs_only_itself(receiver, relay):
    receiver.place("hanging", lambda request: Reply(after=30.0))
    quick = receiver.place("quick")
    factories.app("hanging", endpoint=receiver.url("hanging"))
    factories.app("quick", endpoint=receiver.url("quick"))
    App.objects.filter(slug="hanging").update(timeout_ms=500)
    relay()

    event_ids = [factories.change() for _ in range(10)]

    eventually(lambda: len(quick.taken) == 10, within=20)
    eventually(lambda: Attempt.objects.filter(app__slug="hanging", taken=False).exists())
    lines = {line.app.slug: line for line in facade.receipt(event_ids[0]).apps}
    assert lines["hanging"].reach is Reach.PENDING
    assert lines["quick"].reach is Reach.REACHED


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


def test_a_discarded_event_lets_those_behind_it_pass(receiver, relay):
    bad = ids.uuid7()

    def manners(request):
        versions = [e["data"]["version"] for e in request.events if e["data"]["id"] == str(bad)]
        return Reply(422) if 1 in versions else Reply()

    place = receiver.place("picky", manners)
    factories.app("picky", endpoint=receiver.url("picky"))
    factories.change()
    factories.change(bad)
    factories.change(bad, version=2, before_area=factories.CIKOKOL)
    relay()
    eventually(lambda: Parked.objects.count() == 2)

    actions.discard_parked(parked=Parked.objects.earliest("position"), reason="data uji", actor=SYSTEM)

    eventually(lambda: len(place.taken) == 2)
    states = list(Parked.objects.order_by("position").values_list("state", flat=True))
    eventually(lambda: Parked.objects.filter(state=ParkedState.DELIVERED).exists())
    assert states[0] == ParkedState.DISCARDED


def test_after_seven_days_an_event_becomes_somebody_s_task(receiver, relay):
    bad = ids.uuid7()
    place = receiver.place("stubborn", lambda request: Reply(422 if str(bad).encode() in request.body else 200))
    factories.app("stubborn", endpoint=receiver.url("stubborn"))
    first = relay()
    factories.change(bad)
    factories.change(bad, version=2, before_area=factories.CIKOKOL)
    eventually(lambda: Parked.objects.count() == 2)
    first.stop()
    long_ago = clock.now() - timedelta(days=8)
    Parked.objects.filter(state=ParkedState.PARKED).update(parked_at=long_ago, next_try_at=long_ago)

    relay()

    eventually(lambda: Parked.objects.filter(state=ParkedState.EXPIRED).count() == 1)
    eventually(lambda: Outbox.objects.exists() or events.latest(limit=1)[0].type == "ayo.exchange.delivery.expired")
    assert place.taken == []
    place.manners = lambda request: Reply()
    eventually(lambda: [event["data"]["version"] for event in place.taken] == [2], within=60)
