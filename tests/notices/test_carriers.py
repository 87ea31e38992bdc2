"""A carrier that is out: nobody knocks but one at a time, no message is lost, and whoever looks after it sees it."""

import itertools
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from ayo.common import clock
from ayo.events import facade as events
from ayo.notices import actions, queries, rules, tasks
from ayo.notices.data import Carrier, Channel, Outcome, State, Verdict
from ayo.notices.errors import NotSent
from ayo.notices.models import CarrierState, Notice, Sending
from sandbox import gateway as sandbox
from sandbox.gateway import Gateway
from sandbox.mail import Sink
from tests.cast import Cast
from tests.exchange import desk
from tests.notices import post
from tests.portal import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def waiting(cast: Cast, gateway: Gateway) -> list[Sending]:
    """Seven messages wait for a gateway that answers nothing but faults."""
    post.wish(cast, Channel.SMS)
    gateway.manners = itertools.repeat(sandbox.BROKEN)
    for _ in range(7):
        post.tell(cast)
    return list(Sending.objects.order_by("pk"))


@pytest.fixture
def shut(waiting: list[Sending]) -> list[Sending]:
    """The circuit is open: five of them have failed in a row."""
    for sending in waiting[: rules.OPENS_AFTER]:
        post.work(sending)
    return waiting


def gate() -> CarrierState:
    return CarrierState.objects.get(pk=Carrier.GATEWAY)


def due(sending: Sending) -> Sending:
    Sending.objects.filter(pk=sending.pk).update(next_try_at=clock.now())
    return sending


def probe_time_comes(noon: Any) -> None:
    next_probe_at = gate().next_probe_at
    assert next_probe_at is not None
    noon.move_to(next_probe_at + timedelta(seconds=1))


def test_failures_in_a_row_open_the_circuit_and_one_success_in_between_does_not(
    waiting: list[Sending], gateway: Gateway
):
    gateway.manners = iter([*[sandbox.BROKEN] * 4, sandbox.WELL, *[sandbox.BROKEN] * 2])

    for sending in waiting:
        post.work(sending)

    assert (gate().failures, gate().opened_at) == (2, None)


def test_while_it_is_open_nothing_knocks_and_nothing_is_lost(shut: list[Sending], gateway: Gateway):
    sixth, seventh = (post.work(sending) for sending in shut[5:])

    assert gate().opened_at is not None
    assert gateway.requests == rules.OPENS_AFTER
    for sending in (sixth, seventh):
        assert (sending.state, sending.attempts) == (State.WAITING, 0)
        assert sending.next_try_at >= gate().next_probe_at


def test_when_the_time_has_come_one_goes_as_a_probe_and_the_others_wait_for_it(
    shut: list[Sending], gateway: Gateway, noon: Any
):
    probe_time_comes(noon)
    probe, other = (actions.claim(sending_id=due(sending).pk) for sending in shut[5:])

    assert probe is not None and probe.is_probe
    assert other is None


def test_a_probe_that_fails_doubles_the_rest_and_is_no_attempt_of_its_message(
    shut: list[Sending], gateway: Gateway, noon: Any
):
    rests = []
    for _ in range(12):
        probe_time_comes(noon)
        sending = post.work(due(shut[5]))
        assert (sending.state, sending.attempts) == (State.WAITING, 0)
        rests.append((gate().next_probe_at - clock.now()).total_seconds())

    assert rests[:3] == pytest.approx([60, 120, 240], abs=5)
    assert rests[-1] == pytest.approx(600, abs=5)
    assert gateway.requests == rules.OPENS_AFTER + 12


def test_a_probe_that_is_taken_closes_the_circuit_and_everything_leaves(
    shut: list[Sending], gateway: Gateway, noon: Any
):
    gateway.manners = itertools.repeat(sandbox.WELL)
    probe_time_comes(noon)

    states = [post.work(due(sending)).state for sending in shut]

    assert states == [State.SENT] * 7
    assert (gate().failures, gate().opened_at, gate().probes) == (0, None, 0)
    assert len(gateway.taken) == 7


def test_a_probe_whose_worker_died_is_followed_by_another(shut: list[Sending], noon: Any):
    probe_time_comes(noon)
    assert actions.claim(sending_id=due(shut[5]).pk) is not None

    noon.move_to(clock.now() + rules.LEASE + timedelta(seconds=1))
    again = actions.claim(sending_id=due(shut[6]).pk)

    assert again is not None and again.is_probe


def test_what_was_under_way_when_it_opened_does_not_push_the_probe_away(waiting: list[Sending]):
    errands = [actions.claim(sending_id=sending.pk) for sending in waiting]
    for errand in errands[: rules.OPENS_AFTER]:
        actions.settle(errand=errand, outcome=Outcome(Verdict.DOWN, error="timeout"))
    before = gate()

    for errand in errands[rules.OPENS_AFTER :]:
        actions.settle(errand=errand, outcome=Outcome(Verdict.DOWN, error="timeout"))

    assert (gate().failures, gate().next_probe_at) == (before.failures, before.next_probe_at)


@pytest.mark.parametrize("manner", [sandbox.BUSY, "refused"])
def test_a_gateway_that_answers_about_one_message_is_not_out(
    waiting: list[Sending], gateway: Gateway, manner: str, monkeypatch: pytest.MonkeyPatch
):
    gateway.manners = itertools.repeat(sandbox.BUSY if manner == sandbox.BUSY else sandbox.WELL)
    if manner == "refused":
        monkeypatch.setattr(sandbox, "CHANNELS", ())

    for sending in waiting:
        post.work(sending)

    assert not CarrierState.objects.exists()


def test_a_gateway_that_is_out_holds_no_letter_back(shut: list[Sending], cast: Cast, mailbox: Sink):
    post.has_email(cast)
    post.wish(cast, Channel.EMAIL)
    post.tell(cast)

    assert post.work(Sending.objects.get(channel=Channel.EMAIL)).state == State.SENT


def test_whoever_looks_after_it_sees_it_and_so_does_prometheus(shut: list[Sending], cast: Cast, client: Client):
    page = factories.visitor(cast, "nia").get("/saluran-kabar/").text
    metrics = client.get("/metrics").content.decode()

    assert "Putus" in page
    assert "HTTP 500" in page
    assert 'ayo_notices_carrier_open{carrier="GATEWAY"} 1.0' in metrics
    assert "ayo_notices_waiting 7.0" in metrics


def test_its_opening_is_told_once_to_whoever_looks_after_it_and_is_done_when_it_closes(
    cast: Cast, gateway: Gateway, noon: Any
):
    desk.sequence()
    events.ensure_cursors()
    post.wish(cast, Channel.SMS)
    gateway.manners = itertools.repeat(sandbox.BROKEN)
    for _ in range(7):
        post.tell(cast)
    waiting = list(Sending.objects.order_by("pk"))
    for sending in waiting:
        post.work(sending)
    hear()
    assert not Notice.objects.filter(code="carrier_opened").exists()
    for _probe in range(3):
        probe_time_comes(noon)
        post.work(due(waiting[5]))
    hear()

    (told,) = Notice.objects.filter(code="carrier_opened")
    letter = queries.inbox(cast.nia, before=None, limit=1)[0]
    assert (told.person_id, told.done_at) == (cast.nia, None)
    assert letter.title == "Gateway SMS dan WhatsApp sedang putus"
    assert (letter.url, "HTTP 500" in letter.text) == ("/saluran-kabar/", True)

    gateway.manners = itertools.repeat(sandbox.WELL)
    probe_time_comes(noon)
    post.work(due(waiting[6]))
    hear()

    told.refresh_from_db()
    assert told.done_at is not None


def test_a_carrier_that_is_back_soon_is_nobodys_task(cast: Cast, shut: list[Sending], gateway: Gateway, noon: Any):
    gateway.manners = itertools.repeat(sandbox.WELL)
    probe_time_comes(noon)
    post.work(due(shut[5]))

    desk.sequence()
    assert (gate().opened_at, gate().told_at) == (None, None)
    assert not any(one.type.startswith("ayo.notices.carrier") for one in events.read(0, 1000))


def hear() -> None:
    """Let the house's own listeners hear everything that was said."""
    desk.sequence()
    while events.advance_all():
        pass


def test_a_carrier_that_works_says_so_and_one_that_is_not_there_is_not_shown(cast: Cast, gateway: Gateway):
    page = factories.visitor(cast, "nia").get("/saluran-kabar/").text

    assert "Gateway SMS dan WhatsApp" in page
    assert "Server surel" not in page
    assert "Terbuka." in page


@pytest.mark.parametrize("verdict", [Verdict.AGAIN, Verdict.DOWN])
def test_a_code_is_tried_again_quickly_whoever_is_at_fault(monkeypatch: pytest.MonkeyPatch, verdict: Verdict):
    monkeypatch.setattr(tasks.identity, "take_letter", lambda **_given: object())
    monkeypatch.setattr(tasks.queries, "ways_of_code", lambda _letter: (Channel.SMS,))
    monkeypatch.setattr(tasks.channels, "send_letter", lambda _letter, _ways, *, tried: (Outcome(verdict), ()))

    with pytest.raises(NotSent):
        tasks.send_code(code_id="01900000-0000-7000-8000-000000000000")
