"""Whether a piece of work is credited at all."""

from ayo.performance.data.activity import Work


def refusal(work: Work, *, is_in_service: bool, is_family: bool) -> str | None:
    """Return why nothing is credited, or None: only work for others, and only of people in the city's service."""
    if work.minutes <= 0:
        return "NO_MINUTES"
    if not is_in_service:
        return "NOT_IN_SERVICE"
    if work.officer_id in {work.applicant_id, work.subject_id} or is_family:
        return "OWN_AFFAIR"
    return None
