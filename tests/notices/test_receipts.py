"""What the gateway says afterwards: signed, late, twice, in any order."""

import json
import time
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from standardwebhooks.webhooks import Webhook

from ayo.common import clock
from ayo.notices.data import Channel, State
from ayo.notices.models import Sending
from sandbox.gateway import Gateway
from tests import cast as people
from tests.cast import Cast
from tests.notices import post
from tests.notices.conftest import SECRET

ADDRESS = "/api/notices/receipts"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def tell(said: dict[str, Any], *, secret: str = SECRET, body: str = "", ago: int = 0) -> int:
    """Send a receipt and return the status; `body` is what is sent instead of what was signed."""
    signed, now = json.dumps(said), clock.now()
    at = int(now.timestamp()) - ago
    signature = Webhook(secret).sign("msg_1", now.fromtimestamp(at, tz=now.tzinfo), signed)
    headers = {"webhook-id": "msg_1", "webhook-timestamp": str(at), "webhook-signature": signature}
    client = Client(enforce_csrf_checks=True, headers=headers)
    return client.post(ADDRESS, body or signed, content_type="application/json").status_code


def sent(cast: Cast) -> Sending:
    post.wish(cast, Channel.SMS)
    post.tell(cast)
    return post.work()


def said_of(sending: Sending, state: str) -> dict[str, Any]:
    return {"reference": str(sending.pk), "id": sending.provider_id, "state": state}


def test_a_receipt_says_that_it_arrived(cast: Cast, gateway: Gateway):
    sending = sent(cast)

    assert tell(said_of(sending, "delivered")) == 204
    sending.refresh_from_db()
    assert sending.state == State.DELIVERED


def test_a_receipt_says_that_it_never_will(cast: Cast, gateway: Gateway):
    sending = sent(cast)

    assert tell(said_of(sending, "failed") | {"error": "unknown_number"}) == 204
    sending.refresh_from_db()
    assert (sending.state, sending.error) == (State.FAILED, "unknown_number")


def test_receipts_twice_and_out_of_order_leave_the_better_news(cast: Cast, gateway: Gateway):
    sending = sent(cast)

    assert [tell(said_of(sending, state)) for state in ("delivered", "failed", "delivered")] == [204, 204, 204]
    sending.refresh_from_db()
    assert (sending.state, sending.error) == (State.DELIVERED, "")


def test_a_receipt_faster_than_our_own_note_stands(cast: Cast, gateway: Gateway):
    from ayo.notices import actions
    from ayo.notices.data import Outcome, Verdict

    post.wish(cast, Channel.SMS)
    post.tell(cast)
    errand = actions.claim(sending_id=Sending.objects.get().pk)
    assert errand is not None

    tell(said_of(Sending.objects.get(), "delivered"))
    actions.settle(errand=errand, outcome=Outcome(Verdict.AGAIN, error="timeout"))

    assert Sending.objects.get().state == State.DELIVERED


@pytest.mark.parametrize(
    "forged",
    [
        {"secret": "whsec_" + "bGFpbi1sYWluLWxhaW4tbGFpbi1sYWluLWxhaW4="},
        {"body": '{"reference": "x"}'},
        {"ago": 3600},
        {"ago": -3600},
    ],
)
def test_a_forged_changed_or_old_receipt_changes_nothing(cast: Cast, gateway: Gateway, forged: dict[str, Any]):
    sending = sent(cast)

    assert tell(said_of(sending, "delivered"), **forged) == 401
    sending.refresh_from_db()
    assert sending.state == State.SENT


@pytest.mark.parametrize("signature", ["", "v1", "v1,%%%", "v1,a,b", "é"])
def test_a_malformed_signature_is_refused_like_a_wrong_one(cast: Cast, gateway: Gateway, signature: str):
    headers = {"webhook-id": "1", "webhook-timestamp": str(int(time.time())), "webhook-signature": signature}

    answer = Client(headers=headers).post(ADDRESS, "{}", content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (401, "bad_signature")


def test_without_a_secret_nobody_is_believed(cast: Cast, gateway: Gateway, settings):
    sending = sent(cast)
    settings.AYO_GATEWAY_SECRET = ""

    assert tell(said_of(sending, "delivered")) == 401


def test_a_receipt_of_nothing_we_know_or_of_a_letter_is_not_found(cast: Cast, gateway: Gateway, mailbox):
    post.has_email(cast)
    post.tell(cast)
    letter = post.work()

    assert tell({"reference": str(uuid4()), "state": "delivered"}) == 404
    assert tell(said_of(letter, "delivered")) == 404
    assert tell({"reference": "x", "state": "delivered"}) == 422
    assert tell(said_of(letter, "read")) == 422


@pytest.mark.django_db(transaction=True)
def test_the_sandbox_tells_in_the_end_what_became_of_each(live_server: Any, gateway: Gateway):
    cast = people.gather()
    gateway.ayo_url, gateway.receipt_after_s = live_server.url, 0.1
    first = sent(cast)
    post.wish(cast, Channel.SMS, who="joko")
    from tests.portal import factories

    factories.change(cast, "joko", {"phone": "081234560000"})
    post.tell(cast, who="joko")
    second = post.work(Sending.objects.order_by("-pk")[0])

    deadline = time.monotonic() + 10
    while len(gateway.receipts) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)

    assert gateway.receipts == [204, 204]
    assert Sending.objects.get(pk=first.pk).state == State.DELIVERED
    assert Sending.objects.get(pk=second.pk).state == State.FAILED
