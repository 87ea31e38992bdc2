"""SMS and WhatsApp through a gateway that fails on purpose."""

from datetime import timedelta

import pytest

from ayo.common import clock
from ayo.notices.channels import gateway as channel
from ayo.notices.data import Channel, State
from ayo.notices.models import Sending
from sandbox import gateway as sandbox
from sandbox.gateway import Gateway
from tests.cast import Cast
from tests.notices import post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def due(sending: Sending) -> Sending:
    """Let the rest be over."""
    sending.next_try_at = clock.now()
    sending.save()
    return sending


def told(cast: Cast, way: Channel = Channel.SMS) -> Sending:
    post.wish(cast, way)
    post.tell(cast)
    return Sending.objects.get()


@pytest.mark.parametrize("way", [Channel.SMS, Channel.WHATSAPP])
def test_a_message_is_one_paragraph_with_the_way_in(cast: Cast, gateway: Gateway, way: Channel):
    sending = post.work(told(cast, way))

    message = gateway.taken[str(sending.pk)]
    assert (sending.state, sending.provider_id) == (State.SENT, message.id)
    assert (message.channel, message.to) == (way.lower(), "+6281234567801")
    assert "Usulan Anda ditolak. Alasan: Akta lain http" in message.text
    assert message.text.endswith(f"/kotak-masuk/{sending.notice_id}/")


def test_a_long_text_is_cut_and_keeps_its_way_in(cast: Cast, gateway: Gateway):
    post.wish(cast, Channel.SMS)
    post.tell(cast, reason="panjang " * 200)

    sending = post.work()

    text = gateway.taken[str(sending.pk)].text
    assert len(text) <= 400
    assert text.endswith(f"… http://127.0.0.1:8000/kotak-masuk/{sending.notice_id}/")


def test_too_many_requests_rests_as_long_as_it_was_asked_to(cast: Cast, gateway: Gateway):
    gateway.manners = iter([sandbox.BUSY])

    sending = post.work(told(cast))

    assert (sending.state, sending.error) == (State.WAITING, "HTTP 429")
    assert sending.next_try_at - clock.now() > timedelta(seconds=85)


def test_a_broken_gateway_is_tried_again_until_it_works(cast: Cast, gateway: Gateway):
    gateway.manners = iter([sandbox.BROKEN, sandbox.BROKEN, sandbox.WELL])
    told(cast)

    states = [post.work(due(Sending.objects.get())).state for _ in range(3)]

    assert states == [State.WAITING, State.WAITING, State.SENT]
    assert Sending.objects.get().attempts == 3


def test_after_so_many_attempts_it_is_over_and_the_inbox_has_it(cast: Cast, gateway: Gateway):
    gateway.manners = iter([sandbox.BUSY] * 8)
    told(cast)

    for _ in range(8):
        sending = post.work(due(Sending.objects.get()))

    assert (sending.state, sending.attempts, sending.error) == (State.FAILED, 8, "HTTP 429")
    assert sending.notice.read_at is None


def test_an_answer_that_came_too_late_is_no_second_message(cast: Cast, gateway: Gateway, monkeypatch):
    gateway.manners, gateway.late_s = iter([sandbox.LATE, sandbox.WELL]), 1.0
    monkeypatch.setattr(channel, "PATIENCE", timedelta(seconds=0.2))
    sending = told(cast)

    first = post.work(sending)
    second = post.work(due(first))

    assert (first.state, first.error) == (State.WAITING, "timeout")
    assert second.state == State.SENT
    assert (gateway.requests, len(gateway.taken)) == (2, 1)


def test_a_message_that_is_refused_is_not_tried_again(cast: Cast, gateway: Gateway, monkeypatch):
    monkeypatch.setattr(sandbox, "CHANNELS", ())

    sending = post.work(told(cast))

    assert (sending.state, sending.error) == (State.FAILED, "HTTP 422")


def test_a_wrong_key_of_ours_loses_no_message(cast: Cast, gateway: Gateway, settings):
    settings.AYO_GATEWAY_KEY = "lain"

    sending = post.work(told(cast))

    assert (sending.state, sending.error) == (State.WAITING, "HTTP 401")


def test_a_gateway_that_is_away_is_tried_again(cast: Cast, gateway: Gateway, settings):
    settings.AYO_GATEWAY_URL = "http://127.0.0.1:1"

    sending = post.work(told(cast))

    assert (sending.state, sending.error) == (State.WAITING, "ConnectError")
