"""Shapes of an assistance, without Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from ayo.identity.data import LoginKind


class ConfirmedBy(StrEnum):
    """How the resident agreed: by a code they passed on, or by their passkey. A session alone agrees to nothing."""

    CODE = "CODE"
    PASSKEY = "PASSKEY"


class Standing(StrEnum):
    """How an assistance stands now. LAPSED was never answered, OVER has used up its hour."""

    ASKED = "ASKED"
    CONFIRMED = "CONFIRMED"
    REFUSED = "REFUSED"
    LAPSED = "LAPSED"
    ENDED = "ENDED"
    OVER = "OVER"


@dataclass(frozen=True, slots=True)
class Way:
    """A way by which the resident can be sent a code; `hidden` is all that the helper sees of it."""

    kind: LoginKind
    hidden: str


@dataclass(frozen=True, slots=True)
class AssistanceLine:
    """An assistance as its two sides see it."""

    id: UUID
    helper_id: UUID
    helper: str
    principal_id: UUID
    principal: str
    thing: str
    named: Mapping[str, str]
    standing: Standing
    confirmed_by: str
    asked_at: datetime
    ask_until: datetime
    ends_at: datetime | None
    codes_sent: int
    code_waits: bool
    tries_left: int
