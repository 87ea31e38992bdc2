from ayo.common.errors import Conflict, Invalid, NotAllowed
from ayo.registry.data import Candidate


class BadValues(Invalid):
    """Values are not well formed; `fields` maps each field to the code of its fault."""

    code = "bad_values"


class OutsideContract(Invalid):
    """An application speaks of fields its contract does not grant; `fields` names each."""

    code = "outside_contract"


class AlreadyRegistered(Conflict):
    """The identifier belongs to another record."""

    code = "already_registered"


class PossibleDuplicate(Conflict):
    """Other records may be the same person; register again naming them to insist."""

    code = "possible_duplicate"

    def __init__(self, message: str, candidates: tuple[Candidate, ...]) -> None:
        super().__init__(message)
        self.candidates = candidates


class AlreadyDecided(Conflict):
    code = "already_decided"


class NotYours(NotAllowed):
    """Somebody else is the authoritative source, or decides about this."""

    code = "not_yours"


class CannotMerge(Conflict):
    code = "cannot_merge"


class ActingRefused(Conflict):
    """A rule stands against this post or this standing in; `code` names it."""

    code = "acting_refused"


class GuardianRefused(Conflict):
    """A rule stands against this guardianship; `code` names it."""

    code = "guardian_refused"
