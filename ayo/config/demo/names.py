"""How people are called: by where their family comes from and when they were born."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ayo.config.demo.chance import Roll, Table, pick
from ayo.config.demo.data import FEMALE, MALE


@dataclass(frozen=True, slots=True)
class Culture:
    """Where a family comes from: its names, its faith, the towns its elders were born in."""

    faith: Table[str]
    towns: tuple[str, ...]
    given: Mapping[str, tuple[str, ...]]
    last: Mapping[str, tuple[str, ...]]
    clan: tuple[str, ...]
    plain: float


@dataclass(frozen=True, slots=True)
class Modern:
    """Names that children of all cultures get today, by sex."""

    first: Mapping[str, tuple[str, ...]]
    second: Mapping[str, tuple[str, ...]]
    last: Mapping[str, tuple[str, ...]]


def culture(words: Mapping[str, Any]) -> Culture:
    return Culture(
        faith=Table.of(words["faith"]),
        towns=tuple(words["towns"]),
        given={MALE: tuple(words["male"]), FEMALE: tuple(words["female"])},
        last={MALE: tuple(words["male_last"]), FEMALE: tuple(words["female_last"])},
        clan=tuple(words["clan"]),
        plain=words["plain"],
    )


def modern(words: Mapping[str, Any]) -> Modern:
    return Modern(
        first={MALE: tuple(words["male"]), FEMALE: tuple(words["female"])},
        second={MALE: tuple(words["male_second"]), FEMALE: tuple(words["female_second"])},
        last={MALE: tuple(words["male_last"]), FEMALE: tuple(words["female_last"])},
    )


class Namer:
    """Names people; what a family shares is its clan, or now and then the father's last word."""

    def __init__(self, roll: Roll, new: Modern) -> None:
        self._roll = roll
        self._new = new

    def clan(self, family: Culture) -> str:
        """Return the name all children of a father bear, or nothing where there is no such custom."""
        return pick(self._roll, family.clan) if family.clan else ""

    def elder(self, family: Culture, sex: str, clan: str) -> str:
        """Name somebody born before names became alike everywhere."""
        roll = self._roll
        given = pick(roll, family.given[sex])
        if clan:
            return f"{given} {clan}" if roll() < 0.75 else f"{given} {other(roll, family.given[sex], given)} {clan}"
        if not family.last[sex] or roll() < family.plain:
            return given
        last = other(roll, family.last[sex], given)
        return f"{given} {last}" if roll() < 0.86 else f"{given} {other(roll, family.given[sex], given)} {last}"

    def younger(self, family: Culture, sex: str, clan: str, father: str) -> str:
        """Name somebody born since about 1990; `father` is the father's name, or nothing."""
        roll = self._roll
        if roll() < 0.22:
            return self.elder(family, sex, clan)
        new = self._new
        first = pick(roll, family.given[sex] if clan and roll() < 0.5 else new.first[sex])
        if clan:
            return f"{first} {clan}"
        last = father.rpartition(" ")[2] if " " in father and roll() < 0.3 else first
        if last == first:
            last = other(roll, new.last[sex], first)
        return f"{first} {last}" if roll() < 0.5 else f"{first} {other(roll, new.second[sex], first)} {last}"


def other(roll: Roll, words: Sequence[str], taken: str) -> str:
    """Pick a word that is not the one taken: nobody is called Fitri Fitri."""
    word = pick(roll, words)
    return word if word != taken else words[(words.index(word) + 1) % len(words)]
