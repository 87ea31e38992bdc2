"""Tables of the performance module: one noun per file."""

from ayo.performance.models.activity import STANDING, Activity, Template
from ayo.performance.models.allowance import AllowanceInput, AllowanceRun, AllowanceSlip, AllowanceTable
from ayo.performance.models.attendance import AbsenceAlert, AttendanceDay, ClockRecord, Correction, Leave

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
    "Leave",
    "Template",
]
