"""What identity announces."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from ayo.events.facade import Event


@dataclass(frozen=True, kw_only=True)
class GuardChanged(Event):
    """`what` is one of `data.GUARDS`; `agent` is what the browser calls itself in which it happened."""

    TYPE: ClassVar[str] = "ayo.identity.guard.changed"
    DESCRIPTION: ClassVar[str] = "A way into somebody's account changed, or was used from a new device."

    account_id: UUID
    person_id: UUID
    what: str
    agent: str
    at: datetime

    @property
    def subject(self) -> str:
        return f"account/{self.account_id}"
