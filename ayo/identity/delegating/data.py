"""What may be done for another, and whence the right to it, without Django."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Scope(StrEnum):
    """Kinds of things that one person may do for another."""

    SEE = "SEE"
    CORRECT = "CORRECT"
    APPLY = "APPLY"
    MESSAGES = "MESSAGES"


class Ground(StrEnum):
    """Whence somebody may act for a person: their own word, the family card, a decision."""

    DELEGATION = "DELEGATION"
    PARENT = "PARENT"
    GUARDIAN = "GUARDIAN"


@dataclass(frozen=True, slots=True)
class Mandate:
    """Somebody may act for this person today; `until` is the first day without it, if one is known."""

    principal_id: UUID
    name: str
    ground: Ground
    scopes: frozenset[str]
    until: date | None


@dataclass(frozen=True, slots=True)
class DelegationLine:
    """A delegation as its two sides see it; `other` is the name of the other side, if there is one yet."""

    id: UUID
    other: str
    scopes: tuple[str, ...]
    valid_from: date
    valid_to: date
    is_accepted: bool
    is_by_code: bool
