"""Whether everything that a unit is to reach is carried by somebody, and everybody carries something."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many members carry each unit result; which results nobody carries, and which members carry none."""

    carriers: Mapping[UUID, int]
    uncarried: tuple[UUID, ...]
    idle: tuple[UUID, ...]


def coverage(results: Sequence[UUID], members: Sequence[UUID], carried: Iterable[tuple[UUID, UUID]]) -> Coverage:
    """Judge the pairs of (unit result, member), in the order given; where nothing is to be reached nobody is idle."""
    wanted, there = set(results), set(members)
    pairs = {(result, member) for result, member in carried if result in wanted and member in there}
    carriers = {one: sum(1 for result, _member in pairs if result == one) for one in results}
    busy = {member for _result, member in pairs}
    return Coverage(
        carriers,
        tuple(one for one in results if not carriers[one]),
        tuple(one for one in members if one not in busy) if results else (),
    )
