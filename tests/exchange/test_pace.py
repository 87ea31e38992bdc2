"""Figures of the last hour come from few rows and mean what they say."""

from datetime import timedelta

import pytest

from ayo.common import clock
from ayo.exchange import pace
from ayo.exchange.models import App, Attempt
from tests.exchange import desk, factories


def test_a_delay_grows_while_something_waits_and_stays_while_nothing_happens():
    now = clock.now()
    quiet = [None, 4, None, None, *([None] * 8)]

    assert pace.filled(quiet, waiting_since=None, now=now) == [0, *([4] * 11)]
    grown = pace.filled(quiet, waiting_since=now - timedelta(minutes=7), now=now)
    assert grown[-3:] == [4, 2 * 60_000, 7 * 60_000]


@pytest.mark.django_db
def test_without_any_attempt_there_are_no_figures(cast):
    speed = pace.of(None, pace.edges())

    assert (speed.median_ms, speed.slowest_ms, speed.sent_today) == (None, None, 0)


@pytest.mark.django_db
def test_edges_part_attempts_by_their_time(cast):
    app, now = desk.app("pbb"), clock.now()
    made = [desk.attempt(app, 1, at=now - timedelta(minutes=ago)) for ago in (90, 58, 31, 29, 1)]

    edges = pace.edges()

    steps = [
        [n for n, row in enumerate(made) if low <= row.pk < high]
        for low, high in zip(edges.lows, edges.highs, strict=True)
    ]
    assert [step for step in steps if step] == [[1], [2], [3], [4]]
    assert (steps[0], steps[5], steps[6], steps[11]) == ([1], [2], [3], [4])


@pytest.mark.django_db
def test_figures_and_curves_measure_from_the_change_to_the_answer(cast):
    app, other = desk.app("pbb"), desk.app("other")
    desk.sequence()
    factories.change()
    position = desk.sequence()
    when = clock.now() + timedelta(seconds=2)
    desk.attempt(app, position, answered=[when])
    desk.attempt(app, position, sort="TEST")

    edges = pace.edges()
    speed = pace.of(None, edges)

    assert 1_900 <= speed.median_ms <= 2_100
    assert speed.sent_today == 1
    assert speed.changes_today == position
    assert pace.of([other.pk], edges).median_ms is None
    curves = pace.curves([app.pk, other.pk], edges)
    assert 1_900 <= curves[app.pk][-1] <= 2_100
    assert curves[other.pk] == [None] * pace.STEPS
    assert (App.objects.count(), Attempt.objects.count()) == (2, 2)
