"""Shapes of the pages about roles, without Django."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A role that somebody holds today; `id` is None when it follows from a post."""

    id: UUID | None
    role: str
    organisation: str
    area: str
    come_by: str
    until: date | None


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A role that somebody was given, as a list shows it."""

    id: UUID
    person_id: UUID
    name: str
    role: str
    organisation_id: UUID | None
    organisation: str
    area: str
    valid_from: date
    valid_to: date | None
    reason: str
    end_reason: str
