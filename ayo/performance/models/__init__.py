"""Tables of the performance module: one noun per file."""

from ayo.performance.models.activity import STANDING, Activity, Template
from ayo.performance.models.allowance import AllowanceInput, AllowanceRun, AllowanceSlip, AllowanceTable
from ayo.performance.models.attendance import AbsenceAlert, AttendanceDay, ClockRecord, Correction, Leave
from ayo.performance.models.discipline import DisciplinaryMeasure
from ayo.performance.models.plan import Plan, PlanResult, PlanRun, PlanStep, UnitResult
from ayo.performance.models.rating import EmployeeRating, Feedback, UnitRating, UnitRatingStep
from ayo.performance.models.realisation import Realisation

__all__ = [
    "STANDING",
    "AbsenceAlert",
    "Activity",
    "AllowanceInput",
    "AllowanceRun",
    "AllowanceSlip",
    "AllowanceTable",
    "AttendanceDay",
    "ClockRecord",
    "Correction",
    "DisciplinaryMeasure",
    "EmployeeRating",
    "Feedback",
    "Leave",
    "Plan",
    "PlanResult",
    "PlanRun",
    "PlanStep",
    "Realisation",
    "Template",
    "UnitRating",
    "UnitRatingStep",
    "UnitResult",
]
