"""Periods of published figures: a year, or a quarter of it."""

import re
from dataclasses import dataclass
from datetime import date

_CODE = re.compile(r"^(\d{4})(?:-T([1-4]))?$")


@dataclass(frozen=True, slots=True)
class Period:
    """Half-open: `end` is the first day after it. `quarter` 0 is the whole year."""

    year: int
    quarter: int

    @property
    def code(self) -> str:
        return f"{self.year}-T{self.quarter}" if self.quarter else str(self.year)

    @property
    def start(self) -> date:
        return date(self.year, 3 * self.quarter - 2 if self.quarter else 1, 1)

    @property
    def end(self) -> date:
        if self.quarter in {0, 4}:
            return date(self.year + 1, 1, 1)
        return date(self.year, 3 * self.quarter + 1, 1)


def parsed(code: str) -> Period | None:
    """Return the period of a code like 2026 or 2026-T3; None for anything else."""
    found = _CODE.match(code)
    if found is None or int(found[1]) < 2000:
        return None
    return Period(int(found[1]), int(found[2] or 0))


def around(today: date) -> list[Period]:
    """Return the periods that are offered: this year and the last one, and the quarters that have begun."""
    quarters = [Period(today.year, quarter) for quarter in range((today.month + 2) // 3, 0, -1)]
    return [Period(today.year, 0), *quarters, Period(today.year - 1, 0)]


def quarters_before(today: date, count: int) -> list[Period]:
    """Return the last quarters, the present one last."""
    found, year, quarter = [], today.year, (today.month + 2) // 3
    for _turn in range(count):
        found.append(Period(year, quarter))
        year, quarter = (year, quarter - 1) if quarter > 1 else (year - 1, 4)
    return found[::-1]
