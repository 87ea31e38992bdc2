"""Identifiers sort by time, within a millisecond too, and do not meet."""

import time
from uuid import RFC_4122, uuid4

from ayo.common import ids


def test_an_identifier_is_a_version_7_uuid():
    made = ids.uuid7()

    assert (made.version, made.variant) == (7, RFC_4122)
    assert abs((made.int >> 80) / 1000 - time.time()) < 5


def test_later_ones_sort_later_even_within_a_millisecond():
    made = []
    for _ in range(200):
        made.append(ids.uuid7())
        spins = time.perf_counter_ns() + 1_000
        while time.perf_counter_ns() < spins:
            pass

    assert made == sorted(made)


def test_ten_thousand_do_not_meet():
    assert len({ids.uuid7() for _ in range(10_000)}) == 10_000


def test_an_identifier_tells_when_it_was_made_and_a_strange_one_does_not():
    assert abs(ids.made_at(ids.uuid7()).timestamp() - time.time()) < 5
    assert ids.made_at(uuid4()) is None
