"""Whether, where and since when somebody serves the city."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ayo.registry import models


@dataclass(frozen=True, slots=True)
class Employment:
    """Under which number somebody is in service, as what and where, since when, and until when."""

    employee_id: UUID
    person_id: UUID
    organisation_id: UUID
    number: str
    post: str
    started_on: date
    ended_on: date | None

    def covers(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day <= self.ended_on)


def employment_of(person_id: UUID) -> Employment | None:
    """Return the service of a person, present or past, or None when there never was one."""
    return _of(models.Employee.objects.filter(person_id=person_id).first())


def service_of(employee_id: UUID) -> Employment | None:
    """Return the service that a record of an employee tells of."""
    return _of(models.Employee.objects.filter(pk=employee_id).first())


def _of(row: models.Employee | None) -> Employment | None:
    if row is None:
        return None
    return Employment(row.pk, row.person_id, row.organisation_id, row.nip, row.post, row.started_on, row.ended_on)
