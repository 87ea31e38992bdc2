"""One small city for all tests that only look at it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from ayo.config.demo import place
from ayo.config.demo.data import Employee, Household, Person
from ayo.config.demo.generate import City, Plan
from ayo.config.demo.place import Place
from ayo.region import loader

TODAY = date(2026, 11, 24)
PLAN = Plan(people=6000, employees=700, seed=7)


@dataclass(frozen=True)
class Town:
    """A generated city, laid out for looking things up."""

    city: City
    households: list[Household]

    @property
    def persons(self) -> dict[int, Person]:
        return {person.number: person for household in self.households for person in household.persons}

    @property
    def employees(self) -> dict[int, Employee]:
        return {one.employee.number: one.employee for one in self.households if one.employee is not None}


@pytest.fixture(scope="session")
def where() -> Place:
    return place.read(loader.load(Path("regions/tangerang")), today=TODAY)


@pytest.fixture(scope="session")
def town(where: Place) -> Town:
    city = City(where, PLAN)
    return Town(city, list(city.households()))


def born(person: Person) -> date:
    return date.fromisoformat(person.birth_on)
