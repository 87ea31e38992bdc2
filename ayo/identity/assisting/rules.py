"""Who may help at all, whom never, how long an answer is waited for and how long it holds. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ayo.identity.assisting.data import Standing
from ayo.identity.joining.rules import Limit

ANSWER_WITHIN = timedelta(minutes=30)
LASTS = timedelta(minutes=60)
MOST_CODES = 3
ASKED_BY_HELPER = Limit("assist_by_helper", 30, timedelta(hours=1))
ASKED_OF_PERSON = Limit("assist_of_person", 8, timedelta(hours=24))
LOOKED_UP = Limit("assist_look_up", 30, timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Between:
    """What is known of the two, and of the employee."""

    is_same: bool
    are_kin: bool
    is_entitled: bool
    is_alive: bool


def refusal(between: Between) -> str:
    """Return why one may not help the other, as a code, or nothing."""
    if not between.is_entitled:
        return "not_entitled"
    if between.is_same:
        return "oneself"
    if between.are_kin:
        return "family"
    return "" if between.is_alive else "nobody"


def standing(
    *, now: datetime, ask_until: datetime, confirmed_at: datetime | None, ends_at: datetime | None,
    refused_at: datetime | None, ended_at: datetime | None,
) -> Standing:  # fmt: skip
    """Return how it stands; what was ended stays so."""
    if refused_at is not None:
        return Standing.REFUSED
    if ended_at is not None:
        return Standing.ENDED
    if confirmed_at is None or ends_at is None:
        return Standing.ASKED if now < ask_until else Standing.LAPSED
    return Standing.CONFIRMED if now < ends_at else Standing.OVER
