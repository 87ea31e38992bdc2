"""Whether, where and since when somebody serves the city."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ayo.registry import models


@dataclass(frozen=True, slots=True)
class Employment:
    """Under which number somebody is in service, where, since when, and until when."""

    employee_id: UUID
    organisation_id: UUID
    number: str
    started_on: date
    ended_on: date | None

    def covers(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day <= self.ended_on)


def employment_of(person_id: UUID) -> Employment | None:
    """Return the service of a person, present or past, or None when there never was one."""
    row = models.Employee.objects.filter(person_id=person_id).first()
    return Employment(row.pk, row.organisation_id, row.nip, row.started_on, row.ended_on) if row else None
