"""From two ratings to a predicate, and how the predicates of a unit should spread."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from ayo.performance.data.rating import Achievement, Evaluation, Guide, Predicate, Rating


@dataclass(frozen=True, slots=True)
class Deviation:
    """A guide that the predicates of a unit do not keep: a warning, to be justified, never a bar."""

    guide: Guide
    held: int
    everybody: int


def predicate(law: Evaluation, *, results: Rating, behaviour: Rating) -> Predicate:
    """Return the predicate of an employee (PermenPANRB 6/2022, matrix of results and behaviour)."""
    return law.matrix[results, behaviour]


def deviations(law: Evaluation, achievement: Achievement, predicates: Iterable[Predicate]) -> list[Deviation]:
    """Return which guides are not kept, in the order of the circular; none for a unit without employees."""
    given = list(predicates)
    if not given:
        return []
    found = [Deviation(guide, sum(one in guide.predicates for one in given), len(given)) for guide in
             law.patterns[achievement]]  # fmt: skip
    return [one for one in found if not _is_kept(one)]


def _is_kept(one: Deviation) -> bool:
    share = Fraction(100 * one.held, one.everybody)
    return one.guide.at_least <= share <= one.guide.at_most and (one.held > 0 or not one.guide.somebody)
