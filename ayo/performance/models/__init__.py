"""Tables of the performance module: one noun per file."""

from ayo.performance.models.activity import STANDING, Activity, Template
from ayo.performance.models.attendance import AbsenceAlert, AttendanceDay, ClockRecord, Correction, Leave

__all__ = [
    "STANDING",
    "AbsenceAlert",
    "Activity",
    "AttendanceDay",
    "ClockRecord",
    "Correction",
    "Leave",
    "Template",
]
