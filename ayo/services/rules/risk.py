"""How near a stage is to being late: the working days that are left against those the stage usually takes."""

from enum import StrEnum


class Risk(StrEnum):
    """From what stands still to what is late; SOON means that begun now and done at the usual pace it would be late."""

    STOPPED = "STOPPED"
    CALM = "CALM"
    SOON = "SOON"
    TODAY = "TODAY"
    LATE = "LATE"


def risk(*, days_left: int, usual_days: int, is_waiting: bool) -> Risk:
    """Judge an open stage; today is not counted among the days that are left."""
    if is_waiting:
        return Risk.STOPPED
    if days_left < 0:
        return Risk.LATE
    if days_left == 0:
        return Risk.TODAY
    return Risk.SOON if days_left <= usual_days else Risk.CALM


def usual_days(promise: int, share: int) -> int:
    """Return the working days a stage usually takes: its part of the promise, rounded up."""
    return max(1, -(-promise * share // 100))
