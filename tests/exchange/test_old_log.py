"""What the exchange still needs stays in the log; whoever asks for what has left it is told so, never given a gap."""

import asyncio
from datetime import timedelta

import pytest
from django.urls import reverse

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.events.data import Logged
from ayo.events.facade import PositionGone
from ayo.events.models import LogEntry
from ayo.events.sequencer import PARTITION
from ayo.exchange import actions, facade
from ayo.exchange.data import ParkedState
from ayo.exchange.models import App, Command
from ayo.exchange.relay.log import PAGE, Log
from tests.events import old_log
from tests.events.old_log import HEAD, OLDER, OLDEST
from tests.exchange import desk, factories
from tests.exchange.test_api import Puller

BEFORE = timedelta(days=100)


@pytest.fixture
def past(db):
    old_log.fill()


@pytest.fixture
def app(past) -> App:
    made = desk.app("pbb")
    desk.arrived(made, HEAD)
    return made


def detached() -> list[str]:
    return [part.name for part in facade.detach_log(before=clock.now() - BEFORE, actor=SYSTEM)]


def test_what_every_application_has_passed_is_detached_and_recorded(app):
    assert detached() == [f"{OLDEST}_detached", f"{OLDER}_detached"]

    acts = Inbox.objects.filter(act="events.detach").order_by("entry_id")
    assert [entry.label for entry in acts] == [f"{OLDEST}_detached", f"{OLDER}_detached"]


def test_an_application_that_lags_keeps_what_it_has_not_had(app):
    desk.arrived(app, PARTITION + 1)

    assert detached() == [f"{OLDEST}_detached"]
    assert [part.needed_by for part in facade.log_partitions()[1:]] == [("pbb",), ("pbb",)]


def test_an_application_without_a_cursor_keeps_what_came_since_it_was_connected(past):
    factories.app("new", mode="PULL")
    App.objects.update(started_after=PARTITION - 2)

    assert detached() == []


@pytest.mark.parametrize("state", [ParkedState.PARKED, ParkedState.BEHIND, ParkedState.REFUSED, ParkedState.EXPIRED])
def test_an_event_that_may_be_tried_again_keeps_its_partition(app, state):
    desk.park(app, PARTITION, state=state)

    assert detached() == [f"{OLDEST}_detached"]
    assert facade.log_partitions()[1].needed_by == ("pbb: parked",)


@pytest.mark.parametrize("state", [ParkedState.DELIVERED, ParkedState.DISCARDED, ParkedState.OUTSIDE])
def test_an_event_that_is_settled_keeps_nothing(app, state):
    desk.park(app, PARTITION, state=state)

    assert detached() == [f"{OLDEST}_detached", f"{OLDER}_detached"]


def test_a_replay_that_was_asked_for_keeps_the_log_until_the_cursor_has_moved(app):
    facade.replay(app=app, from_position=PARTITION, from_time=None, actor=SYSTEM)

    assert detached() == [f"{OLDEST}_detached"]
    assert facade.log_partitions()[1].needed_by == ("pbb: replay",)


@pytest.mark.parametrize("since", [{"from_position": 1}, {"from_time": clock.now() - timedelta(days=300)}])
def test_a_replay_of_what_has_left_the_log_is_refused(app, since):
    detached()

    with pytest.raises(PositionGone, match="The log begins at 2000000"):
        facade.replay(app=app, **{"from_position": None, "from_time": None, **since}, actor=SYSTEM)

    assert not Command.objects.exists()


def test_the_lowest_event_may_still_be_replayed(app):
    detached()

    assert facade.replay(app=app, from_position=2 * PARTITION, from_time=None, actor=SYSTEM) == 4


def test_an_application_that_pulls_from_below_the_log_is_told_to_take_a_snapshot(past):
    made = factories.app("puller", mode="PULL", scopes=("events:read",), contract=factories.terms("name"))
    puller = Puller(made.api_key)
    desk.arrived(App.objects.get(slug="puller"), HEAD)
    detached()

    gone = puller.events(after=5)

    assert (gone.status_code, gone["Content-Type"]) == (410, "application/problem+json")
    assert gone.json()["code"] == "position_gone"
    assert "snapshot" in gone.json()["title"]
    assert puller.events().json() == {"events": [], "next": str(HEAD), "head": str(HEAD)}
    assert puller.events(after=2 * PARTITION - 1).status_code == 200


def test_an_application_that_is_pushed_to_gets_no_gap_when_it_looks_back(past):
    made = factories.app("pushed", endpoint="http://127.0.0.1:9/", scopes=("events:read",))
    desk.arrived(App.objects.get(slug="pushed"), HEAD)
    detached()

    assert Puller(made.api_key).events(after=PARTITION + 7).status_code == 410


def test_the_receipt_of_an_event_that_has_left_the_log_is_refused(app):
    old = LogEntry.objects.get(position=1).event_id
    detached()

    with pytest.raises(PositionGone):
        facade.receipt_at(1)
    with pytest.raises(PositionGone):
        facade.receipt(old)
    assert facade.receipt_at(HEAD) is not None


def test_the_pages_say_that_an_event_has_left_the_log(cast, app):
    old = LogEntry.objects.get(position=1).event_id
    detached()
    client = desk.sign_in(cast.nia)

    page = client.get(reverse("exchange:receipt", args=[old]))
    assert page.status_code == 410
    assert "sudah diarsipkan" in page.content.decode()

    replay = client.get(reverse("exchange:replay", args=["pbb"]), {"position": 1})
    assert replay.status_code == 422
    assert "mulai nomor urut 2.000.000" in replay.content.decode()


def test_a_lane_behind_the_log_stops_instead_of_jumping():
    def kept(after: int, limit: int) -> list[Logged]:
        now = clock.now()
        numbers = range(max(after, 3 * PAGE - 1) + 1, min(after + limit, 4 * PAGE) + 1)
        return [Logged(n, old_log.made_at(now), "t", "a/1", {}, SYSTEM.id, now, now) for n in numbers]

    async def read(after: int, limit: int) -> list[Logged]:
        return kept(after, limit)

    log = Log("urn:ayo:test", 4 * PAGE, read)

    with pytest.raises(PositionGone):
        asyncio.run(log.after(5))
    assert asyncio.run(log.after(3 * PAGE - 1, 1))[0].position == 3 * PAGE


def test_a_comparison_of_a_copy_that_claims_to_be_below_the_log_looks_at_what_is_left(app):
    from ayo.exchange import reconcile

    detached()

    assert reconcile._moving(app, "person", {}, 2 * PARTITION - 5) == set()


def test_asking_twice_changes_nothing(app):
    detached()

    assert detached() == []
    assert actions.detach_log(before=clock.now() - BEFORE, actor=SYSTEM) == []
