"""The posts of the city: a tree in which everybody but the one at the top has a superior."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ayo.config.demo.chance import Roll, Table, between
from ayo.config.demo.data import Seat
from ayo.config.demo.errors import DemoRefused
from ayo.config.demo.place import Office, Place, Post, Team
from ayo.region.data import OrgSeed

_LEADING_SHARE = 0.5
_EXPERT_CLASS = 9


@dataclass(slots=True)
class Unit:
    """An organisation being staffed: its leading seats by key, and whose turn it is to get a subordinate."""

    seed: OrgSeed
    depth: int
    posts: list[Post]
    teams: Table[Team] | None
    staff: float
    leaders: dict[str, list[int]] = field(default_factory=dict)
    turn: int = 0

    @property
    def lowest(self) -> list[int]:
        return next((self.leaders[key] for key in ("lower", "middle", "second", "head") if key in self.leaders), [])


class Staffing:
    """Hands out seats in an order in which a superior always comes before those below."""

    def __init__(self, place: Place, roll: Roll, *, first: Sequence[str]) -> None:
        """`first` are organisations whose heads must exist however small the city is, the topmost first."""
        self.place = place
        self._roll = roll
        self._first = first
        standing = {seed.code: seed for seed in place.pack.organisations_on(place.as_of)}
        self.units = {code: _unit(seed, standing, place.offices) for code, seed in standing.items()}
        self.statuses = Table([(code, plan.weight) for code, plan in place.statuses.items()])
        self.seats: list[Seat] = []
        self.wanted: list[Seat] = []

    def fill(self, employees: int, *, wanted: Iterable[tuple[str, Team]]) -> list[Seat]:
        """Return `employees` seats; after the leading ones come the wanted team posts, then the rest by weight."""
        self._lead(at_most=int(employees * _LEADING_SHARE))
        for code, team in wanted:
            self._join(self.units[code], team, leading=True)
            self.wanted.append(self.seats[-1])
        if len(self.seats) > employees:
            raise DemoRefused(f"{employees} employees are too few for a demo city; {len(self.seats)} are the least")
        staffed = Table([(unit, unit.staff) for unit in self.units.values() if unit.teams is not None])
        while len(self.seats) < employees:
            unit = staffed.pick(self._roll)
            assert unit.teams is not None  # noqa: S101  only such units are in the table
            self._join(unit, unit.teams.pick(self._roll), leading=False)
        return self.seats

    def head_of(self, code: str) -> Seat:
        return self.seats[self.units[code].leaders["head"][0]]

    def _lead(self, *, at_most: int) -> None:
        posts = [(unit, post) for unit in self.units.values() for post in unit.posts]
        posts.sort(key=lambda pair: self._order(*pair))
        for unit, post in posts:
            needed = post.key == "head" and unit.seed.code in self._first
            for turn in range(post.seats):
                if needed or len(self.seats) < at_most:
                    self._appoint(unit, post, turn)

    def _order(self, unit: Unit, post: Post) -> tuple[int, int, int]:
        known = unit.seed.code in self._first and post.key == "head"
        place = self._first.index(unit.seed.code) if known else len(self._first)
        return place, ("head", "second", "middle", "lower").index(post.key), unit.depth

    def _appoint(self, unit: Unit, post: Post, turn: int) -> None:
        above = unit.leaders.get(post.under, []) if post.under else []
        superior = above[turn % len(above)] if above else self._above(unit)
        part = post.parts[turn % len(post.parts)] if post.parts else ""
        area = self.place.pack.areas[unit.seed.area].name
        title = post.title.format(name=unit.seed.name, part=part, area=area)
        self._seat(unit, title, post, status=self.place.leading, age=post.age, superior=superior)
        unit.leaders.setdefault(post.key, []).append(len(self.seats) - 1)

    def _join(self, unit: Unit, team: Team, *, leading: bool) -> None:
        expert = leading or team.job_class >= _EXPERT_CLASS
        status = self.place.leading if expert else self.statuses.pick(self._roll)
        above = unit.lowest
        unit.turn += 1
        superior = above[unit.turn % len(above)] if above else self._above(unit)
        oldest = self.place.statuses[status].oldest or 57
        youngest = 42 if team.job_class > _EXPERT_CLASS else 33 if team.job_class == _EXPERT_CLASS else 23
        self._seat(unit, team.title, team, status=status, age=(min(youngest, oldest), oldest), superior=superior)

    def _seat(
        self, unit: Unit, title: str, post: Post | Team, *, status: str, age: tuple[int, int], superior: int | None
    ) -> None:
        grades = self.place.statuses[status].grades
        low, high = post.grades
        grade = grades[min(between(self._roll, low, high), len(grades) - 1)] if grades else ""
        number = len(self.seats)
        code = unit.seed.code
        self.seats.append(
            Seat(number, code, title, status, grade, post.job_class, *age, post.schooling, post.sex, superior)
        )

    def _above(self, unit: Unit) -> int | None:
        """Return the head of this organisation or of the nearest one above that has one; else the top of the city."""
        own = unit.leaders.get("head")
        parent = self.units.get(unit.seed.parent)
        while not own and parent is not None:
            own = parent.leaders.get("head")
            parent = self.units.get(parent.seed.parent)
        if own:
            return own[0]
        return 0 if self.seats else None


def _unit(seed: OrgSeed, standing: Mapping[str, OrgSeed], offices: Iterable[Office]) -> Unit:
    depth, above = 0, standing.get(seed.parent)
    while above is not None:
        depth, above = depth + 1, standing.get(above.parent)
    mine = [one for one in offices if seed.kind in one.kinds and (not one.only or seed.code in one.only)]
    posts = [post for office in mine for post in office.posts if not post.only or seed.code in post.only]
    teams = [(team, office.staff * team.weight) for office in mine for team in office.teams if office.staff]
    return Unit(seed, depth, posts, Table(teams) if teams else None, sum(office.staff for office in mine))
