"""Shapes of the identity module, without Django."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

SCOPES = (
    "persons:read",
    "persons:write",
    "families:read",
    "families:write",
    "employees:read",
    "employees:write",
    "organisations:read",
    "organisations:write",
    "events:read",
    "snapshot:read",
)


@dataclass(frozen=True, slots=True)
class KeyCard:
    """A key as it may be shown: never the key itself."""

    id: UUID
    prefix: str
    label: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody of the cast who can be signed in with one click, in the demo only."""

    account_id: UUID
    person_id: UUID
    name: str
    roles: tuple[str, ...]
    post: str
