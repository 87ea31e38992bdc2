"""Chance that can be repeated: weighted tables read with one roll."""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeAlias, TypeVar

Item = TypeVar("Item")
Roll: TypeAlias = Callable[[], float]

SLOTS = 4096


def dice(seed: int) -> Roll:
    """Return a function giving numbers from 0 to 1 (without 1), the same row for the same seed."""
    return random.Random(seed).random  # noqa: S311  a city of chance, not a secret


def between(roll: Roll, low: int, high: int) -> int:
    """Return a whole number from low to high, both included."""
    return low + int(roll() * (high - low + 1))


def pick(roll: Roll, items: Sequence[Item]) -> Item:
    return items[int(roll() * len(items))]


class Table(Generic[Item]):
    """Items by weight, spread over slots so that picking costs one roll."""

    __slots__ = ("slots",)

    def __init__(self, weights: Iterable[tuple[Item, float]]) -> None:
        pairs = [(item, weight) for item, weight in weights if weight > 0]
        total = sum(weight for _, weight in pairs)
        slots: list[Item] = []
        reached = 0.0
        for item, weight in pairs:
            reached += weight
            slots += [item] * (round(SLOTS * reached / total) - len(slots))
        self.slots = tuple(slots)

    @classmethod
    def of(cls, weights: Mapping[Item, float]) -> "Table[Item]":
        return cls(weights.items())

    def pick(self, roll: Roll) -> Item:
        return self.slots[int(roll() * SLOTS)]
