"""What a region gives to its demo city (`demo.toml` in the pack), joined with the words every city shares."""

import tomllib
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin
from pathlib import Path
from typing import Any, NamedTuple

from ayo.config.demo import names
from ayo.config.demo.chance import Table
from ayo.config.demo.errors import DemoRefused
from ayo.config.demo.names import Culture, Modern
from ayo.region.data import EmployeeStatus, Pack

WORDS = Path(__file__).with_name("people.toml")
_RING = 0.011  # degrees from the middle of a kecamatan to that of its kelurahan, a good kilometre


class Spot(NamedTuple):
    """A kelurahan with its postal code and its middle; `number` tells streets of different kelurahan apart."""

    number: int
    code: str
    postal_code: str
    latitude: float
    longitude: float


class Post(NamedTuple):
    """A kind of leading post; `under` is the key of the post above it in the same organisation."""

    key: str
    title: str
    seats: int
    job_class: int
    grades: tuple[int, int]
    age: tuple[int, int]
    under: str
    parts: tuple[str, ...]
    schooling: str
    sex: str
    only: frozenset[str]


class Team(NamedTuple):
    """A kind of post without subordinates; `sex` is empty unless only women or men hold it."""

    title: str
    weight: float
    job_class: int
    grades: tuple[int, int]
    schooling: str
    sex: str


class Office(NamedTuple):
    """How organisations of some kinds are staffed; `only` narrows it to some codes, empty means all."""

    kinds: frozenset[str]
    only: frozenset[str]
    staff: float
    posts: tuple[Post, ...]
    teams: tuple[Team, ...]


class StatusPlan(NamedTuple):
    """A kind of employment with what the demo adds to it; 0 means without limit."""

    status: EmployeeStatus
    grades: tuple[str, ...]
    weight: float
    occupation: str
    since_years: int
    oldest: int


class CastPlace(NamedTuple):
    home: str
    away: str
    street: str
    rw: str
    rt: str


@dataclass(frozen=True, slots=True)
class Place:
    """Everything the generator needs to know about the place and its people."""

    pack: Pack
    as_of: date
    birth_town: str
    prefixes: tuple[str, ...]
    phone: str
    spots: Table[Spot]
    by_code: Mapping[str, Spot]
    cultures: Table[Culture]
    modern: Modern
    occupations: Mapping[str, Table[str]]
    streets: tuple[str, ...]
    statuses: Mapping[str, StatusPlan]
    offices: tuple[Office, ...]
    schooling: Mapping[str, Table[tuple[str, str]]]
    cast: CastPlace

    @property
    def leading(self) -> str:
        """Return the status that leaders and experts have: the first one."""
        return next(iter(self.statuses))


def read(pack: Pack, *, today: date) -> Place:
    """Read the pack's `demo.toml`; raise DemoRefused when there is none or it does not fit the pack.

    The city stands as of the day given there, unless that day is still to come.
    """
    try:
        given = tomllib.loads((pack.folder / "demo.toml").read_text(encoding="utf-8"))
        given["as_of"] = min(given["as_of"], today)
        place = _place(pack, given, tomllib.loads(WORDS.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise DemoRefused(f"the region pack {pack.slug} has no demo.toml, so there is no demo city for it") from error
    except KeyError as error:
        raise DemoRefused(f"demo.toml: {error.args[0]} is missing or unknown") from error
    except (TypeError, ValueError) as error:
        raise DemoRefused(f"demo.toml: {error}") from error
    _check(pack, place)
    return place


def _place(pack: Pack, given: Mapping[str, Any], words: Mapping[str, Any]) -> Place:
    spots = list(_spots(pack, given["kecamatan"]))
    cultures = {name: names.culture(words["cultures"][name]) for name in given["cultures"]}
    return Place(
        pack=pack,
        as_of=given["as_of"],
        birth_town=given["birth_town"],
        prefixes=_free_prefixes(pack),
        phone=f"{pack.phone_prefix}{given['phone_stem']}",
        spots=Table(spots),
        by_code={spot.code: spot for spot, _ in spots},
        cultures=Table([(cultures[name], weight) for name, weight in given["cultures"].items()]),
        modern=names.modern(words["modern"]),
        occupations={group: Table.of(weights) for group, weights in words["occupations"].items()},
        streets=tuple(_streets(words["streets"])),
        statuses={code: _status(pack, code, plan, given["as_of"]) for code, plan in given["statuses"].items()},
        offices=tuple(_office(office) for office in given["office"]),
        schooling={
            name: Table([((front, back), weight) for front, back, weight in titles])
            for name, titles in given["schooling"].items()
        },
        cast=CastPlace(**given["cast"]),
    )


def _free_prefixes(pack: Pack) -> tuple[str, ...]:
    """Return nine six-digit codes of kecamatan that the region does not have: whoever bears one is invented."""
    free = [f"{number:02d}" for number in range(99, 0, -1) if f"{pack.code}.{number:02d}" not in pack.areas]
    return tuple(pack.code.replace(".", "") + number for number in free[:9])


def _spots(pack: Pack, kecamatan: Iterable[Mapping[str, Any]]) -> Iterable[tuple[Spot, float]]:
    number = 0
    for one in kecamatan:
        inside = pack.areas.children(pack.areas[one["code"]].code)
        weights = {area.code: 0.6 + zlib.crc32(area.code.encode()) % 1000 / 1250 for area in inside}
        for turn, area in enumerate(inside):
            angle = 2 * pi * turn / len(inside)
            spot = Spot(
                number,
                area.code,
                one["postal_codes"][turn * len(one["postal_codes"]) // len(inside)],
                one["latitude"] + _RING * sin(angle),
                one["longitude"] + _RING * cos(angle),
            )
            yield spot, one["weight"] * weights[area.code] / sum(weights.values())
            number += 1


def _streets(words: Mapping[str, Any]) -> Iterable[str]:
    kinds = list(words["kinds"])
    for turn, first in enumerate(words["first"]):
        for second in dict.fromkeys(words["second"]):
            yield f"{kinds[(turn + len(second)) % len(kinds)]} {first} {second}".strip()


def _status(pack: Pack, code: str, plan: Mapping[str, Any], as_of: date) -> StatusPlan:
    status = {status.code: status for status in pack.statuses_on(as_of)}[code]
    grades = next((tuple(ladder.grades) for ladder in pack.ladders if code in ladder.statuses), ())
    since, oldest = plan.get("since_years", 0), plan.get("oldest", 0)
    return StatusPlan(status, grades, plan["weight"], plan["occupation"], since, oldest)


def _office(given: Mapping[str, Any]) -> Office:
    return Office(
        kinds=frozenset(given["kinds"]),
        only=frozenset(given.get("only", ())),
        staff=given["staff"],
        posts=tuple(_post(post) for post in given["posts"]),
        teams=tuple(_team(team) for team in given["teams"]),
    )


def _team(given: Mapping[str, Any]) -> Team:
    grades = _span(given["grades"])
    return Team(given["title"], given["weight"], given["job_class"], grades, given["schooling"], given.get("sex", ""))


def _post(given: Mapping[str, Any]) -> Post:
    return Post(
        key=given["key"],
        title=given["title"],
        seats=given["count"],
        job_class=given["job_class"],
        grades=_span(given["grades"]),
        age=_span(given["age"]),
        under=given.get("under", ""),
        parts=tuple(given.get("parts", ())),
        schooling=given.get("schooling", "social"),
        sex="",
        only=frozenset(given.get("only", ())),
    )


def _span(given: list[int]) -> tuple[int, int]:
    low, high = given
    return low, high


def _check(pack: Pack, place: Place) -> None:
    """Refuse names that nothing answers to."""
    codes = {seed.code for seed in pack.organisations}
    for office in place.offices:
        for kind in office.kinds - pack.organisation_kinds.keys():
            raise DemoRefused(f"demo.toml: office: unknown kind of organisation {kind}")
        for code in office.only.union(*(post.only for post in office.posts)) - codes:
            raise DemoRefused(f"demo.toml: office: unknown organisation {code}")
        schoolings = {post.schooling for post in office.posts} | {team.schooling for team in office.teams}
        for schooling in schoolings - place.schooling.keys() - {""}:
            raise DemoRefused(f"demo.toml: office: unknown schooling {schooling}")
    for area in (place.cast.home, place.cast.away):
        if area not in place.by_code:
            raise DemoRefused(f"demo.toml: cast: unknown kelurahan {area}")
