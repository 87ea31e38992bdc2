"""Help as those who gave it, got it, or judge it see it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ayo.services.data.helping import NeedState
from ayo.services.models import Help, HelpRequest

SHOWN = 20
MOST_CODES = 3


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A help in one line; `case_number` is empty until something was handed in."""

    id: UUID
    case_id: UUID | None
    case_number: str
    service: str
    helper: str
    begun_at: datetime
    handed_in_at: datetime | None
    minutes: int
    credit: str
    objected_at: datetime | None
    judged_at: datetime | None


def of_helper(person_id: UUID) -> list[HelpLine]:
    """Return what an employee helped with, the newest first."""
    rows = Help.objects.filter(helper_id=person_id).select_related("service", "helper", "case")
    return [_line(row) for row in rows.order_by("-begun_at", "-pk")[:SHOWN]]


def of_person(person_id: UUID) -> list[HelpLine]:
    """Return what was handed in for a resident by employees, the newest first."""
    rows = Help.objects.filter(person_id=person_id, handed_in_at__isnull=False)
    return [_line(row) for row in rows.select_related("service", "helper", "case").order_by("-handed_in_at")[:SHOWN]]


def need_of(need_id: UUID, officer_id: UUID) -> HelpRequest | None:
    """Return a need to the employee who took it."""
    rows = HelpRequest.objects.filter(pk=need_id, taken_by_id=officer_id, state=NeedState.TAKEN)
    return rows.select_related("service").first()


def received(help_id: UUID, person_id: UUID) -> Help | None:
    """Return a help that handed something in, to the resident it was for."""
    rows = Help.objects.filter(pk=help_id, person_id=person_id, handed_in_at__isnull=False)
    return rows.select_related("service", "helper", "case").first()


def to_judge(help_id: UUID, person_id: UUID) -> Help | None:
    """Return a help that was objected to, to whoever decides about it."""
    rows = Help.objects.filter(pk=help_id, judges__contains=[person_id], objected_at__isnull=False)
    return rows.select_related("service", "helper", "person", "case").first()


def _line(row: Help) -> HelpLine:
    return HelpLine(
        row.pk, row.case_id, row.case.number if row.case and row.handed_in_at else "", row.service.code,
        row.helper.titled_name, row.begun_at, row.handed_in_at, row.minutes, row.credit, row.objected_at,
        row.judged_at,
    )  # fmt: skip
