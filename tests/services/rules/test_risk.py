"""How near a stage is to being late."""

import pytest

from ayo.services.rules.risk import Risk, risk, usual_days


@pytest.mark.parametrize(
    ("left", "usual", "waiting", "found"),
    [
        (5, 2, False, Risk.CALM),
        (2, 2, False, Risk.SOON),
        (1, 1, False, Risk.SOON),
        (0, 1, False, Risk.TODAY),
        (-1, 1, False, Risk.LATE),
        (-9, 1, True, Risk.STOPPED),
    ],
)
def test_what_is_left_is_judged_by_what_the_stage_usually_takes(left: int, usual: int, waiting: bool, found: Risk):
    assert risk(days_left=left, usual_days=usual, is_waiting=waiting) is found


@pytest.mark.parametrize(("promise", "share", "days"), [(1, 60, 1), (5, 20, 1), (5, 60, 3), (14, 50, 7), (10, 25, 3)])
def test_a_stage_usually_takes_its_part_of_the_promise_a_day_at_least(promise: int, share: int, days: int):
    assert usual_days(promise, share) == days
