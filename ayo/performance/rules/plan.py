"""When a plan may be sent, what changed between two versions of it, and which days a period has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ayo.performance.data.plan import Approach, Result, ResultKind

MOST_RESULTS = 20


def refusal(results: Sequence[Result], *, approach: Approach) -> str:
    """Return why a plan cannot be sent, or nothing (PermenPANRB 6/2022: results with indicators that fit)."""
    if not any(one.kind is ResultKind.MAIN for one in results):
        return "no_main_result"
    if not all(is_measured(one, approach=approach) for one in results):
        return "not_measured"
    return ""


def is_measured(result: Result, *, approach: Approach) -> bool:
    """Tell whether a result has an indicator of its approach: by numbers each has aspect, target and unit."""
    if approach is Approach.QUALITATIVE:
        return any(one.text for one in result.indicators)
    return bool(result.indicators) and all(
        one.aspect and one.text and one.target and one.unit for one in result.indicators
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """What happened to one result between two versions: `was` is empty for a new one, `now` for one that went."""

    was: str
    now: str


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Return what changed, result by result; contents as the dialogue keeps them (`results` by their ids)."""
    old = {one["id"]: one for one in before.get("results", ())}
    new = {one["id"]: one for one in after.get("results", ())}
    gone = [Difference(old[key]["text"], "") for key in old if key not in new]
    made = [Difference("", new[key]["text"]) for key in new if key not in old]
    other = [Difference(old[key]["text"], new[key]["text"]) for key in new if key in old and old[key] != new[key]]
    return [*made, *other, *gone]


def period_of(day: date, *, months: int) -> tuple[date, date]:
    """Return the period of evaluation a day lies in: its first day, and the first day after."""
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return first, _months_later(first, months)


def period_before(first: date, *, months: int) -> date:
    """Return the first day of the period before the one that begins then."""
    return _months_later(first, -months)


def year_of(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year + 1, 1, 1)


def _months_later(first: date, months: int) -> date:
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
