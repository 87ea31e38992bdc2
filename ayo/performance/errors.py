"""What can go wrong with work and attendance, in words for people and codes for programs."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ayo.common.errors import Conflict, DomainError

if TYPE_CHECKING:
    from ayo.performance.models import Activity


class LeaveRefused(Conflict):
    """Some of the days have leave already."""

    code = "leave_refused"


class MeasureRefused(Conflict):
    """Another measure of this kind holds on some of the days."""

    code = "measure_refused"


class ActivityRefused(DomainError):
    """The activity cannot be entered like this; `code` says why, `fields` where."""

    code = "activity_refused"
    status = 422


class Overlaps(ActivityRefused):
    """The time is taken by `other`, which may be unknown when it was entered in the same moment."""

    code = "overlaps"

    def __init__(self, message: str, *, fields: Mapping[str, str], other: "Activity | None" = None) -> None:
        super().__init__(message, fields=fields)
        self.other = other


class NotWaiting(Conflict):
    """Somebody decided it already, or it was taken back."""

    code = "not_waiting"


class NoReason(DomainError):
    """Whoever sends work back or rejects it says why."""

    code = "no_reason"
    status = 422


class PlanRefused(DomainError):
    """The plan or the rating cannot be written like this; `code` says why, `fields` where."""

    code = "plan_refused"
    status = 422


class PlanChangedSince(Conflict):
    """Somebody changed it since it was seen, in another tab or on the other side of the dialogue."""

    code = "plan_changed"


class WrongStep(Conflict):
    """The plan does not stand where this step begins."""

    code = "wrong_step"


class UnitRefused(DomainError):
    """What a unit is to reach or achieved cannot be written like this; `code` says why, `fields` where."""

    code = "unit_refused"
    status = 422


class UnitChangedSince(Conflict):
    """Somebody else who leads the unit or the one above changed it since it was seen."""

    code = "unit_changed"
