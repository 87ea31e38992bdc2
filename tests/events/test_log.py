"""From announcement to log: nothing lost, nothing doubled, positions without gaps, whatever commits late."""

import asyncio
import random
import threading
import time
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError

from ayo.common.actor import SYSTEM
from ayo.config import env
from ayo.events import facade as events
from ayo.events import inside, subscriptions
from ayo.events import sequencer as sequencing
from ayo.events.errors import OutsideTransaction
from ayo.events.models import Counter, Cursor, LogEntry, Outbox, Parked


@dataclass(frozen=True, kw_only=True)
class BridgeOpened(events.Event):
    TYPE: ClassVar[str] = "test.bridge.opened"

    bridge_id: UUID
    number: int
    note: str | None = None

    @property
    def subject(self) -> str:
        return f"bridge/{self.bridge_id}"


def announce(number: int, bridge: UUID | None = None) -> UUID:
    with transaction.atomic():
        return events.publish(BridgeOpened(bridge_id=bridge or uuid4(), number=number), actor=SYSTEM)


def sequence_all() -> list[events.Logged]:
    async def run() -> list[events.Logged]:
        url = env.database_url(connection.settings_dict)
        async with await psycopg.AsyncConnection.connect(url, autocommit=True) as conn:
            sequencer = events.Sequencer(conn)
            await sequencer.start()
            moved: list[events.Logged] = []
            while batch := await sequencer.sequence():
                moved += batch
            return moved

    return asyncio.run(run())


@pytest.mark.django_db(transaction=True)
def test_the_first_event_of_a_house_that_waited_long_for_it_is_not_passed_over(monkeypatch):
    """A sequence that was never asked says 1, as it does after the first event."""
    moment = 1000.0
    monkeypatch.setattr(sequencing.time, "monotonic", lambda: moment)

    async def run() -> list[events.Logged]:
        nonlocal moment
        url = env.database_url(connection.settings_dict)
        async with await psycopg.AsyncConnection.connect(url, autocommit=True) as conn:
            asked = await (await conn.execute("select last_value, is_called from events_outbox_id_seq")).fetchone()
            await conn.execute("alter sequence events_outbox_id_seq restart")
            try:
                sequencer = events.Sequencer(conn)
                await sequencer.start()
                for _turn in range(3):
                    assert await sequencer.sequence() == []
                    moment += 60.0
                await asyncio.to_thread(announced)
                return await sequencer.sequence()
            finally:  # what other tests put back has the ids that were given before
                await conn.execute("select setval('events_outbox_id_seq', %s, %s)", asked)

    def announced() -> None:
        try:
            announce(1)
        finally:
            connections.close_all()

    assert [one.data["number"] for one in asyncio.run(run())] == [1]


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    with pytest.raises(OutsideTransaction):
        events.publish(BridgeOpened(bridge_id=uuid4(), number=1), actor=SYSTEM)


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_change_announces_nothing():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        events.publish(BridgeOpened(bridge_id=uuid4(), number=1), actor=SYSTEM)
        _ = 1 / 0

    assert sequence_all() == []


@pytest.mark.django_db(transaction=True)
def test_an_event_comes_back_as_it_went_in():
    bridge = uuid4()
    announce(7, bridge)

    (logged,) = sequence_all()

    assert events.event_of(logged) == BridgeOpened(bridge_id=bridge, number=7, note=None)
    assert events.head() == logged.position


@pytest.mark.django_db(transaction=True)
def test_late_commits_are_neither_lost_nor_doubled_and_positions_have_no_gaps():
    committed: list[UUID] = []
    lock = threading.Lock()
    done = threading.Event()

    def write(seed: int) -> None:
        chance = random.Random(seed)
        for number in range(40):
            try:
                with transaction.atomic():
                    event_id = events.publish(BridgeOpened(bridge_id=uuid4(), number=number), actor=SYSTEM)
                    time.sleep(chance.random() * 0.02)
                    if chance.random() < 0.1:
                        raise ZeroDivisionError
            except ZeroDivisionError:
                continue
            with lock:
                committed.append(event_id)
        connections.close_all()

    async def follow() -> list[events.Logged]:
        url = env.database_url(connection.settings_dict)
        async with await psycopg.AsyncConnection.connect(url, autocommit=True) as conn:
            sequencer = events.Sequencer(conn)
            await sequencer.start()
            moved: list[events.Logged] = []
            while not done.is_set() or (batch := await sequencer.sequence()):
                moved += await sequencer.sequence() if not done.is_set() else batch
                await asyncio.sleep(0.002)
            return moved

    result: list[events.Logged] = []
    follower = threading.Thread(target=lambda: result.extend(asyncio.run(follow())))
    follower.start()
    writers = [threading.Thread(target=write, args=(seed,)) for seed in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    done.set()
    follower.join()

    assert sorted(one.event_id for one in result) == sorted(committed)
    positions = [one.position for one in result]
    assert positions == list(range(positions[0], positions[0] + len(positions)))


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_to_change_the_log():
    announce(1)
    sequence_all()

    with pytest.raises(DatabaseError, match="append-only"):
        LogEntry.objects.update(type="other")


@pytest.fixture
def listener(monkeypatch):
    heard: list[int] = []

    def hear(event: BridgeOpened) -> None:
        if event.number == 13:
            raise ValueError("bad luck")
        heard.append(event.number)

    subscription = subscriptions.Subscription("test.hear", frozenset({BridgeOpened.TYPE}), hear)
    monkeypatch.setattr(subscriptions, "_SUBSCRIPTIONS", {"test.hear": subscription})
    inside.ensure_cursors()
    return heard, subscription


@pytest.mark.django_db(transaction=True)
def test_a_subscriber_hears_each_event_once(listener):
    heard, _ = listener
    for number in range(5):
        announce(number)
    sequence_all()

    events.advance_all()
    events.advance_all()

    assert heard == [0, 1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_a_failing_event_holds_its_subject_and_nobody_else(listener):
    heard, subscription = listener
    cursed = uuid4()
    announce(13, cursed)
    announce(14, cursed)
    announce(1)
    sequence_all()

    inside.advance(subscription)

    assert heard == [1]
    assert list(Parked.objects.order_by("position").values_list("error", flat=True)) == ["ValueError: bad luck", ""]


@pytest.mark.django_db(transaction=True)
def test_what_waited_behind_a_mended_event_follows_in_order(listener):
    heard, subscription = listener
    cursed = uuid4()
    announce(13, cursed)
    announce(14, cursed)
    sequence_all()
    inside.advance(subscription)

    mended = subscriptions.Subscription(subscription.name, subscription.types, lambda event: heard.append(event.number))
    inside.retry(mended)

    assert heard == [13, 14]
    assert not Parked.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_new_subscriber_starts_at_the_head(listener):
    announce(1)
    sequence_all()
    Cursor.objects.all().delete()

    inside.ensure_cursors()

    assert Cursor.objects.get().position == Counter.objects.get().position
    assert not Outbox.objects.exists()
