"""Old partitions leave the log whole, from the lowest on, and never before everybody has passed them."""

import threading
from datetime import timedelta

import psycopg
import pytest
from django.db import connection, connections, transaction

from ayo.common import clock
from ayo.config import env
from ayo.events import facade as events
from ayo.events import partitions
from ayo.events.errors import LogBusy
from ayo.events.facade import Need
from ayo.events.models import Cursor, LogEntry, Parked
from ayo.events.sequencer import PARTITION
from tests.events import old_log
from tests.events.old_log import HEAD, OLDER, OLDEST

DAY = timedelta(days=1)


def detached(*needs: Need, days: int = 100) -> list[str]:
    before = clock.now() - days * DAY
    return [part.name for part in partitions.detach(before=before, needs=lambda: needs)]


@pytest.fixture
def past(db):
    old_log.fill()


def test_each_partition_tells_what_it_holds(past):
    Cursor.objects.create(name="slow", position=PARTITION + 5)

    oldest, older, newest = events.partitions([Need("pbb", 7)])

    assert (oldest.name, oldest.first, oldest.last) == (OLDEST, 1, PARTITION - 1)
    assert (older.first, older.last) == (PARTITION, 2 * PARTITION - 1)
    assert (clock.now() - oldest.first_at).days == 400
    assert (clock.now() - older.last_at).days == 200
    assert oldest.size > 0
    assert (oldest.needed_by, older.needed_by) == (("pbb",), ("pbb", "slow"))
    assert [part.is_full for part in (oldest, older, newest)] == [True, True, False]


def test_only_what_is_wholly_older_is_detached(past):
    assert detached(days=300) == [f"{OLDEST}_detached"]

    assert events.lowest() == PARTITION
    assert LogEntry.objects.count() == HEAD + 3 - 2 * PARTITION


def test_the_partition_that_holds_the_head_is_never_detached(past):
    moved = clock.now() + DAY

    taken = partitions.detach(before=moved, needs=lambda: ())

    assert [part.name for part in taken] == [f"{OLDEST}_detached", f"{OLDER}_detached"]
    assert events.lowest() == 2 * PARTITION


def test_a_detached_partition_is_a_table_with_all_its_rows(past):
    detached()

    with connection.cursor() as cursor:
        cursor.execute(f"select array_agg(position order by position) from {OLDEST}_detached")
        assert cursor.fetchone() == ([1, PARTITION - 1],)
        cursor.execute(f"drop table {OLDER}_detached")
    listed = events.partitions(())
    assert [(part.name, part.is_detached) for part in listed] == [(f"{OLDEST}_detached", True), ("events_log_2", False)]
    assert (listed[0].first, listed[0].last) == (1, PARTITION - 1)


def test_a_partition_that_was_attached_again_is_part_of_the_log_and_can_leave_it_once_more(past):
    detached(days=300)
    with connection.cursor() as cursor:
        cursor.execute(
            f"alter table events_log attach partition {OLDEST}_detached for values from (0) to ({PARTITION})"
        )

    assert [part.is_detached for part in events.partitions(())] == [False, False, False]
    assert events.lowest() == 1
    assert detached(days=300) == [f"{OLDEST}_detached"]


@pytest.mark.parametrize(
    ("position", "expected"),
    [(PARTITION - 2, []), (PARTITION - 1, [OLDEST]), (2 * PARTITION - 2, [OLDEST]), (HEAD, [OLDEST, OLDER])],
)
def test_a_cursor_keeps_what_its_subscriber_has_not_passed(past, position, expected):
    Cursor.objects.create(name="slow", position=position)

    assert detached() == [f"{name}_detached" for name in expected]


def test_an_event_parked_inside_the_house_keeps_its_partition(past):
    Cursor.objects.create(name="notices.hear", position=HEAD)
    Parked.objects.create(subscriber="notices.hear", position=PARTITION, subject="bridge/1", error="ValueError")

    assert detached() == [f"{OLDEST}_detached"]
    assert events.partitions(())[1].needed_by == ("notices.hear: parked",)


def test_a_need_from_elsewhere_keeps_what_follows_it(past):
    assert detached(Need("pbb", HEAD), Need("tax", PARTITION - 2)) == []
    assert detached(Need("pbb", HEAD), Need("tax", PARTITION - 1)) == [f"{OLDEST}_detached"]


def test_nothing_young_is_passed_over_to_reach_something_old(past):
    _, older, newest = partitions.attached(())

    assert events.due([newest, older], clock.now() - DAY) == []


def test_reading_from_below_the_log_is_refused_not_answered_with_a_gap(past):
    detached(days=300)

    with pytest.raises(events.PositionGone) as refused:
        events.read(PARTITION - 2, 10)
    assert refused.value.lowest == PARTITION
    assert [one.position for one in events.read(PARTITION - 1, 1)] == [PARTITION]
    with pytest.raises(events.PositionGone):
        events.require_kept(0)
    events.require_kept(PARTITION - 1)


def test_a_time_before_the_log_is_refused(past):
    detached()

    with pytest.raises(events.PositionGone):
        events.position_at(clock.now() - 300 * DAY)
    assert events.position_at(clock.now() + DAY) == HEAD


def test_an_event_that_left_the_log_is_told_from_one_that_has_no_place_yet(past):
    old = LogEntry.objects.get(position=1).event_id
    detached()

    with pytest.raises(events.PositionGone):
        events.by_event_id(old)
    assert events.by_event_id(old_log.made_at(clock.now())) is None


def test_a_log_that_lost_nothing_has_no_past_to_refuse(db):
    assert events.lowest() == 1
    events.require_kept(0)
    assert events.position_at(clock.now() - 1000 * DAY) == 0
    assert events.by_event_id(old_log.made_at(clock.now() - 1000 * DAY)) is None


def test_a_long_reader_is_not_waited_for(db):
    with psycopg.connect(env.database_url(connection.settings_dict)) as reader:
        reader.execute("select count(*) from events_log")
        with connection.cursor() as cursor:
            cursor.execute("set local lock_timeout = 100")

        with pytest.raises(LogBusy):
            detached()


@pytest.mark.django_db(transaction=True)
def test_whoever_just_saw_an_event_in_the_log_may_still_say_that_it_is_needed():
    old_log.fill()
    seen, waits = threading.Event(), threading.Event()

    def ask() -> None:
        with transaction.atomic():
            events.require_kept(0)
            seen.set()
            waits.wait(0.5)
            Cursor.objects.create(name="replayed", position=0)
        connections.close_all()

    asker = threading.Thread(target=ask)
    try:
        asker.start()
        seen.wait()

        assert detached() == []
    finally:
        asker.join()
        old_log.put_back()
