"""What a month would come to, worked out by hand.

The post is worth 1,000,000: 600,000 for 6,600 minutes in 22 days, 400,000 for discipline. TL1 takes 2,000, TL2 4,000,
TK 12,000. With c counted minutes the month earns 400,000 + 600,000 × c / 6,600 less the cuts.
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from ayo.performance.data import Part, Punishment
from ayo.performance.rules import allowance, outlook
from tests.performance.rules.test_allowance import RECORD, facts, tariff

CUTS = [(date(2026, 10, 8), "TL1"), (date(2026, 10, 9), "TK"), (date(2026, 10, 12), "TL2")]


@pytest.fixture
def tables():
    return replace(tariff(base=1_000_000), places=None)


@pytest.mark.parametrize(
    ("counted", "days_gone", "ceiling", "earned"),
    [
        pytest.param(1_650, 11, 6_600, 700_000, id="a quarter in half of the days: half in all"),
        pytest.param(1_650, 22, 6_600, 550_000, id="no days left: what there is"),
        pytest.param(6_600, 22, 6_600, 1_000_000, id="no days left and everything done"),
        pytest.param(0, 11, 6_600, 400_000, id="nothing counted"),
        pytest.param(0, 0, 6_600, 400_000, id="nothing counted before the first day"),
        pytest.param(660, 0, 6_600, 460_000, id="counted before the first day: no pace, yet what there is"),
        pytest.param(6_600, 11, 6_600, 1_000_000, id="twice as much as the month has"),
        pytest.param(3_300, 11, 5_500, 900_000, id="no more than absence leaves"),
        pytest.param(3_300, 11, 0, 700_000, id="absence leaves nothing: what counts already stays"),
        pytest.param(100, 3, 6_600, 466_636, id="733 minutes, whole and rounded down; 66,636.36"),
    ],
)
def test_a_month_that_goes_on_as_it_went(tables, counted, days_gone, ceiling, earned):
    slip = outlook.at_this_pace(tables, facts(counted=counted), days_gone=days_gone, ceiling=ceiling)

    assert slip.earned == earned


@pytest.mark.parametrize(
    ("ceiling", "earned"),
    [
        pytest.param(6_600, 982_000, id="full: only the cuts are missing"),
        pytest.param(5_500, 882_000, id="what absence leaves"),
        pytest.param(0, 382_000, id="nothing is left to count"),
    ],
)
def test_a_month_that_is_filled_to_its_ceiling_keeps_its_cuts(tables, ceiling, earned):
    assert outlook.at_most(tables, facts(counted=0, cuts=CUTS), ceiling=ceiling).earned == earned


@pytest.mark.parametrize(
    ("minutes", "cuts_less", "ceiling", "earned"),
    [
        pytest.param(3_300, 0, 6_600, 682_000, id="half of the minutes and all cuts"),
        pytest.param(3_300, 1, 6_600, 694_000, id="without the day absent, the dearest"),
        pytest.param(3_300, 2, 6_600, 698_000, id="and without TL2"),
        pytest.param(3_300, 3, 6_600, 700_000, id="without any"),
        pytest.param(3_300, 9, 6_600, 700_000, id="fewer than there are"),
        pytest.param(3_300, -1, 6_600, 682_000, id="more cuts are not supposed"),
        pytest.param(9_999, 3, 6_600, 1_000_000, id="more minutes than the month has"),
        pytest.param(6_600, 3, 5_500, 900_000, id="more minutes than absence leaves"),
        pytest.param(-5, 3, 6_600, 400_000, id="fewer than none"),
    ],
)
def test_a_month_supposed_otherwise(tables, minutes, cuts_less, ceiling, earned):
    given = facts(counted=0, cuts=CUTS)

    assert outlook.supposed(tables, given, minutes=minutes, cuts_less=cuts_less, ceiling=ceiling).earned == earned


def test_of_two_cuts_as_dear_the_earlier_goes_first(tables):
    given = facts(cuts=[(date(2026, 10, 21), "TL2"), (date(2026, 10, 8), "PSW2")])

    slip = outlook.supposed(tables, given, minutes=6_600, cuts_less=1, ceiling=6_600)

    assert [line.code for line in slip.lines if line.part is Part.DISCIPLINE] == ["TL2"]


@pytest.mark.parametrize(
    ("minutes", "worth"),
    [
        pytest.param(0, 0, id="none"),
        pytest.param(1, 90, id="one: 90.90, rounded down"),
        pytest.param(60, 5_454, id="an hour: 5,454.54, rounded down once and not sixty times"),
        pytest.param(11, 1_000, id="eleven, to the rupiah"),
        pytest.param(6_600, 600_000, id="all that the month has: the whole part for productivity"),
    ],
)
def test_so_many_minutes_are_worth(tables, minutes, worth):
    assert outlook.worth_of(tables, facts(), minutes, ceiling=1_000_000) == worth


def test_minutes_up_to_the_ceiling_are_worth_what_the_slip_then_earns_more(tables):
    half, full = facts(counted=3_300), facts(counted=6_600)

    more = allowance.slip(tables, full).earned - allowance.slip(tables, half).earned

    assert outlook.worth_of(tables, half, 3_300, ceiling=1_000_000) == more == 300_000


@pytest.mark.parametrize(
    ("shares", "worth"),
    [((25,), 225_000), ((25, 50), 112_500), ((100,), 0), ((150,), 0)],
    ids=["a quarter taken", "a half of what the quarter left", "everything taken", "no more than everything"],
)
def test_minutes_are_worth_less_under_a_punishment(tables, shares, worth):
    taken = tuple(Punishment(f"P{share}", Fraction(share, 100), RECORD) for share in shares)

    assert outlook.worth_of(tables, facts(punishments=taken), 3_300, ceiling=1_000_000) == worth


def test_a_month_without_a_minute_to_work_has_none_to_add(tables):
    away = replace(facts(counted=0), effective_minutes=0)

    assert outlook.worth_of(tables, away, 60, ceiling=1_000_000) == 0
    assert outlook.at_this_pace(tables, away, days_gone=11, ceiling=0).earned == 1_000_000
