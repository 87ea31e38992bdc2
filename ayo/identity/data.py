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
GUARDS = (
    "change_password",
    "reset_password",
    "new_device",
    "totp_activated",
    "totp_deactivated",
    "recovery_codes_generated",
    "webauthn_added",
    "webauthn_removed",
    "webauthn_copied",
)
"""What the owner of an account is told of, beside the audit log."""


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
class OpenSession:
    """A browser in which somebody is signed in; `mark` names it to its owner and opens nothing."""

    mark: str
    agent: str
    began_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class ClientMade:
    """A sign-in as it is told once: the secret cannot be shown again, and a public client has none."""

    client_id: str
    secret: str
    redirect_uris: tuple[str, ...]
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClientCard:
    """A sign-in of an application as it may be shown: never its secret."""

    client_id: str
    app_id: UUID
    name: str
    is_public: bool
    redirect_uris: tuple[str, ...]
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody of the cast who can be signed in with one click, in the demo only."""

    account_id: UUID
    person_id: UUID
    name: str
    roles: tuple[str, ...]
    post: str
