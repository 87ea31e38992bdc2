"""The whole city, one household after another; the same for the same people, employees, seed and day."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ayo.config.demo import cast
from ayo.config.demo.cast import Member
from ayo.config.demo.chance import between, dice
from ayo.config.demo.data import FEMALE, MALE, Holder, Household, Seat
from ayo.config.demo.drafts import YEAR, Draft
from ayo.config.demo.errors import DemoRefused
from ayo.config.demo.homes import Homes
from ayo.config.demo.households import Families
from ayo.config.demo.numbers import Days, Numbers
from ayo.config.demo.offices import Staffing
from ayo.config.demo.place import Place
from ayo.config.demo.register import Register
from ayo.region.data import Rank

LARGEST_HOUSEHOLD = 8
CAST_SIZE = 60
"""Room for the cast and their families."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How large a city to make."""

    people: int
    employees: int
    seed: int


class City:
    """A city in the making. `cast` gives the person number of each member, complete when all households are out."""

    def __init__(self, place: Place, plan: Plan) -> None:
        if plan.people < 4 * plan.employees + CAST_SIZE:
            raise DemoRefused(
                f"{plan.people} people are too few for {plan.employees} employees: at least four times as many"
            )
        self.place = place
        self.plan = plan
        self.cast: dict[str, int] = {}
        self._roll = dice(plan.seed)
        days = Days(place.as_of)
        numbers = Numbers(days, prefixes=place.prefixes, phone=place.phone, seed=plan.seed)
        self._staffing = Staffing(place, self._roll, first=cast.first_organisations(place))
        self._staffing.fill(plan.employees, wanted=cast.wanted_seats(place))
        self._families = Families(place, self._roll)
        self._homes = Homes(place, self._roll)
        self._register = Register(place, self._roll, numbers, days)

    def households(self) -> Iterator[Household]:
        """Yield the cast's households, then those of chance, until exactly the planned people live here."""
        people = 0
        for household in self._cast_households():
            people += len(household.persons)
            yield household
        seats = self._open_seats()
        pace = len(seats) / max(1, self.plan.people - people - 5 * LARGEST_HOUSEHOLD)
        start, filled = people, 0
        while people < self.plan.people:
            holder = None
            if filled < len(seats) and filled < (people - start) * pace + 1:
                holder = self._holder(seats[filled])
                filled += 1
            household = _cut(self._household(holder), self.plan.people - people)
            people += len(household.persons)
            yield household
        assert filled == len(seats)  # noqa: S101  the pace leaves room for the last household

    def leading_posts(self) -> Iterator[tuple[str, Rank, str]]:
        """Yield organisation, rank and title of the heads and deputies that are filled."""
        for code, unit in self._staffing.units.items():
            for key, rank in (("head", Rank.HEAD), ("second", Rank.DEPUTY)):
                if key in unit.leaders:
                    yield code, rank, self._staffing.seats[unit.leaders[key][0]].post

    def _household(self, holder: Holder | None) -> Household:
        home = holder.home if holder is not None else None
        return self._register.enter(self._families.draft(holder), holder, home or self._homes.anywhere())

    def _open_seats(self) -> list[Seat]:
        """Return the seats that the cast leaves, in the order of chance."""
        taken = {self._seat_of(member).number for member in cast.EMPLOYEES}
        seats = [seat for seat in self._staffing.seats if seat.number not in taken]
        for last in range(len(seats) - 1, 0, -1):
            other = between(self._roll, 0, last)
            seats[last], seats[other] = seats[other], seats[last]
        return seats

    def _holder(self, seat: Seat) -> Holder:
        sex = seat.sex or (FEMALE if self._roll() < 0.5 else MALE)
        age = between(self._roll, int(seat.youngest * YEAR) + 1, int((seat.oldest + 1) * YEAR) - 1)
        return Holder(seat, "", sex, self.place.as_of.toordinal() - age, None)

    def _cast_households(self) -> Iterator[Household]:
        yield self._family_of_ratna()
        near = self.place.cast
        for member in (cast.OUTSIDER, *cast.EMPLOYEES, cast.ELDER, cast.NEIGHBOUR):
            seat = self._seat_of(member) if member.seat else None
            spot = self.place.by_code[near.home if member.lives == cast.HOME else near.away]
            rw, rt = between(self._roll, 1, 12), between(self._roll, 1, 8)
            if member is cast.NEIGHBOUR:
                rw, rt = int(near.rw), int(near.rt)
            home = self._homes.in_spot(spot, rw, rt, "")
            household = self._household(Holder(seat, member.name, member.sex, member.born.toordinal(), home))
            yield self._introduce(household, (member,))

    def _family_of_ratna(self) -> Household:
        place = self.place.cast
        spot = self.place.by_code[place.home]
        home = self._homes.in_spot(spot, int(place.rw), int(place.rt), place.street)
        family = self.place.cultures.slots[0]
        draft = Draft(family, "", family.faith.slots[0])
        for member, state, role in (
            (cast.ARIF, "MARRIED", "HEAD"),
            (cast.RATNA, "MARRIED", "SPOUSE"),
            (cast.NAYA, "SINGLE", "CHILD"),
            (cast.BIMA, "SINGLE", "CHILD"),
        ):
            draft.add(
                member.sex, min(member.born.toordinal(), self.place.as_of.toordinal()), member.name, state, role, family
            )
        household = self._register.enter(draft, None, home)
        return self._introduce(household, (cast.ARIF, cast.RATNA, cast.NAYA, cast.BIMA))

    def _introduce(self, household: Household, members: Iterable[Member]) -> Household:
        """Remember who of a household belongs to the cast, and give the grown-ups an address one can remember."""
        persons = list(household.persons)
        for member in members:
            place = next(place for place, person in enumerate(persons) if person.name == member.name)
            self.cast[member.key] = persons[place].number
            if persons[place].family_role == "CHILD":
                persons[place] = persons[place]._replace(birth_place=self.place.birth_town)
            elif persons[place].phone:
                persons[place] = persons[place]._replace(email=f"{member.key}@example.org")
        return household._replace(persons=tuple(persons))

    def _seat_of(self, member: Member) -> Seat:
        if member.seat == cast.HEAD:
            return self._staffing.head_of(cast.organisation_of(member, self.place).code)
        return self._staffing.wanted[cast.OFFICERS.index(member)]


def _cut(household: Household, room: int) -> Household:
    """Keep the first of a household when the city is full."""
    return household if len(household.persons) <= room else household._replace(persons=household.persons[:room])


def digest(households: Iterable[Household]) -> str:
    """Return one number for a whole city, to compare two of them."""
    hashed = hashlib.sha256()
    for household in households:
        hashed.update(repr(tuple(household)).encode())
    return hashed.hexdigest()
