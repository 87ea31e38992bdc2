"""From two ratings to a predicate, and how the predicates of a unit should spread."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ayo.performance.data.rating import Achievement, Predicate, Rating

_MATRIX: Mapping[tuple[Rating, Rating], Predicate] = {
    (Rating.ABOVE, Rating.BELOW): Predicate.POOR,
    (Rating.ABOVE, Rating.MEETS): Predicate.GOOD,
    (Rating.ABOVE, Rating.ABOVE): Predicate.VERY_GOOD,
    (Rating.MEETS, Rating.BELOW): Predicate.POOR,
    (Rating.MEETS, Rating.MEETS): Predicate.GOOD,
    (Rating.MEETS, Rating.ABOVE): Predicate.GOOD,
    (Rating.BELOW, Rating.BELOW): Predicate.VERY_POOR,
    (Rating.BELOW, Rating.MEETS): Predicate.NEEDS_WORK,
    (Rating.BELOW, Rating.ABOVE): Predicate.NEEDS_WORK,
}


def predicate(*, results: Rating, behaviour: Rating) -> Predicate:
    """Return the predicate of an employee (PermenPANRB 6/2022, matrix of results and behaviour)."""
    return _MATRIX[results, behaviour]


@dataclass(frozen=True, slots=True)
class Guide:
    """So many percent of a unit's employees, at least or at most, should hold one of these predicates."""

    predicates: frozenset[Predicate]
    at_least: int = 0
    at_most: int = 100
    somebody: bool = False

    def is_kept(self, held: int, everybody: int) -> bool:
        share = Fraction(100 * held, everybody)
        return self.at_least <= share <= self.at_most and (held > 0 or not self.somebody)


@dataclass(frozen=True, slots=True)
class Deviation:
    """A guide that the predicates of a unit do not keep: a warning, to be justified, never a bar."""

    guide: Guide
    held: int
    everybody: int


def _of(*predicates: Predicate, at_least: int = 0, at_most: int = 100, somebody: bool = False) -> Guide:
    return Guide(frozenset(predicates), at_least, at_most, somebody)


_P = Predicate
PATTERNS: Mapping[Achievement, tuple[Guide, ...]] = {
    Achievement.OUTSTANDING: (_of(_P.VERY_GOOD, at_most=70),),
    Achievement.GOOD: (_of(_P.GOOD, at_most=70), _of(_P.NEEDS_WORK, _P.POOR, somebody=True)),
    Achievement.NEEDS_WORK: (_of(_P.NEEDS_WORK, at_least=60), _of(_P.VERY_GOOD, at_most=10)),
    Achievement.POOR: (
        _of(_P.POOR, at_least=60),
        _of(_P.NEEDS_WORK, at_least=10),
        _of(_P.VERY_GOOD, at_most=10),
    ),
    Achievement.VERY_POOR: (
        _of(_P.VERY_POOR, at_least=60),
        _of(_P.POOR, _P.NEEDS_WORK, at_least=10),
        _of(_P.VERY_GOOD, at_most=0),
    ),
}
"""SE MenPANRB 3/2023: what the result of a unit says about the results of its people."""


def deviations(achievement: Achievement, predicates: Iterable[Predicate]) -> list[Deviation]:
    """Return which guides are not kept, in the order of the circular; none for a unit without employees."""
    given = list(predicates)
    if not given:
        return []
    held = [(guide, sum(one in guide.predicates for one in given)) for guide in PATTERNS[achievement]]
    return [Deviation(guide, count, len(given)) for guide, count in held if not guide.is_kept(count, len(given))]
