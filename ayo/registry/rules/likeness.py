"""How alike two persons are: a score from 0 to 1 made of weights one can read, with the reasons for and against."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from ayo.common.jsons import Json

LIKELY = 0.72
LEAST_NAME = 0.35


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


def judge(wanted: Facts, found: Facts, *, name_similarity: float) -> tuple[float, tuple[str, ...]]:
    """Return score and reasons; `name_similarity` is the trigram similarity of the search forms, 0 to 1."""
    score, reasons = 0.5 * name_similarity, []
    if name_similarity >= 0.99:
        reasons.append("same_name")
    elif name_similarity >= 0.6:
        reasons.append("similar_name")

    weight, reason = _birth(wanted.birth_on, found.birth_on)
    score += weight
    if reason:
        reasons.append(reason)
    if wanted.sex and found.sex and wanted.sex != found.sex:
        score -= 0.25
        reasons.append("other_sex")
    for attribute, gain in (("phone", 0.15), ("email", 0.15), ("birth_place", 0.05)):
        mine, theirs = getattr(wanted, attribute), getattr(found, attribute)
        if mine and mine.casefold() == theirs.casefold():
            score += gain
            reasons.append(f"same_{attribute}")
    if wanted.place[0] and wanted.place[0] == found.place[0]:
        close = wanted.place == found.place and wanted.place[1] != ""
        score += 0.12 if close else 0.06
        reasons.append("same_neighbourhood" if close else "same_kelurahan")
    return round(min(max(score, 0.0), 0.99), 3), tuple(reasons)


def _birth(wanted: date | None, found: date | None) -> tuple[float, str]:
    if wanted is None or found is None:
        return 0.1, ""
    if wanted == found:
        return 0.3, "same_birth_date"
    if swapped(wanted) == found:
        return 0.22, "day_and_month_swapped"
    return -0.1, "other_birth_date"
