"""What counts of what was done: DKI's rule, worked out on small months."""

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from ayo.performance.data.activity import Done, Span, Workday
from ayo.performance.rules import activities

DAYS = [date(2026, 10, 5) + timedelta(days=number) for number in range(4)]


def month(done, *, absent=(0, 0, 0, 0), leave=()):
    days = [Workday(on, minutes, on in leave) for on, minutes in zip(DAYS, absent, strict=True)]
    return activities.month([Done(on, minutes) for on, minutes in done], days, per_day=300)


@pytest.mark.parametrize(
    ("done", "absent", "counted", "share"),
    [
        ([(DAYS[0], 600)], (0, 0, 0, 0), 600, Fraction(1, 2)),
        ([(DAYS[0], 1_500)], (0, 0, 0, 0), 1_200, Fraction(1)),
        ([(DAYS[0], 1_500)], (41, 0, 0, 0), 1_159, Fraction(1_159, 1_200)),
        ([(DAYS[0], 1_500)], (450, 0, 0, 0), 900, Fraction(3, 4)),
        ([], (0, 0, 0, 0), 0, Fraction(0)),
    ],
)
def test_no_more_counts_than_the_month_has_less_absence(done, absent, counted, share):
    found = month(done, absent=absent)

    assert (found.counted, found.effective, found.share) == (counted, 1_200, share)


def test_leave_asks_for_nothing_and_counts_nothing():
    found = month([(DAYS[0], 300), (DAYS[1], 200)], leave={DAYS[1]})

    assert (found.approved, found.counted, found.effective) == (300, 300, 900)


def test_work_on_a_day_off_counts():
    assert month([(DAYS[0] - timedelta(days=1), 90)]).counted == 90


def test_a_month_of_leave_leaves_nothing_undone():
    assert month([], leave=set(DAYS)).share == 1


def test_spans_overlap_only_where_they_share_time():
    at = datetime(2026, 10, 5, 9, 0)
    hour = timedelta(hours=1)

    assert activities.overlapping(Span(at, at + hour), [Span(at + hour, at + 2 * hour), Span(at - hour, at)]) == []
    assert activities.overlapping(Span(at, at + hour), [Span(at + hour / 2, at + 2 * hour)]) != []
