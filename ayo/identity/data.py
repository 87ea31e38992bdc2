"""Shapes of the identity module, without Django."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from ayo.common.actor import Level, Role

SCOPES = (
    "persons:read",
    "persons:write",
    "families:read",
    "families:write",
    "employees:read",
    "employees:write",
    "organisations:read",
    "organisations:write",
    "cases:read",
    "cases:write",
    "attendance:write",
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


class LoginKind(StrEnum):
    """What somebody signs in with. E-mail and phone are proved by a code, a NIP by the employee record."""

    EMAIL = "EMAIL"
    PHONE = "PHONE"
    NIP = "NIP"
    NAME = "NAME"


class CodeFor(StrEnum):
    """What a code is asked for. KNOWN is the letter to somebody who has an account already: it carries none.

    INVITE is the letter to an employee; what it carries is no code to type but the end of a link.
    """

    REGISTER = "REGISTER"
    KNOWN = "KNOWN"
    ADD = "ADD"
    SIGN_IN = "SIGN_IN"
    RESET = "RESET"
    ASSIST = "ASSIST"
    INVITE = "INVITE"


class CheckState(StrEnum):
    """What became of a request to be verified in person."""

    WAITING = "WAITING"
    BOUND = "BOUND"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


class Proof(StrEnum):
    """How an account came to belong to its person. OFFICE: the house opened it for somebody the registry knew.

    UNKNOWN: it belongs to nobody yet, or was bound before this was noted; nothing is claimed of it.
    """

    UNKNOWN = "UNKNOWN"
    OFFICE = "OFFICE"
    INVITED = "INVITED"
    NUMBERS = "NUMBERS"
    IN_PERSON = "IN_PERSON"


class Binding(StrEnum):
    """What came of an attempt to bind an account. NO says nothing about what was wrong."""

    BOUND = "BOUND"
    NO = "NO"
    TAKEN = "TAKEN"
    TOO_OFTEN = "TOO_OFTEN"


class CodeFate(StrEnum):
    """What follows from a code's letter not arriving: GOES_ON is told once; SETTLED needs no other way or has none."""

    GOES_ON = "GOES_ON"
    SETTLED = "SETTLED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class CodeLetter:
    """A code on its way; `code` is empty in the letter that carries none."""

    id: UUID
    purpose: CodeFor
    kind: LoginKind
    address: str
    language: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contacts:
    """Where the owner of an account can be written to: every e-mail address and phone number that was proved."""

    person_id: UUID | None
    language: str
    proved: tuple[tuple[LoginKind, str], ...]


@dataclass(frozen=True, slots=True)
class LoginLine:
    """Something one signs in with, as its owner sees it."""

    id: UUID
    kind: LoginKind
    value: str
    is_first: bool


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
class ClientRotated:
    """The next secret of a sign-in, told once, and until when the one before it is good."""

    client_id: str
    secret: str
    older_ends_at: datetime


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
    person_id: UUID | None
    name: str
    level: Level
    roles: tuple[str, ...]
    post: str
    title: str


HELPERS = (
    Role.KELURAHAN_OFFICER,
    Role.LURAH,
    Role.KECAMATAN_OFFICER,
    Role.CAMAT,
    Role.OPD_OFFICER,
    Role.VERIFIER,
    Role.OPD_HEAD,
    Role.TLR_OPERATOR,
)
"""Employees whose work is serving residents; heads of RT and RW are residents themselves and help by a delegation."""
