"""The residents' satisfaction survey (PermenPANRB 14/2017): index, quality, and how many answers make a sample.

Exact fractions until the last step: an index is rounded once, half up, to the two places in which it is published, and
its quality is that of the published number, so that the two never contradict each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

ELEMENTS = ("U1", "U2", "U3", "U4", "U5", "U6", "U7", "U8", "U9")
LOWEST, HIGHEST = 1, 4
SCALE = 25
# Krejcie and Morgan (1970): chi-square of one degree of freedom at 95 percent, an even split, an error of 5 percent.
_CHI_SQUARE, _SPLIT, _ERROR = Fraction("3.841"), Fraction("0.5"), Fraction("0.05")
_CENT = Decimal("0.01")


class Quality(StrEnum):
    """Quality of service by the published index; each begins at its lower bound, so that no index lies between two."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


_BOUNDS = ((Quality.A, Decimal("88.31")), (Quality.B, Decimal("76.61")), (Quality.C, Decimal("65.00")))


@dataclass(frozen=True, slots=True)
class Index:
    """What a number of answers come to. `elements` are the mean answers (NRR) in the order of ELEMENTS, of 1 to 4."""

    respondents: int
    elements: tuple[Decimal, ...]
    interval: Decimal
    value: Decimal
    quality: Quality


def index(sums: Sequence[int], respondents: int) -> Index | None:
    """Return the index of so many answers, given the sum of the answers to each element; None without answers."""
    if not respondents:
        return None
    means = [Fraction(total, respondents) for total in sums]
    interval = sum(means, Fraction(0)) / len(means)
    value = _rounded(interval * SCALE)
    return Index(
        respondents=respondents,
        elements=tuple(_rounded(mean) for mean in means),
        interval=_rounded(interval),
        value=value,
        quality=quality(value),
    )


def quality(value: Decimal) -> Quality:
    """Return the quality of a published index."""
    return next((one for one, bound in _BOUNDS if value >= bound), Quality.D)


def sample(population: int) -> int:
    """Return how many answers speak for so many cases, as in the table of Krejcie and Morgan."""
    if population <= 0:
        return 0
    spread = _CHI_SQUARE * _SPLIT * (1 - _SPLIT)
    wanted = spread * population / (_ERROR**2 * (population - 1) + spread)
    return min(population, int(wanted + Fraction(1, 2)))


def is_enough(respondents: int, population: int) -> bool:
    """Tell whether the answers are a sample; where nothing was closed there is nothing to speak for."""
    return population > 0 and respondents >= sample(population)


def is_well_formed(answers: Sequence[int]) -> bool:
    return len(answers) == len(ELEMENTS) and all(LOWEST <= answer <= HIGHEST for answer in answers)


def _rounded(exact: Fraction) -> Decimal:
    """Round half up to two places; through whole numbers, for a division in decimals would round twice."""
    hundredths = (exact.numerator * 200 + exact.denominator) // (2 * exact.denominator)
    return (Decimal(hundredths) / 100).quantize(_CENT, ROUND_HALF_UP)
