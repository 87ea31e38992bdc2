"""What the survey comes to: for the city, by service and by unit, in a period. No answer of one person leaves here."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as clock_time
from uuid import UUID

from django.utils import timezone

from ayo.common import sql
from ayo.registry import facade as registry
from ayo.services.rules import satisfaction
from ayo.services.rules.periods import Period
from ayo.services.rules.satisfaction import Index

SHOWN_FROM = 3
"""Fewer answers than this are no figure: whoever served would know who gave them."""
FRESH_FOR = 60.0
_ANSWERS = """
select service_id, organisation_id, count(*),
    sum(u1), sum(u2), sum(u3), sum(u4), sum(u5), sum(u6), sum(u7), sum(u8), sum(u9)
from services_survey where answered_on >= %(start)s and answered_on < %(end)s
group by service_id, organisation_id
"""
_CASES = """
select service_id, organisation_id, count(*) from services_case
where state in ('DONE', 'REJECTED') and ended_at >= %(start)s and ended_at < %(end)s
group by service_id, organisation_id
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """Answers of a part of the city: their sums by element, how many there are, and of how many cases."""

    respondents: int
    population: int
    sums: tuple[int, ...]

    def plus(self, other: "Cell") -> "Cell":
        sums = tuple(mine + theirs for mine, theirs in zip(self.sums, other.sums, strict=True))
        return Cell(self.respondents + other.respondents, self.population + other.population, sums)

    @property
    def index(self) -> Index | None:
        """Return the index, where there are enough answers to show any."""
        return satisfaction.index(self.sums, self.respondents) if self.respondents >= SHOWN_FROM else None

    @property
    def wanted(self) -> int:
        return satisfaction.sample(self.population)

    @property
    def is_small(self) -> bool:
        return not satisfaction.is_enough(self.respondents, self.population)


EMPTY = Cell(0, 0, (0,) * len(satisfaction.ELEMENTS))
Cells = Mapping[tuple[UUID, UUID], Cell]
_known: dict[Period, tuple[float, Cells]] = {}


def cells(period: Period) -> Cells:
    """Return the answers by service and unit; what was computed is kept for a minute."""
    now = time.monotonic()
    at, found = _known.get(period, (0.0, None))
    if found is None or now - at > FRESH_FOR:
        found = _counted(period)
        _known[period] = (now, found)
    return found


def forget() -> None:
    _known.clear()


def _counted(period: Period) -> Cells:
    found: dict[tuple[UUID, UUID], Cell] = {}
    days = {"start": period.start, "end": period.end}
    for service, unit, respondents, *sums in sql.rows(_ANSWERS, days):
        found[(service, unit)] = Cell(respondents, 0, tuple(int(one) for one in sums))
    moments = {"start": _midnight(period.start), "end": _midnight(period.end)}
    for service, unit, population in sql.rows(_CASES, moments):
        answered = found.get((service, unit), EMPTY)
        # Whoever answered in the period was served, though it may have been at the end of the one before.
        found[(service, unit)] = Cell(answered.respondents, max(population, answered.respondents), answered.sums)
    return {place: _at_least(cell) for place, cell in found.items()}


def _at_least(cell: Cell) -> Cell:
    return cell if cell.population >= cell.respondents else Cell(cell.respondents, cell.respondents, cell.sums)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock_time()), timezone.get_default_timezone())


def total(found: Iterable[Cell]) -> Cell:
    whole = EMPTY
    for cell in found:
        whole = whole.plus(cell)
    return whole


def by_service(found: Cells) -> dict[UUID, Cell]:
    return _grouped(found, 0)


def by_unit(found: Cells, service_id: UUID) -> dict[UUID, Cell]:
    return _grouped({place: cell for place, cell in found.items() if place[0] == service_id}, 1)


def _grouped(found: Cells, part: int) -> dict[UUID, Cell]:
    sums: dict[UUID, Cell] = {}
    for place, cell in found.items():
        sums[place[part]] = sums.get(place[part], EMPTY).plus(cell)
    return sums


def unit_names(units: Iterable[UUID]) -> dict[UUID, str]:
    return registry.organisation_names(set(units))
