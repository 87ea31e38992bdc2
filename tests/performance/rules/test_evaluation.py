"""The matrix of predicates, cell by cell, and the patterns by which those of a unit should spread."""

from datetime import date

import pytest

from ayo.performance import law
from ayo.performance.data import Predicate, Rating
from ayo.performance.data.rating import Achievement
from ayo.performance.rules import evaluation

DAY = date(2026, 10, 8)
# Rows: work results; columns: behaviour below, as expected, above (PermenPANRB 6/2022).
TABLE = {
    Rating.ABOVE: (Predicate.POOR, Predicate.GOOD, Predicate.VERY_GOOD),
    Rating.MEETS: (Predicate.POOR, Predicate.GOOD, Predicate.GOOD),
    Rating.BELOW: (Predicate.VERY_POOR, Predicate.NEEDS_WORK, Predicate.NEEDS_WORK),
}


@pytest.mark.parametrize("results", Rating)
@pytest.mark.parametrize("behaviour", Rating)
def test_two_ratings_give_the_predicate_of_the_matrix(results, behaviour):
    column = (Rating.BELOW, Rating.MEETS, Rating.ABOVE).index(behaviour)

    assert evaluation.predicate(law.evaluation(DAY), results=results, behaviour=behaviour) is TABLE[results][column]


def spread(**counts):
    return [Predicate[name.upper()] for name, count in counts.items() for _ in range(count)]


@pytest.mark.parametrize(
    ("achievement", "given", "kept"),
    [
        (Achievement.OUTSTANDING, spread(very_good=7, good=3), True),
        (Achievement.OUTSTANDING, spread(very_good=8, good=2), False),
        (Achievement.GOOD, spread(good=7, very_good=2, needs_work=1), True),
        (Achievement.GOOD, spread(good=8, very_good=1, needs_work=1), False),
        (Achievement.GOOD, spread(good=7, very_good=3), False),
        (Achievement.NEEDS_WORK, spread(needs_work=6, good=3, very_good=1), True),
        (Achievement.NEEDS_WORK, spread(needs_work=5, good=4, very_good=1), False),
        (Achievement.NEEDS_WORK, spread(needs_work=6, good=2, very_good=2), False),
        (Achievement.POOR, spread(poor=6, needs_work=1, good=2, very_good=1), True),
        (Achievement.POOR, spread(poor=6, good=3, very_good=1), False),
        (Achievement.VERY_POOR, spread(very_poor=6, poor=1, good=3), True),
        (Achievement.VERY_POOR, spread(very_poor=9, poor=1), True),
        (Achievement.VERY_POOR, spread(very_poor=8, poor=1, very_good=1), False),
    ],
)
def test_a_spread_keeps_the_guide_of_its_organisation_or_is_warned_of(achievement, given, kept):
    assert (evaluation.deviations(law.evaluation(DAY), achievement, given) == []) is kept


def test_a_warning_says_how_many_of_how_many():
    (found,) = evaluation.deviations(law.evaluation(DAY), Achievement.OUTSTANDING, spread(very_good=8, good=2))

    assert (found.held, found.everybody, found.guide.at_most) == (8, 10, 70)


def test_a_unit_without_employees_is_warned_of_nothing():
    assert evaluation.deviations(law.evaluation(DAY), Achievement.VERY_POOR, []) == []
