"""What can go wrong with a service or a case, in words for people and codes for programs."""

from ayo.common.errors import Conflict, DomainError, Invalid, NotAllowed


class BadAnswers(Invalid):
    """Some answers are missing or not well formed; `fields` says which and why."""

    code = "bad_answers"


class OutsideContract(Invalid):
    """An application names what its contract does not grant; `fields` says which."""

    code = "outside_contract"


class NotEligible(DomainError):
    """The applicant or the person concerned does not meet a condition of the service."""

    code = "not_eligible"


class NotOffered(DomainError):
    """The service is not offered on this day."""

    code = "not_offered"


class OwnCase(NotAllowed):
    """Nobody works on a case of their own or of their family."""

    code = "own_case"


class NotYours(NotAllowed):
    """The stage is another office's or another role's work."""

    code = "not_yours"


class TakenByAnother(Conflict):
    """Somebody else holds the stage."""

    code = "taken_by_another"


class ChangedMeanwhile(Conflict):
    """The case moved on since the reader opened it."""

    code = "changed_meanwhile"


class CatalogueRewritten(Conflict):
    """The region's files say something else under the number of a version that cases rest on; `fields` names them."""

    code = "catalogue_rewritten"


class SavedElsewhere(ChangedMeanwhile):
    """Another device answered the same questions meanwhile; `fields` says which."""

    code = "saved_elsewhere"


class WrongState(Conflict):
    """The case does not stand where this could be done."""

    code = "wrong_state"


class WorkedOnAgain(Conflict):
    """The case was reopened: what would be done apart from it is done by its own stages."""

    code = "worked_on_again"


class NoOffice(DomainError):
    """No office of the region answers for a stage of this case."""

    code = "no_office"


class HelperMayNot(NotAllowed):
    """Only the resident says this: that a result is right, what the service was worth, that a case is taken back."""

    code = "helper_may_not"


class NeedsSignature(Conflict):
    """The stage is finished by signing its letter, not by saying so."""

    code = "needs_signature"


class BeingSigned(Conflict):
    """The letter is with the signing service just now; a second one would be one too many."""

    code = "being_signed"


class LetterChanged(ChangedMeanwhile):
    """The letter would say something else than what the official saw."""

    code = "letter_changed"


class UnsoundSignature(DomainError):
    """What the signing service gave back is not the letter, or bears no signature that can be trusted."""

    code = "unsound_signature"
    status = 503
