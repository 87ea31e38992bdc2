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
class MeasureChanged(Event):
    """`kind` is a code of the table of punishments; `until` is the first day on which it does not hold."""

    TYPE: ClassVar[str] = "ayo.performance.measure.changed"
    DESCRIPTION: ClassVar[str] = "A disciplinary measure of an employee was recorded or ended."

    measure_id: UUID
    employee_id: UUID
    person_id: UUID
    kind: str
    since: date
    until: date

    @property
    def subject(self) -> str:
        return f"measure/{self.measure_id}"


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


@dataclass(frozen=True, kw_only=True)
class PlanChanged(Event):
    """`act` is one of PlanAct, `state` how the plan stands since; the content is the employee's and the superior's."""

    TYPE: ClassVar[str] = "ayo.performance.plan.changed"
    DESCRIPTION: ClassVar[str] = (
        "The plan (SKP) of an employee was drafted, changed, sent, returned, agreed or split by a move."
    )

    plan_id: UUID
    employee_id: UUID
    person_id: UUID
    organisation_id: UUID
    year: int
    since: date
    until: date
    act: str
    state: str
    version: int

    @property
    def subject(self) -> str:
        return f"plan/{self.plan_id}"


@dataclass(frozen=True, kw_only=True)
class UnitResultChanged(Event):
    """`is_dropped` tells that the unit does not plan this result any more."""

    TYPE: ClassVar[str] = "ayo.performance.unit_result.changed"
    DESCRIPTION: ClassVar[str] = "A result that a unit is to reach in a year was written down or dropped."

    result_id: UUID
    organisation_id: UUID
    year: int
    is_dropped: bool

    @property
    def subject(self) -> str:
        return f"unit-result/{self.result_id}"


@dataclass(frozen=True, kw_only=True)
class FeedbackGiven(Event):
    """The words themselves stay with the employee and the superior."""

    TYPE: ClassVar[str] = "ayo.performance.feedback.given"
    DESCRIPTION: ClassVar[str] = "A superior gave an employee feedback on their plan."

    feedback_id: UUID
    plan_id: UUID
    employee_id: UUID

    @property
    def subject(self) -> str:
        return f"plan/{self.plan_id}"


@dataclass(frozen=True, kw_only=True)
class RealisationWritten(Event):
    """The words themselves stay with the employee and the superior; `until` is the first day after the period."""

    TYPE: ClassVar[str] = "ayo.performance.realisation.written"
    DESCRIPTION: ClassVar[str] = "An employee wrote what came of a planned result in a period, or wrote it anew."

    plan_id: UUID
    employee_id: UUID
    person_id: UUID
    result_id: UUID
    since: date
    until: date
    version: int

    @property
    def subject(self) -> str:
        return f"plan/{self.plan_id}"


@dataclass(frozen=True, kw_only=True)
class RatingChanged(Event):
    """`kind` is PERIODIC or YEARLY, `until` the first day after; the ratings are BELOW, MEETS or ABOVE."""

    TYPE: ClassVar[str] = "ayo.performance.rating.changed"
    DESCRIPTION: ClassVar[str] = "Results and behaviour of an employee were rated, or rated anew."

    employee_id: UUID
    person_id: UUID
    organisation_id: UUID
    kind: str
    since: date
    until: date
    results: str
    behaviour: str
    predicate: str

    @property
    def subject(self) -> str:
        return f"rating/{self.employee_id}"


@dataclass(frozen=True, kw_only=True)
class UnitRatingChanged(Event):
    """`achievement` is one of Achievement."""

    TYPE: ClassVar[str] = "ayo.performance.unit_rating.changed"
    DESCRIPTION: ClassVar[str] = "What a unit achieved was set, or its people's spread of predicates was justified."

    organisation_id: UUID
    kind: str
    since: date
    achievement: str

    @property
    def subject(self) -> str:
        return f"unit-rating/{self.organisation_id}"
