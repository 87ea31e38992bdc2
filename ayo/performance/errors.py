"""What can go wrong with work and attendance, in words for people and codes for programs."""

from ayo.common.errors import Conflict, DomainError


class LeaveRefused(Conflict):
    """Some of the days have leave already."""

    code = "leave_refused"


class ActivityRefused(DomainError):
    """The activity cannot be entered like this; `code` says why, `fields` where."""

    code = "activity_refused"
    status = 422


class NotWaiting(Conflict):
    """Somebody decided it already, or it was taken back."""

    code = "not_waiting"
