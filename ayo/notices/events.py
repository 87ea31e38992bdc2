"""What notices announce: that a way out of the house is shut, or open again. Never a message, never an address."""

from dataclasses import dataclass
from typing import ClassVar

from ayo.events.facade import Event


@dataclass(frozen=True, kw_only=True)
class CarrierEvent(Event):
    carrier: str

    @property
    def subject(self) -> str:
        return f"carrier/{self.carrier.lower()}"


@dataclass(frozen=True, kw_only=True)
class CarrierOpened(CarrierEvent):
    TYPE: ClassVar[str] = "ayo.notices.carrier.opened"
    DESCRIPTION: ClassVar[str] = "A mail server or gateway failed in a row for so long that people are told."

    error: str


@dataclass(frozen=True, kw_only=True)
class CarrierClosed(CarrierEvent):
    TYPE: ClassVar[str] = "ayo.notices.carrier.closed"
    DESCRIPTION: ClassVar[str] = "A mail server or gateway carries messages again."
