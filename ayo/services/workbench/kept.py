"""The letters of a case at a desk, with what this officer may do about each."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from ayo.common.actor import Actor
from ayo.files import facade as files
from ayo.services import access
from ayo.services.data import LetterState
from ayo.services.letters.shown import Shown
from ayo.services.models import Case, Letter
from ayo.services.queries import letters


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter that stands may be revoked by who answers for it, and issued again by who signs for its office.

    While its case is worked on again the new edition comes from the stage that signs it, and from nowhere else.
    """

    letter: Shown
    may_revoke: bool
    may_reissue: bool

    @property
    def is_standing(self) -> bool:
        return self.letter.state == LetterState.VALID


def of_case(case: Case, actor: Actor) -> list[Kept]:
    """Return the letters of a case, the newest first."""
    found = letters.of_case(case)
    if not any(one.state == LetterState.VALID for one in found):
        return [Kept(one, may_revoke=False, may_reissue=False) for one in found]
    kept, signed = _ids(access.letters_kept_by(actor), case), _ids(access.letters_signed_for_by(actor), case)
    may_sign = files.is_signing_connected() and not letters.is_worked_on(case)
    return [
        Kept(
            one,
            may_revoke=one.state == LetterState.VALID and one.id in kept,
            may_reissue=one.state == LetterState.VALID and one.id in signed and may_sign,
        )
        for one in found
    ]


def _ids(rows: QuerySet[Letter], case: Case) -> set[UUID]:
    return set(rows.filter(case=case).values_list("pk", flat=True))
