"""The month that is running, for one person: how it stands, how it will end, what would raise it. One query."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from ayo.performance.data.allowance import Facts, Slip, Tariff
from ayo.performance.queries import month_facts, tables
from ayo.performance.rules import allowance, freezing, outlook


@dataclass(frozen=True)
class Running:
    """A running month: its facts and tables, the minutes that may count at most, and what it comes to as it stands."""

    month: date
    tariff: Tariff
    facts: Facts
    ceiling: int
    days_gone: int
    now: Slip

    @property
    def days_left(self) -> int:
        return self.facts.working_days - self.days_gone

    @cached_property
    def at_this_pace(self) -> Slip:
        return outlook.at_this_pace(self.tariff, self.facts, days_gone=self.days_gone, ceiling=self.ceiling)

    @cached_property
    def at_most(self) -> Slip:
        return outlook.at_most(self.tariff, self.facts, ceiling=self.ceiling)

    def worth_of(self, minutes: int) -> int:
        return outlook.worth_of(self.tariff, self.facts, minutes, ceiling=self.now.ceiling)


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
        now = allowance.slip(tariff, facts)
    except allowance.NotInTariff:
        return None
    return Running(month.since, tariff, facts, ceiling, gone, now)
