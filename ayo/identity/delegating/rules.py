"""May a person let another act for them so? And how a code that is passed on by hand is made and known again."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import date

from ayo.identity.delegating.data import Scope

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without what is misread on paper. Twelve of them are sixty bits: no guessing, so no counting of guesses."""


def refusal(*, scopes: Collection[str], today: date, valid_from: date, valid_to: date, longest: int) -> str:
    """Return why not, as a code, or nothing."""
    if not scopes or not set(scopes) <= set(Scope):
        return "nothing"
    if valid_to <= max(valid_from, today):
        return "ends_too_soon"
    if (valid_to - valid_from).days > longest:
        return "too_long"
    return ""


def new_code() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _ in range(12))
    return "-".join(letters[at : at + 4] for at in (0, 4, 8))


def digest_of(code: str) -> str:
    """Return what is kept of a code, however it is written."""
    plain = "".join(letter for letter in code.upper() if letter in _LETTERS)
    return hashlib.sha256(f"ayo.delegation:{plain}".encode()).hexdigest()
