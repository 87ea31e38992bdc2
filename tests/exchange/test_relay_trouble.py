"""Applications that are ill, gone, slow or sly cost only themselves."""

import pytest

from ayo.common.actor import SYSTEM, Role
from ayo.events import facade as events
from ayo.exchange import actions, facade, rules
from ayo.exchange.data import Reach
from ayo.exchange.models import App, Attempt, Parked
from ayo.notices.models import Notice
from tests import cast as people
from tests.exchange import factories
from tests.exchange.conftest import eventually
from tests.exchange.receiver import Reply

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]


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
    assert Attempt.objects.filter(status=307).first().error == "!REDIRECT 307"
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


def test_an_opening_is_told_once_over_a_restart_of_the_relay_and_is_done_when_it_closes(receiver, relay, settings):
    settings.AYO_CIRCUIT_TELL_S = 1
    place = receiver.place("dead", lambda request: Reply(503))
    factories.app("dead", endpoint=receiver.url("dead"))
    people.role(factories.person(1), Role.INTEGRATOR)
    first = relay()
    factories.change()
    eventually(Notice.objects.filter(code="circuit_opened").exists)
    first.stop()

    failed = len(place.requests)
    relay()
    eventually(lambda: len(place.requests) > failed + rules.OPENS_AFTER)
    assert [notice.done_at for notice in Notice.objects.filter(code="circuit_opened")] == [None]
    opened = [one for one in events.read(0, 1000) if one.type == "ayo.exchange.circuit.opened"]
    assert len(opened) == 1

    place.manners = lambda request: Reply()
    eventually(Notice.objects.filter(code="circuit_opened", done_at__isnull=False).exists)
    assert Notice.objects.count() == 1


def test_an_application_that_is_back_soon_is_nobodys_task(receiver, relay):
    place = receiver.place("restarting", lambda request: Reply(503))
    factories.app("restarting", endpoint=receiver.url("restarting"))
    people.role(factories.person(1), Role.INTEGRATOR)
    relay()
    factories.change()
    eventually(lambda: len(place.requests) > rules.OPENS_AFTER + 1)

    place.manners = lambda request: Reply()
    eventually(lambda: bool(place.taken))
    assert not Notice.objects.exists()
    assert not any(one.type.startswith("ayo.exchange.circuit") for one in events.read(0, 1000))
