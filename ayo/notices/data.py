"""Shapes of the inbox and of what leaves the house, without Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID


class Channel(StrEnum):
    """Ways to a person beside the inbox."""

    EMAIL = "EMAIL"
    SMS = "SMS"
    WHATSAPP = "WHATSAPP"


class Carrier(StrEnum):
    """Who carries the messages of one or more channels."""

    MAIL = "MAIL"
    GATEWAY = "GATEWAY"


class State(StrEnum):
    """WAITING is sent again until it is SENT; only a receipt makes it DELIVERED."""

    WAITING = "WAITING"
    SENT = "SENT"
    DELIVERED = "DELIVERED"
    FAILED = "FAILED"
    SKIPPED = "SKIPPED"


class Skipped(StrEnum):
    """Why a message never left."""

    NO_ADDRESS = "NO_ADDRESS"
    SETTLED = "SETTLED"
    UNWANTED = "UNWANTED"
    ARRIVED = "ARRIVED"
    OFF = "OFF"


class Verdict(StrEnum):
    """What an attempt came to: taken, worth another attempt, never to be taken, or the carrier itself is out."""

    TAKEN = "TAKEN"
    AGAIN = "AGAIN"
    DOWN = "DOWN"
    REFUSED = "REFUSED"


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as people read it, already in their language."""

    id: UUID
    title: str
    text: str
    url: str
    at: datetime
    is_new: bool
    is_open_task: bool


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a person wants to be reached; an empty language is the city's own. Equal hours are no quiet at all.

    `sms_instead`: what WhatsApp cannot deliver may come by SMS, though SMS was not chosen.
    """

    language: str
    tasks: frozenset[Channel]
    news: frozenset[Channel]
    quiet_from: time
    quiet_to: time
    sms_instead: bool
    are_chosen: bool


@dataclass(frozen=True, slots=True)
class Contact:
    """An address to write to at once; `id` is the letter's own, the same when it is repeated."""

    id: UUID
    channel: Channel
    address: str
    language: str


@dataclass(frozen=True, slots=True)
class Errand:
    """One attempt that a worker has taken upon itself; a probe knocks first at a carrier that was out."""

    sending_id: UUID
    notice_id: UUID
    channel: Channel
    address: str
    language: str
    code: str
    facts: Mapping[str, Any]
    attempts: int
    is_probe: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the attempt ended; `error` names the fault and never the address."""

    verdict: Verdict
    provider_id: str = ""
    error: str = ""
    retry_after: float = 0.0


CARRIERS: Mapping[Channel, Carrier] = {
    Channel.EMAIL: Carrier.MAIL,
    Channel.SMS: Carrier.GATEWAY,
    Channel.WHATSAPP: Carrier.GATEWAY,
}
DEFAULT = Wishes(
    "", frozenset({Channel.EMAIL}), frozenset({Channel.EMAIL}), time(21), time(6), sms_instead=True, are_chosen=False
)  # fmt: skip
# What cannot wait for the morning: an application of the city has stopped, and people notice before it is light.
URGENT = frozenset({"app_paused", "app_stalled"})


def is_alarm(code: str) -> bool:
    """Tell whether a message is about somebody's own way in: a thief would turn off, or read away, its letter."""
    return code.startswith("guard_")
