"""When a letter that the city wrote stands in for a paper that a form asks for. Pure."""

from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from ayo.services.data import About


class Fit(StrEnum):
    """HELD: it is the paper, nobody need say so. OFFERED: it is about somebody else, and the applicant says whom."""

    HELD = "HELD"
    OFFERED = "OFFERED"


def fit(*, letter_about: UUID, form_about: UUID, issued_about: About, applicant: UUID) -> Fit | None:
    """Tell how a letter that the applicant has serves a form, or None where it is about the wrong person.

    One that a service writes about its applicant serves its owner in every form; one about a member of the family
    serves the form about that very member. In a form about the applicant it may be what is meant: the certificate of a
    late husband, say.
    """
    if letter_about == form_about:
        return Fit.HELD
    if issued_about is not About.MEMBER:
        return Fit.HELD if letter_about == applicant else None
    return Fit.OFFERED if form_about == applicant else None


def is_fresh(signed_on: date, *, valid_until: date | None, valid_days: int, today: date) -> bool:
    """Tell whether a letter holds today and is as new as the paper has to be; 0 days mean that it may be of any age."""
    if valid_until is not None and valid_until < today:
        return False
    return not valid_days or today <= signed_on + timedelta(days=valid_days)
