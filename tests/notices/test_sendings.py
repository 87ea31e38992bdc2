"""What is put down with a notice, when it leaves, and that it leaves once."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, connections, transaction
from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.models import ProcrastinateJob

from ayo.common import clock
from ayo.notices import actions, tasks
from ayo.notices.data import Channel, Skipped, State
from ayo.notices.models import Notice, Sending
from sandbox.gateway import Gateway
from sandbox.mail import Sink
from tests import cast as people
from tests.cast import Cast
from tests.notices import post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

NIGHT = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)


def put_down() -> list[tuple[str, str]]:
    return list(Sending.objects.order_by("channel").values_list("channel", "state"))


def ask(cast: Cast) -> None:
    facts = {"who": "Budi", "kind": "person", "fields": "phone"}
    actions.ask(person_id=cast.ratna, code="proposal_to_owner", facts=facts, url="/usulan/", about="p/1")


def test_by_default_only_email_goes_and_only_where_the_registry_has_an_address(
    cast: Cast, mailbox: Sink, gateway: Gateway
):
    post.tell(cast)
    assert put_down() == []

    post.has_email(cast)
    post.tell(cast)
    assert put_down() == [("EMAIL", "WAITING")]


def test_tasks_and_news_have_channels_of_their_own(cast: Cast, mailbox: Sink, gateway: Gateway):
    post.has_email(cast)
    post.wish(cast, tasks=frozenset({Channel.SMS, Channel.WHATSAPP}), news=frozenset())

    post.tell(cast)
    ask(cast)

    assert put_down() == [("SMS", "WAITING"), ("WHATSAPP", "WAITING")]


def test_whoever_chose_a_channel_is_told_that_it_leads_nowhere(cast: Cast, mailbox: Sink):
    post.wish(cast, Channel.EMAIL)

    post.tell(cast)

    assert Sending.objects.get().reason == Skipped.NO_ADDRESS
    assert not ProcrastinateJob.objects.filter(task_name="notices.send").exists()


def test_the_job_is_put_down_with_the_notice_or_not_at_all(cast: Cast, mailbox: Sink):
    post.has_email(cast)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        post.tell(cast)
        raise ZeroDivisionError
    assert not Sending.objects.exists()

    post.tell(cast)
    job = ProcrastinateJob.objects.get(task_name="notices.send")
    assert job.queue_name == "notices"
    assert job.args == {"sending_id": str(Sending.objects.get().pk)}


def test_what_was_told_before_is_not_sent_again(cast: Cast, mailbox: Sink):
    post.has_email(cast)
    for _ in range(2):
        actions.tell(person_id=cast.ratna, code="proposal_refused", facts={"reason": "-"}, url="/", about="x")

    assert put_down() == [("EMAIL", "WAITING")]


def test_a_task_that_comes_again_is_sent_again(cast: Cast, mailbox: Sink):
    post.has_email(cast)
    ask(cast)
    post.work()
    actions.finish(about="p/1")

    ask(cast)
    post.work(Sending.objects.order_by("-pk")[0])

    assert Notice.objects.count() == 1
    assert [state for _channel, state in put_down()] == ["SENT", "SENT"]
    assert len(mailbox.letters) == 2


def test_the_night_is_for_sleeping(cast: Cast, mailbox: Sink, noon):
    noon.move_to(NIGHT)
    post.has_email(cast)
    post.tell(cast)

    sending = post.work()
    assert (sending.state, sending.attempts, sending.next_try_at) == (State.WAITING, 0, MORNING)
    assert ProcrastinateJob.objects.get(task_name="notices.send").scheduled_at == MORNING

    noon.move_to(MORNING)
    assert post.work().state == State.SENT
    assert len(mailbox.letters) == 1


def test_the_urgent_wakes_people(cast: Cast, mailbox: Sink, noon):
    noon.move_to(NIGHT)
    post.has_email(cast)
    post.tell(cast, code="app_paused")

    assert post.work().state == State.SENT


def test_a_job_that_is_late_still_lets_people_sleep(cast: Cast, mailbox: Sink, noon):
    post.has_email(cast)
    post.tell(cast)
    noon.move_to(NIGHT)

    sending = post.work()

    assert (sending.state, sending.attempts, sending.next_try_at) == (State.WAITING, 0, MORNING)
    assert mailbox.letters == []


def test_without_quiet_hours_the_night_is_like_the_day(cast: Cast, mailbox: Sink, noon):
    noon.move_to(NIGHT)
    post.has_email(cast)
    post.wish(cast, Channel.EMAIL, **post.ALL_DAY)
    post.tell(cast)

    assert post.work().state == State.SENT


def test_what_was_read_or_done_meanwhile_does_not_leave(cast: Cast, mailbox: Sink):
    post.has_email(cast)
    notice = post.tell(cast)
    actions.mark_read(person_id=cast.ratna, notice_id=notice.pk)
    assert post.work().reason == Skipped.SETTLED

    ask(cast)
    actions.finish(about="p/1")
    assert post.work(Sending.objects.order_by("-pk")[0]).reason == Skipped.SETTLED
    assert mailbox.letters == []


def test_a_choice_made_meanwhile_counts(cast: Cast, mailbox: Sink, gateway: Gateway):
    post.wish(cast, Channel.SMS)
    post.tell(cast)
    post.wish(cast, Channel.WHATSAPP)

    assert post.work().reason == Skipped.UNWANTED
    assert gateway.taken == {}


def test_a_channel_that_was_switched_off_meanwhile_sends_nothing(cast: Cast, gateway: Gateway, settings):
    post.wish(cast, Channel.SMS)
    post.tell(cast)
    settings.AYO_GATEWAY_URL = ""

    assert post.work().reason == Skipped.OFF


def test_the_address_is_the_one_the_registry_has_when_it_leaves(cast: Cast, mailbox: Sink):
    post.has_email(cast)
    post.tell(cast)
    post.has_email(cast, "baru@contoh.id")

    post.work()

    assert mailbox.letters[0].to == ("baru@contoh.id",)
    assert not any("@" in str(value) for value in Sending.objects.values().get().values())


def test_the_same_job_twice_sends_once(cast: Cast, gateway: Gateway):
    post.wish(cast, Channel.SMS)
    post.tell(cast)

    first, second = post.work(), post.work()

    assert (first.attempts, second.attempts, gateway.requests) == (1, 1, 1)


def test_a_claim_holds_until_its_time_is_over(cast: Cast, mailbox: Sink, noon):
    post.has_email(cast)
    post.tell(cast)
    pk = Sending.objects.get().pk

    assert actions.claim(sending_id=pk) is not None
    assert actions.claim(sending_id=pk) is None
    noon.shift(timedelta(minutes=6))
    again = actions.claim(sending_id=pk)
    assert again is not None
    assert again.attempts == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_moment_send_once(mailbox: Sink):
    cast = people.gather()
    post.has_email(cast)
    post.tell(cast)
    pk = Sending.objects.get().pk
    together = threading.Barrier(2)

    def one() -> None:
        try:
            together.wait(10)
            tasks.send(sending_id=str(pk))
        finally:
            connection.close()

    workers = [threading.Thread(target=one) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(20)

    assert Sending.objects.get().state == State.SENT
    assert len(mailbox.letters) == 1


@pytest.mark.django_db(transaction=True)
def test_the_worker_of_the_house_sends_what_waits(mailbox: Sink, gateway: Gateway, monkeypatch: Any):
    # The worker's threads keep their connections, which would outlive the test's database.
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    cast = people.gather()
    post.has_email(cast)
    post.wish(cast, Channel.EMAIL, Channel.SMS, **post.ALL_DAY)
    post.tell(cast)

    with jobs.replace_connector(jobs.connector.get_worker_connector()) as worker:
        worker.run_worker(queues=["notices"], wait=False, install_signal_handlers=False, listen_notify=False)

    assert put_down() == [("EMAIL", "SENT"), ("SMS", "SENT")]
    assert (len(mailbox.letters), len(gateway.taken)) == (1, 1)


def test_a_worker_that_died_is_followed_by_another(cast: Cast, mailbox: Sink, noon):
    post.has_email(cast)
    post.tell(cast)
    actions.claim(sending_id=Sending.objects.get().pk)
    tasks.look_after(0)
    assert ProcrastinateJob.objects.filter(task_name="notices.send").count() == 1

    noon.shift(timedelta(minutes=20))
    tasks.look_after(0)

    assert ProcrastinateJob.objects.filter(task_name="notices.send").count() == 2
    assert post.work().state == State.SENT


def test_what_is_old_goes_in_portions_and_the_notice_stays(cast: Cast, mailbox: Sink, monkeypatch: Any):
    monkeypatch.setattr(tasks, "FORGOTTEN_AT_ONCE", 2)
    post.has_email(cast)
    for _ in range(4):
        post.tell(cast)
    old = list(Sending.objects.order_by("pk").values_list("pk", flat=True)[:3])
    Sending.objects.filter(pk__in=old).update(created_at=clock.now() - timedelta(days=91))

    tasks.forget(0)

    assert Sending.objects.count() == 1
    assert Notice.objects.count() == 4


def test_a_letter_about_ones_way_in_leaves_at_night_although_it_was_read_and_nobody_chose_it(
    cast: Cast, mailbox: Sink, noon: Any
):
    """Whoever broke in would read it away, or turn letters off."""
    noon.move_to(NIGHT)
    post.has_email(cast)
    post.wish(cast)
    actions.tell(
        person_id=cast.ratna, code="guard_new_device", facts={"agent": "", "at": NIGHT.isoformat()},
        url="/saya/perangkat/", about="account/1",
    )  # fmt: skip
    actions.mark_read(person_id=cast.ratna, notice_id=None)

    assert post.work().state == State.SENT
    assert [letter.parsed["subject"] for letter in mailbox.letters] == ["Akun Anda dibuka di perangkat baru"]
