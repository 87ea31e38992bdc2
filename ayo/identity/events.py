"""What identity announces. An event names accounts, never addresses or codes: the log is kept for ever."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from ayo.events.facade import Event


@dataclass(frozen=True, kw_only=True)
class GuardChanged(Event):
    """`what` is one of `data.GUARDS`; `agent` is what the browser calls itself in which it happened."""

    TYPE: ClassVar[str] = "ayo.identity.guard.changed"
    DESCRIPTION: ClassVar[str] = "A way into somebody's account changed, or was used from a new device."

    account_id: UUID
    person_id: UUID | None
    what: str
    agent: str
    at: datetime

    @property
    def subject(self) -> str:
        return f"account/{self.account_id}"


@dataclass(frozen=True, kw_only=True)
class CodeWanted(Event):
    TYPE: ClassVar[str] = "ayo.identity.code.wanted"
    DESCRIPTION: ClassVar[str] = "A code waits to be sent to an address that somebody wants to prove."

    code_id: UUID

    @property
    def subject(self) -> str:
        return f"code/{self.code_id}"


@dataclass(frozen=True, kw_only=True)
class AccountBound(Event):
    TYPE: ClassVar[str] = "ayo.identity.account.bound"
    DESCRIPTION: ClassVar[str] = "It is sure now to which person an account belongs."

    account_id: UUID
    person_id: UUID

    @property
    def subject(self) -> str:
        return f"account/{self.account_id}"


@dataclass(frozen=True, kw_only=True)
class BindingTried(Event):
    TYPE: ClassVar[str] = "ayo.identity.account.binding-tried"
    DESCRIPTION: ClassVar[str] = "Somebody gave the numbers of a person who has an account already."

    person_id: UUID

    @property
    def subject(self) -> str:
        return f"person/{self.person_id}"


@dataclass(frozen=True, kw_only=True)
class CheckAsked(Event):
    TYPE: ClassVar[str] = "ayo.identity.check.asked"
    DESCRIPTION: ClassVar[str] = "Somebody asks to be verified in person."

    check_id: UUID
    area: str

    @property
    def subject(self) -> str:
        return f"check/{self.check_id}"


@dataclass(frozen=True, kw_only=True)
class CheckDecided(Event):
    TYPE: ClassVar[str] = "ayo.identity.check.decided"
    DESCRIPTION: ClassVar[str] = "An officer has verified somebody in person, or has not."

    check_id: UUID
    account_id: UUID
    state: str
    reason: str

    @property
    def subject(self) -> str:
        return f"check/{self.check_id}"


@dataclass(frozen=True, kw_only=True)
class RoleGiven(Event):
    TYPE: ClassVar[str] = "ayo.identity.role.given"
    DESCRIPTION: ClassVar[str] = "Somebody was given a role in an organisation, an area or the whole city."

    grant_id: UUID
    person_id: UUID
    role: str
    organisation_id: UUID | None
    area: str
    valid_from: date
    valid_to: date | None

    @property
    def subject(self) -> str:
        return f"role/{self.grant_id}"


@dataclass(frozen=True, kw_only=True)
class RoleEnded(Event):
    TYPE: ClassVar[str] = "ayo.identity.role.ended"
    DESCRIPTION: ClassVar[str] = "A role that somebody was given ends on a day; that day is the first without it."

    grant_id: UUID
    person_id: UUID
    role: str
    ends_on: date
    reason: str

    @property
    def subject(self) -> str:
        return f"role/{self.grant_id}"


@dataclass(frozen=True, kw_only=True)
class DelegationChanged(Event):
    TYPE: ClassVar[str] = "ayo.identity.delegation.changed"
    DESCRIPTION: ClassVar[str] = "Somebody lets another act for them: OFFERED, ACCEPTED or ENDED, by one of the two."

    delegation_id: UUID
    principal_id: UUID
    delegate_id: UUID | None
    state: str
    by: UUID
    scopes: tuple[str, ...]
    valid_to: date

    @property
    def subject(self) -> str:
        return f"delegation/{self.delegation_id}"


@dataclass(frozen=True, kw_only=True)
class AssistanceChanged(Event):
    TYPE: ClassVar[str] = "ayo.identity.assistance.changed"
    DESCRIPTION: ClassVar[str] = "An employee may act for a resident: ASKED, CONFIRMED, REFUSED or ENDED."

    assistance_id: UUID
    principal_id: UUID
    helper_id: UUID
    thing: str
    state: str
    confirmed_by: str

    @property
    def subject(self) -> str:
        return f"assistance/{self.assistance_id}"
