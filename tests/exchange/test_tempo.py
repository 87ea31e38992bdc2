"""How soon the relay looks again: at once for one change, gathering where many come."""

import pytest

from ayo.exchange.relay.tempo import BACKLOG, EAGER, GATHERING, QUIET, Tempo


def steady(rate: float, seconds: float = 3.0) -> tuple[float, float]:
    """Let events come evenly; return the last pause and the looks a second."""
    tempo, now, owed, looks = Tempo(), 100.0, 0.0, 0
    pause = 0.0
    while now < 100.0 + seconds:
        now += pause or EAGER
        owed += rate * (pause or EAGER)
        found, owed = int(owed), owed - int(owed)
        pause = tempo.pause(found, now)
        looks += 1
    return pause, looks / seconds


def test_a_quiet_house_is_asked_every_20_ms():
    assert Tempo().pause(0, 100.0) == QUIET


def test_after_one_change_the_next_is_awaited_eagerly_for_a_second():
    tempo = Tempo()

    assert tempo.pause(1, 100.0) == EAGER
    assert tempo.pause(0, 100.9) == EAGER
    assert tempo.pause(0, 101.1) == QUIET


def test_twenty_changes_a_second_are_still_few():
    pause, _ = steady(20)

    assert pause == pytest.approx(EAGER, abs=0.004)


@pytest.mark.parametrize("rate", [300, 500, 2000])
def test_where_many_come_a_look_gathers_several(rate: int):
    pause, looks = steady(rate)

    assert pause == GATHERING
    assert looks < 40


def test_a_backlog_is_worked_off_without_a_pause():
    assert Tempo().pause(BACKLOG, 100.0) == 0.0


def test_calm_returns_after_a_rush():
    tempo = Tempo()
    for step in range(100):
        tempo.pause(20, 100.0 + step * 0.03)

    assert tempo.pause(1, 106.0) == EAGER
