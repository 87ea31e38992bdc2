"""What follows from a post, how long one may stand in, who gives way to a guardian: law, hence dated data."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from ayo.common.actor import Role
from ayo.region.reading import Faults, Table

FILE = "posts.toml"


class Rank(StrEnum):
    """The place of a leading post in its organisation."""

    HEAD = "HEAD"
    DEPUTY = "DEPUTY"


class Reach(StrEnum):
    """Where a role from a post holds: in the organisation alone, or in its area too."""

    UNIT = "UNIT"
    AREA = "AREA"


class StandIn(StrEnum):
    """Ways to act for another: in a vacant post, for a holder who is away, for somebody's own affairs."""

    PLT = "PLT"
    PLH = "PLH"
    DELEGATION = "DELEGATION"


class Kinship(StrEnum):
    """Those who act for somebody by law alone, without being asked."""

    PARENT = "PARENT"


@dataclass(frozen=True, slots=True)
class PostRole:
    """During this period a post of this rank, in organisations of these kinds, brings this role."""

    kinds: tuple[str, ...]
    rank: Rank
    role: Role
    reach: Reach
    legal_basis: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Longest:
    """During this period, one standing in lasts at most so many days."""

    of: StandIn
    days: int
    legal_basis: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class GivesWay:
    """During this period these do not act for a child that has a guardian by a decision."""

    who: Kinship
    legal_basis: str
    valid_from: date
    valid_to: date | None


def read(table: Table) -> tuple[tuple[PostRole, ...], tuple[Longest, ...], tuple[GivesWay, ...]]:
    roles = tuple(_role(row) for row in table.tables("role", name="role"))
    longest = tuple(_longest(row) for row in table.tables("longest", name="of"))
    gives_way = tuple(_gives_way(row) for row in table.tables("gives_way", name="who"))
    table.done()
    return roles, longest, gives_way


def _role(row: Table) -> PostRole:
    made = PostRole(
        kinds=row.texts("kinds"),
        rank=row.choice("rank", Rank, Rank.HEAD),
        role=row.choice("role", Role, Role.RESIDENT),
        reach=row.choice("reach", Reach, Reach.UNIT),
        legal_basis=row.text("legal_basis"),
        valid_from=row.day("valid_from"),
        valid_to=row.optional_day("valid_to"),
    )
    row.done()
    return made


def _longest(row: Table) -> Longest:
    made = Longest(
        of=row.choice("of", StandIn, StandIn.PLH),
        days=row.number("days"),
        legal_basis=row.text("legal_basis"),
        valid_from=row.day("valid_from"),
        valid_to=row.optional_day("valid_to"),
    )
    row.done()
    return made


def _gives_way(row: Table) -> GivesWay:
    made = GivesWay(
        who=row.choice("who", Kinship, Kinship.PARENT),
        legal_basis=row.text("legal_basis"),
        valid_from=row.day("valid_from"),
        valid_to=row.optional_day("valid_to"),
    )
    row.done()
    return made


def check(
    faults: Faults, roles: Sequence[PostRole], longest: Sequence[Longest], *, organisation_kinds: Collection[str]
) -> None:
    for number, one in enumerate(roles, start=1):
        for kind in one.kinds:
            if kind not in organisation_kinds:
                faults.add(FILE, f"role[{number}] {one.role}", f"unknown kind {kind}")
        if one.role is Role.RESIDENT:
            faults.add(FILE, f"role[{number}]", "everybody is a resident, no post makes one")
    for of in StandIn:
        held = [one for one in longest if one.of is of]
        if not any(one.valid_to is None for one in held):
            faults.add(FILE, f"longest {of}", "is missing")
        if _overlap(held):
            faults.add(FILE, f"longest {of}", "two entries hold at the same time")
    for limit in longest:
        if limit.days < 1:
            faults.add(FILE, f"longest {limit.of}", "days must be at least 1")


def _overlap(items: Iterable[Longest]) -> bool:
    periods = sorted((one.valid_from, one.valid_to or date.max) for one in items)
    return any(later[0] < earlier[1] for earlier, later in pairwise(periods))
