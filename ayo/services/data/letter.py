"""Words of a letter: where it stands, who signs it, what stands on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID


class LetterState(StrEnum):
    """PREPARED: being signed, nobody else knows of it. The others are on paper somewhere."""

    PREPARED = "PREPARED"
    VALID = "VALID"
    REPLACED = "REPLACED"
    REVOKED = "REVOKED"


@dataclass(frozen=True, slots=True)
class Signer:
    """The official who signs. `post` is what they hold on this day, with plt. or plh. before it."""

    person_id: UUID
    nik: str
    name: str
    post: str
    nip: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a letter says before it has a number. `stamp` changes with whatever would be read on it."""

    kind: str
    title: str
    facts: Mapping[str, Any]
    valid_until: date | None
    stamp: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody is having a letter signed: nobody else may until `attempt` is given back or runs out."""

    letter_id: UUID
    attempt: UUID
    number: str
    edition: int
    code: str
