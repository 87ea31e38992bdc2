"""A lane that waits is never forgotten."""

from types import SimpleNamespace

import pytest

from ayo.common import ids
from ayo.exchange.data import Mode
from ayo.exchange.relay.directory import AppView
from ayo.exchange.relay.push import PushLane
from ayo.exchange.signing import Signer


def lane(**facts) -> PushLane:
    base = {
        "id": ids.uuid7(), "slug": "a", "mode": Mode.BATCH, "endpoint": "http://127.0.0.1:1/", "timeout": 1.0,
        "largest_batch": 100, "schedule_seconds": 0, "is_paused": False, "started_after": 0, "contract": None,
        "signer": Signer(),
    }  # fmt: skip
    return PushLane(SimpleNamespace(), AppView(**(base | facts)), 0, [])


@pytest.mark.parametrize("now", [4.0, 5.0, 5.1])
def test_the_end_of_a_wait_is_not_missed_when_it_falls_between_looking_and_resting(now):
    waiting = lane()
    waiting.not_before = 5.0
    waiting.now = lambda: now

    assert waiting.rests_until() == 5.0


def test_a_quiet_lane_looks_by_itself_now_and_then_and_a_paused_one_does_not():
    quiet, paused = lane(), lane(is_paused=True)
    quiet.now = paused.now = lambda: 100.0

    assert quiet.rests_until() == 130.0
    assert paused.rests_until() is None
