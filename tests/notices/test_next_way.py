"""What WhatsApp took and could not deliver goes on by SMS: once, where its reader wants that, outside quiet hours."""

import itertools
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from ayo.common import clock
from ayo.identity import facade as identity
from ayo.identity.data import LoginKind
from ayo.identity.models import Code
from ayo.notices import actions, tasks
from ayo.notices.data import Channel, Skipped, State
from ayo.notices.models import Sending
from sandbox.gateway import WELL, Gateway
from tests import cast as people
from tests.cast import Cast
from tests.notices import post
from tests.notices.test_receipts import said_of, tell
from tests.portal import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
NO_WHATSAPP = "081234561111"


def sent(cast: Cast, *ways: Channel, **more: Any) -> Sending:
    """Let Ratna be told by these ways, and WhatsApp take the message."""
    post.wish(cast, *(ways or (Channel.WHATSAPP,)), **{"sms_instead": True, **more})
    notice = post.tell(cast)
    return post.work(Sending.objects.get(notice=notice, channel=Channel.WHATSAPP))


def stand_ins() -> list[Sending]:
    return list(Sending.objects.filter(stands_in_for__isnull=False))


def test_a_failure_that_is_told_later_is_followed_by_an_sms_to_the_same_number(cast: Cast, gateway: Gateway):
    chat = sent(cast)

    assert tell(said_of(chat, "failed") | {"error": "no_whatsapp"}) == 204

    (message,) = stand_ins()
    assert (message.channel, message.stands_in_for_id, message.state) == (Channel.SMS, chat.pk, State.WAITING)
    assert post.work(message).state == State.SENT
    first, second = gateway.taken[str(chat.pk)], gateway.taken[str(message.pk)]
    assert (first.channel, second.channel) == ("whatsapp", "sms")
    assert (first.to, first.text) == (second.to, second.text)


def test_a_receipt_that_comes_twice_or_late_does_nothing_twice(cast: Cast, gateway: Gateway):
    chat = sent(cast)

    for state in ("failed", "failed", "delivered", "failed"):
        assert tell(said_of(chat, state)) == 204

    assert len(stand_ins()) == 1
    jobs = ProcrastinateJob.objects.filter(task_name="notices.send", args__sending_id=str(stand_ins()[0].pk))
    assert jobs.count() == 1


def test_the_database_itself_knows_no_second_one(cast: Cast, gateway: Gateway):
    chat = sent(cast)
    tell(said_of(chat, "failed"))
    post.work(stand_ins()[0])

    with pytest.raises(IntegrityError), transaction.atomic():
        Sending.objects.create(
            notice=chat.notice, channel=Channel.SMS, stands_in_for=chat, next_try_at=clock.now()
        )  # fmt: skip


def test_what_arrived_after_all_before_the_sms_left_needs_none(cast: Cast, gateway: Gateway):
    chat = sent(cast)
    tell(said_of(chat, "failed"))
    tell(said_of(chat, "delivered"))

    message = post.work(stand_ins()[0])

    assert (message.state, message.reason) == (State.SKIPPED, Skipped.ARRIVED)
    assert len(gateway.taken) == 1


def test_a_whatsapp_message_that_is_refused_at_once_goes_on_as_well(cast: Cast, gateway: Gateway, monkeypatch: Any):
    monkeypatch.setattr("sandbox.gateway.CHANNELS", ("sms",))

    chat = sent(cast)

    assert chat.state == State.FAILED
    assert post.work(stand_ins()[0]).state == State.SENT


@pytest.mark.parametrize(
    ("ways", "more"),
    [
        ((Channel.WHATSAPP,), {"sms_instead": False}),
        ((Channel.WHATSAPP, Channel.SMS), {}),
    ],
)
def test_nobody_gets_an_sms_they_did_not_want_or_have_already(
    cast: Cast, gateway: Gateway, ways: tuple[Channel, ...], more: dict[str, Any]
):
    chat = sent(cast, *ways, **more)

    tell(said_of(chat, "failed"))

    assert stand_ins() == []


def test_what_was_read_meanwhile_is_not_sent_once_more(cast: Cast, gateway: Gateway):
    chat = sent(cast)
    actions.mark_read(person_id=cast.ratna, notice_id=None)

    tell(said_of(chat, "failed"))

    assert stand_ins() == []


def test_a_wish_that_changed_before_it_left_counts(cast: Cast, gateway: Gateway):
    chat = sent(cast)
    tell(said_of(chat, "failed"))
    post.wish(cast, Channel.WHATSAPP, sms_instead=False)

    message = post.work(stand_ins()[0])

    assert (message.state, message.reason) == (State.SKIPPED, Skipped.UNWANTED)


def test_an_sms_that_fails_is_the_end_of_it(cast: Cast, gateway: Gateway):
    chat = sent(cast)
    tell(said_of(chat, "failed"))
    message = post.work(stand_ins()[0])

    tell(said_of(message, "failed"))

    assert [one.pk for one in stand_ins()] == [message.pk]
    assert Sending.objects.get(pk=message.pk).state == State.FAILED


def test_in_quiet_hours_it_waits_for_the_morning(cast: Cast, gateway: Gateway, noon: Any):
    chat = sent(cast)
    noon.move_to(datetime(2026, 11, 24, 15, 30, tzinfo=UTC))

    tell(said_of(chat, "failed"))

    (message,) = stand_ins()
    assert message.next_try_at == datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
    assert post.work(message).state == State.WAITING
    noon.move_to(datetime(2026, 11, 24, 23, 1, tzinfo=UTC))
    assert post.work(message).state == State.SENT


def test_the_story_of_the_letter_tells_both(cast: Cast, gateway: Gateway):
    chat = sent(cast)
    tell(said_of(chat, "failed"))
    post.work(stand_ins()[0])

    page = factories.visitor(cast, "ratna").get("/kotak-masuk/").text

    assert "WhatsApp: tidak sampai" in page
    assert "SMS sebagai ganti WhatsApp: terkirim 24 Nov 2026, 12.00" in page


@pytest.mark.django_db(transaction=True)
def test_the_sandbox_fails_that_way_on_purpose(live_server: Any, gateway: Gateway):
    cast = people.gather()
    gateway.ayo_url, gateway.receipt_after_s, gateway.manners = live_server.url, 0.1, itertools.repeat(WELL)
    factories.change(cast, "ratna", {"phone": NO_WHATSAPP})
    chat = sent(cast)
    _wait(gateway, 1)
    message = post.work(stand_ins()[0])
    _wait(gateway, 2)

    assert gateway.receipts == [204, 204]
    told = {row.pk: (row.state, row.error) for row in Sending.objects.all()}
    assert told == {chat.pk: (State.FAILED, "no_whatsapp"), message.pk: (State.DELIVERED, "")}


def _wait(gateway: Gateway, count: int) -> None:
    deadline = time.monotonic() + 10
    while len(gateway.receipts) < count and time.monotonic() < deadline:
        time.sleep(0.05)


def code_sent(cast: Cast) -> Code:
    """Let Budi ask for a code of Ratna's, and WhatsApp take it."""
    post.wish(cast, Channel.WHATSAPP)
    asked = identity.ask_assistance(
        principal_id=cast.ratna, thing="sktm", named={"id": "SKTM"}, url="/", actor=cast.actor("budi")
    )
    identity.send_code(assistance_id=asked, kind=LoginKind.PHONE, actor=cast.actor("budi"))
    row = Code.objects.latest("created_at")
    tasks.send_code(str(row.pk))
    row.refresh_from_db()
    return row


def told_of(row: Code, state: str) -> int:
    return tell({"reference": str(row.pk), "state": state})


def again(row: Code) -> int:
    """Run the jobs that follow a code; return how many there were."""
    jobs = ProcrastinateJob.objects.filter(task_name="notices.send_code_again", args__code_id=str(row.pk))
    for job in jobs:
        tasks.send_code_again(**job.args)
    return jobs.count()


def test_a_code_goes_on_by_sms_at_once_and_once(cast: Cast, gateway: Gateway, noon: Any):
    row = code_sent(cast)
    assert row.sent_at is not None and row.sealed

    assert [told_of(row, "failed") for _ in range(2)] == [204, 204]
    assert (again(row), again(row)) == (1, 1)

    chat, message = gateway.taken.values()
    assert (chat.channel, message.channel, chat.text) == ("whatsapp", "sms", message.text)
    row.refresh_from_db()
    assert row.sealed == ""


def test_a_code_that_arrived_keeps_no_digits_and_goes_nowhere_else(cast: Cast, gateway: Gateway):
    row = code_sent(cast)

    assert (told_of(row, "delivered"), told_of(row, "failed")) == (204, 204)

    row.refresh_from_db()
    assert (row.sealed, again(row), len(gateway.taken)) == ("", 0, 1)


def test_a_code_that_was_used_or_has_expired_is_not_sent_again(cast: Cast, gateway: Gateway, noon: Any):
    used, late = code_sent(cast), code_sent(cast)
    Code.objects.filter(pk=used.pk).update(proved_at=clock.now())
    told_of(late, "failed")
    noon.shift(timedelta(minutes=16))

    assert told_of(used, "failed") == 204
    assert (again(used), again(late)) == (0, 1)
    assert {one.channel for one in gateway.taken.values()} == {"whatsapp"}


def test_word_of_failure_before_our_own_note_counts(cast: Cast, gateway: Gateway):
    row = code_sent(cast)
    Code.objects.filter(pk=row.pk).update(sent_at=None)

    assert told_of(row, "failed") == 204
    identity.note_on_its_way(code_id=row.pk)

    assert again(row) == 1
    assert [one.channel for one in gateway.taken.values()] == ["whatsapp", "sms"]


def test_a_code_by_sms_alone_keeps_no_digits_and_has_no_other_way(cast: Cast, gateway: Gateway):
    post.wish(cast, Channel.SMS)
    asked = identity.ask_assistance(
        principal_id=cast.ratna, thing="sktm", named={"id": "SKTM"}, url="/", actor=cast.actor("budi")
    )
    identity.send_code(assistance_id=asked, kind=LoginKind.PHONE, actor=cast.actor("budi"))
    row = Code.objects.latest("created_at")
    tasks.send_code(str(row.pk))
    row.refresh_from_db()

    assert row.sealed == ""
    assert told_of(row, "failed") == 204
    assert again(row) == 0
