"""Words of a case: where it stands, what happened to it."""

from enum import StrEnum


class State(StrEnum):
    """States of a case (domain facts §5.1). A draft is no case yet and has a table of its own."""

    SUBMITTED = "SUBMITTED"
    VERIFYING = "VERIFYING"
    NEEDS_FIX = "NEEDS_FIX"
    PROCESSING = "PROCESSING"
    AWAITING_SIGNATURE = "AWAITING_SIGNATURE"
    DONE = "DONE"
    REJECTED = "REJECTED"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"


ENDED = frozenset({State.DONE, State.REJECTED, State.CANCELLED, State.EXPIRED})
RATED = frozenset({State.DONE, State.REJECTED})
"""Results one may say something about; what one took back oneself is none."""
STOPPED = frozenset({State.NEEDS_FIX})
"""States in which the clock of the service stands still: the next word is the resident's."""


class TaskState(StrEnum):
    OPEN = "OPEN"
    DONE = "DONE"
    DROPPED = "DROPPED"


class Deed(StrEnum):
    """What a line of a case's history tells."""

    SUBMITTED = "SUBMITTED"
    TAKEN = "TAKEN"
    RELEASED = "RELEASED"
    STAGE_DONE = "STAGE_DONE"
    RETURNED = "RETURNED"
    RESUBMITTED = "RESUBMITTED"
    TRANSFERRED = "TRANSFERRED"
    ESCALATED = "ESCALATED"
    MESSAGE = "MESSAGE"
    NOTE = "NOTE"
    REJECTED = "REJECTED"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"
    CLOSED = "CLOSED"
    CONFIRMED = "CONFIRMED"
    REOPENED = "REOPENED"
    LETTER = "LETTER"
    LETTER_REVOKED = "LETTER_REVOKED"
    RATED = "RATED"
    ASSIGNED = "ASSIGNED"
    PAPER_ACCEPTED = "PAPER_ACCEPTED"
    PAPER_REFUSED = "PAPER_REFUSED"


INTERNAL = frozenset({Deed.NOTE, Deed.RELEASED, Deed.ESCALATED, Deed.ASSIGNED, Deed.PAPER_ACCEPTED, Deed.PAPER_REFUSED})
"""Deeds that only the offices read."""
