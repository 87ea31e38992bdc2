"""Tables of the performance module: one noun per file."""

from ayo.performance.models.activity import Activity
from ayo.performance.models.attendance import AbsenceAlert, AttendanceDay, ClockRecord, Correction, Leave

__all__ = ["AbsenceAlert", "Activity", "AttendanceDay", "ClockRecord", "Correction", "Leave"]
