"""What performance announces."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from ayo.events.facade import Event


@dataclass(frozen=True, kw_only=True)
class ActivityChanged(Event):
    """`state` is how it stands now, one of ActivityState; `case_id` is that of work from services."""

    TYPE: ClassVar[str] = "ayo.performance.activity.changed"
    DESCRIPTION: ClassVar[str] = (
        "Work was credited to an employee or entered by them, counts from now on, or was taken back."
    )

    activity_id: UUID
    employee_id: UUID
    person_id: UUID
    case_id: UUID | None
    code: str
    minutes: int
    on: date
    state: str

    @property
    def subject(self) -> str:
        return f"activity/{self.activity_id}"


@dataclass(frozen=True, kw_only=True)
class AttendanceChanged(Event):
    """`status` is one of DayStatus; `codes` are those of the table of cuts."""

    TYPE: ClassVar[str] = "ayo.performance.attendance.changed"
    DESCRIPTION: ClassVar[str] = "A past day of an employee was judged, or stands otherwise than before."

    employee_id: UUID
    person_id: UUID
    on: date
    status: str
    late_minutes: int
    early_minutes: int
    codes: tuple[str, ...]

    @property
    def subject(self) -> str:
        return f"attendance/{self.employee_id}"


@dataclass(frozen=True, kw_only=True)
class AllowanceRunMoved(Event):
    """`state` is FREEZING, CALCULATING, DRAFT, CHECKED, APPROVED, PAID, FAILED or CANCELLED; sums in whole rupiah."""

    TYPE: ClassVar[str] = "ayo.performance.allowance.run.moved"
    DESCRIPTION: ClassVar[str] = (
        "The allowance (TPP) of a month was begun, calculated, checked, approved, paid or ended."
    )

    run_id: UUID
    month: date
    corrects: UUID | None
    state: str
    slips: int
    net: int

    @property
    def subject(self) -> str:
        return f"allowance-run/{self.run_id}"


@dataclass(frozen=True, kw_only=True)
class AllowanceTableMoved(Event):
    """`state` is PROPOSED, ENACTED or WITHDRAWN."""

    TYPE: ClassVar[str] = "ayo.performance.allowance.table.moved"
    DESCRIPTION: ClassVar[str] = "A version of the tables of the allowance (TPP) was proposed, enacted or withdrawn."

    table_id: UUID
    version: str
    valid_from: date
    state: str

    @property
    def subject(self) -> str:
        return f"allowance-table/{self.table_id}"
