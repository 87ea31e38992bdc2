"""The month that is running, for one person: how it stands, how it will end, what would raise it. One query."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ayo.performance.data.allowance import Facts, Tariff
from ayo.performance.queries import month_facts, tables
from ayo.performance.rules import allowance, freezing, outlook


@dataclass(frozen=True, slots=True)
class Running:
    """A running month: its facts and tables, and the minutes that may count at most."""

    month: date
    tariff: Tariff
    facts: Facts
    ceiling: int
    days_left: int
    outlook: outlook.Outlook


def running(person_id: UUID, today: date) -> Running | None:
    """Return somebody's present month up to a day; None for who has no allowance, or whom the tables do not know."""
    month = month_facts.month(today.replace(day=1))
    found = month_facts.of_person(month, person_id)
    if found is None:
        return None
    service, enacted = found
    tariff = tables.newest(month.since, enacted).tariff
    frozen = freezing.frozen(tariff, month, service)
    if frozen.facts is None:
        return None
    facts, gone = frozen.facts, sum(1 for on in month.working if on <= today)
    ceiling = facts.effective_minutes - frozen.absent_minutes
    try:
        seen = outlook.outlook(tariff, facts, days_gone=gone, ceiling=ceiling)
    except allowance.NotInTariff:
        return None
    return Running(month.since, tariff, facts, ceiling, len(month.working) - gone, seen)
