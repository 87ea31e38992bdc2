"""What an application does not take waits with its subject; it is tried again, refused, given up or somebody's task."""

from datetime import timedelta

import pytest

from ayo.common import clock, ids
from ayo.common.actor import SYSTEM
from ayo.events import facade as events
from ayo.events.models import Outbox
from ayo.exchange import actions, facade
from ayo.exchange.data import ParkedState, Reach
from ayo.exchange.models import Parked
from tests.exchange import factories
from tests.exchange.conftest import eventually
from tests.exchange.receiver import Reply

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]


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
    assert (line.reach, facade.trouble(line.reason)) == (Reach.REFUSED, "NIK tidak dikenal")


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
