"""What performance is told and says, without tables."""

from ayo.performance.data.activity import Week
from ayo.performance.data.allowance import (
    Basis,
    Criterion,
    Cut,
    Deduction,
    Facts,
    Line,
    Part,
    Post,
    Punishment,
    Slip,
    Source,
    Tariff,
)
from ayo.performance.data.rating import Predicate, Rating

__all__ = [
    "Basis",
    "Criterion",
    "Cut",
    "Deduction",
    "Facts",
    "Line",
    "Part",
    "Post",
    "Predicate",
    "Punishment",
    "Rating",
    "Slip",
    "Source",
    "Tariff",
    "Week",
]
