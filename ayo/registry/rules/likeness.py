"""How alike two persons are: evidence for and against, in bits, added up to a probability with its reasons.

The weights follow Fellegi and Sunter: how much more often do two entries of one person agree here than entries of two
strangers? A rare name weighs more than a common one. The city is taken as one of a million people, so that a score
means the same in a small registry and in a full one.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from ayo.common.jsons import Json

POPULATION = 1_000_000
LIKELY = 0.5
SURE = 0.99
LEAST_NAME = 0.3
_STRANGERS = -math.log2(POPULATION)
# Similarity from, bits, reason. Below the last step it is another name.
_NAMES = ((0.8, 11.5, "similar_name"), (0.65, 9.0, "similar_name"), (0.5, 4.5, "similar_name"), (0.4, 0.0, ""))
_OTHER_NAME = -6.0
# Letters that differ, in a name of at least so many letters: one typing error says more than a share of trigrams.
_SLIPS = {1: (5, 12.5), 2: (8, 10.0)}
_SAME_NAME_AMONG_ONE = 19.5
_BIRTH = {"same_birth_date": 14.0, "day_and_month_swapped": 9.0, "birth_date_slip": 4.0, "other_birth_date": -5.0}
_SEX, _OTHER_SEX = 1.0, -5.0
_SHARED = {"phone": 8.0, "email": 9.0, "birth_place": 1.2}
_DIFFERENT = {"phone": -1.0, "email": -1.0, "birth_place": -2.5}
_NEIGHBOURHOOD, _KELURAHAN, _ELSEWHERE = 5.0, 2.5, -1.5
_REASON_AGAINST = {"birth_place": "other_birth_place"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the comparison looks at; `place` is (kelurahan, rw, rt)."""

    search_name: str
    birth_on: date | None
    sex: str
    birth_place: str
    phone: str
    email: str
    place: tuple[str, str, str]

    @classmethod
    def of(cls, values: Mapping[str, Json], *, search_name: str) -> Self:
        domicile = values.get("domicile")
        home = domicile if isinstance(domicile, dict) else {}
        born = values.get("birth_on")
        return cls(
            search_name=search_name,
            birth_on=date.fromisoformat(str(born)) if born else None,
            sex=str(values.get("sex") or ""),
            birth_place=str(values.get("birth_place") or ""),
            phone=str(values.get("phone") or ""),
            email=str(values.get("email") or ""),
            place=(str(home.get("kelurahan") or ""), str(home.get("rw") or ""), str(home.get("rt") or "")),
        )


def swapped(born: date | None) -> date | None:
    """Return the date with day and month exchanged, a usual slip, or None when that is no date or the same one."""
    if born is None or born.day > 12 or born.day == born.month:
        return None
    return date(born.year, born.day, born.month)


def judge(wanted: Facts, found: Facts, *, name_similarity: float, holders: int) -> tuple[float, tuple[str, ...]]:
    """Return score (0 to 0.999) and reasons.

    `name_similarity` is the trigram similarity of the search forms, `holders` how many people bear the wanted name.
    """
    evidence = [
        _name(wanted, found, name_similarity, holders),
        _birth(wanted.birth_on, found.birth_on),
        _sex(wanted.sex, found.sex),
        *(_attribute(name, getattr(wanted, name), getattr(found, name)) for name in _SHARED),
        _place(wanted.place, found.place),
    ]
    bits = _STRANGERS + sum(weight for weight, _ in evidence)
    score = 1 / (1 + 2.0 ** -max(min(bits, 60.0), -60.0))
    return min(round(score, 3), 0.999), tuple(reason for _, reason in evidence if reason)


def _name(wanted: Facts, found: Facts, similarity: float, holders: int) -> tuple[float, str]:
    if wanted.search_name and wanted.search_name == found.search_name:
        return _SAME_NAME_AMONG_ONE - math.log2(max(holders, 1)), "same_name"
    steps = (step for step in _NAMES if similarity >= step[0])
    _, weight, reason = next(steps, (0.0, _OTHER_NAME, "other_name"))
    letters, bits = _SLIPS.get(slips(wanted.search_name, found.search_name), (math.inf, 0.0))
    if len(wanted.search_name) >= letters and bits > weight:
        return bits, "similar_name"
    return weight, reason


def _birth(wanted: date | None, found: date | None) -> tuple[float, str]:
    if wanted is None or found is None:
        return 0.0, ""
    if wanted == found:
        reason = "same_birth_date"
    elif swapped(wanted) == found:
        reason = "day_and_month_swapped"
    elif sum((wanted.year == found.year, wanted.month == found.month, wanted.day == found.day)) == 2:
        reason = "birth_date_slip"
    else:
        reason = "other_birth_date"
    return _BIRTH[reason], reason


def _sex(wanted: str, found: str) -> tuple[float, str]:
    if not wanted or not found:
        return 0.0, ""
    return (_SEX, "") if wanted == found else (_OTHER_SEX, "other_sex")


def _attribute(name: str, wanted: str, found: str) -> tuple[float, str]:
    if not wanted or not found:
        return 0.0, ""
    if wanted.casefold() == found.casefold():
        return _SHARED[name], f"same_{name}"
    return _DIFFERENT[name], _REASON_AGAINST.get(name, "")


def _place(wanted: tuple[str, str, str], found: tuple[str, str, str]) -> tuple[float, str]:
    if not wanted[0] or not found[0]:
        return 0.0, ""
    if wanted[0] != found[0]:
        return _ELSEWHERE, ""
    if wanted == found and wanted[1]:
        return _NEIGHBOURHOOD, "same_neighbourhood"
    return _KELURAHAN, "same_kelurahan"


def slips(one: str, other: str, *, most: int = 2) -> int:
    """Return how many letters must be put in, left out, changed or exchanged; `most` + 1 when more than that."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    older: list[int] = []
    old = list(range(len(other) + 1))
    for i, mine in enumerate(one, start=1):
        row = [i]
        for j, theirs in enumerate(other, start=1):
            cost = min(old[j] + 1, row[j - 1] + 1, old[j - 1] + (mine != theirs))
            if i > 1 and j > 1 and mine == other[j - 2] and one[i - 2] == theirs:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        older, old = old, row
    return min(old[-1], most + 1)


def similarity(one: str, other: str) -> float:
    """Return the share of three-letter pieces that two names have in common, as PostgreSQL's pg_trgm counts it."""
    mine, theirs = _trigrams(one), _trigrams(other)
    together = len(mine | theirs)
    return len(mine & theirs) / together if together else 0.0


def _trigrams(name: str) -> set[str]:
    words = "".join(letter if letter.isalnum() else " " for letter in name.lower()).split()
    return {f"  {word} "[start : start + 3] for word in words for start in range(len(word) + 1)}
