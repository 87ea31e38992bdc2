"""What the exchange says to others: plain facts about applications, contracts, deliveries and receipts."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID

from ayo.common import jsons

# These words are pages of their own beside the applications' pages, so no application can be called by them.
TAKEN_BY_PAGES = frozenset({"baru", "rekonsiliasi", "tertahan", "tanda-terima"})


class Mode(StrEnum):
    """How an application takes its events."""

    BATCH = "BATCH"
    SINGLE = "SINGLE"
    BINARY = "BINARY"
    PULL = "PULL"
    FILE = "FILE"

    @property
    def is_push(self) -> bool:
        return self in (Mode.BATCH, Mode.SINGLE, Mode.BINARY)


class Op(StrEnum):
    UPSERT = "upsert"
    WITHDRAW = "withdraw"
    MERGE = "merge"
    UNMERGE = "unmerge"
    TEST = "test"


class Reason(StrEnum):
    """Why an event is sent: because it happened, or once more."""

    CHANGE = "change"
    REPLAY = "replay"
    RECONCILIATION = "reconciliation"
    SNAPSHOT = "snapshot"
    TEST = "test"


class ParkedState(StrEnum):
    """PARKED is tried again, BEHIND waits for an earlier event of its subject; the others have come to an end."""

    PARKED = "PARKED"
    BEHIND = "BEHIND"
    REFUSED = "REFUSED"
    EXPIRED = "EXPIRED"
    DELIVERED = "DELIVERED"
    OUTSIDE = "OUTSIDE"
    DISCARDED = "DISCARDED"


WAITING = (ParkedState.PARKED, ParkedState.BEHIND)
UNSETTLED = (*WAITING, ParkedState.REFUSED, ParkedState.EXPIRED)


class Reach(StrEnum):
    """What became of one event at one application."""

    REACHED = "REACHED"
    PENDING = "PENDING"
    PARKED = "PARKED"
    REFUSED = "REFUSED"
    EXPIRED = "EXPIRED"
    DISCARDED = "DISCARDED"
    OUTSIDE = "OUTSIDE"
    WAITING_FOR_PULL = "WAITING_FOR_PULL"
    IN_FILE = "IN_FILE"
    PAUSED = "PAUSED"


class Health(StrEnum):
    GOOD = "GOOD"
    LATE = "LATE"
    TROUBLED = "TROUBLED"
    DOWN = "DOWN"
    PAUSED = "PAUSED"
    NO_CONTRACT = "NO_CONTRACT"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a contract grants of one kind of record; empty areas mean the whole city, empty groups everybody."""

    kind: str
    fields: tuple[str, ...]
    areas: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "fields": list(self.fields),
            "areas": list(self.areas),
            "groups": list(self.groups),
        }


@dataclass(frozen=True)
class ContractCard:
    """One version of an application's contract; `valid_to` is its last day."""

    version: int
    valid_from: date
    valid_to: date | None
    purpose: str
    legal_basis: str
    grants: tuple[Terms, ...]

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @cached_property
    def by_kind(self) -> dict[str, Terms]:
        return {terms.kind: terms for terms in self.grants}

    @cached_property
    def signature(self) -> str:
        """Equal for contracts that grant the same, whoever signed them: what is projected once serves both."""
        return jsons.digest(sorted((terms.as_json() for terms in self.grants), key=lambda grant: str(grant["kind"])))


@dataclass(frozen=True, slots=True)
class AppCard:
    id: UUID
    slug: str
    name: str
    owner_id: UUID | None
    owner_name: str
    description: str
    mode: Mode
    endpoint: str
    digest_url: str
    is_paused: bool
    paused_reason: str
    owner_short: str = ""


@dataclass(frozen=True, slots=True)
class AppHealth:
    """One line of the list of connected applications."""

    app: AppCard
    health: Health
    position: int
    lag: int
    oldest_waiting_at: datetime | None
    last_success_at: datetime | None
    last_failure_at: datetime | None
    last_error: str
    parked: int
    refused: int
    drift: int
    reconciled_at: datetime | None
    contract: ContractCard | None


@dataclass(frozen=True, slots=True)
class AppReceipt:
    """What became of one event at one application."""

    app: AppCard
    reach: Reach
    at: datetime | None = None
    ms: int | None = None
    attempts: int = 0
    reason: str = ""
    next_try_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """ "Reached 20 of 20 applications in 38 ms": computed, never stored."""

    event_id: UUID
    position: int | None
    occurred_at: datetime
    subject: str
    apps: tuple[AppReceipt, ...] = field(default_factory=tuple)

    @property
    def entitled(self) -> tuple[AppReceipt, ...]:
        return tuple(line for line in self.apps if line.reach is not Reach.OUTSIDE)

    @property
    def reached(self) -> int:
        return sum(line.reach is Reach.REACHED for line in self.apps)

    @property
    def total(self) -> int:
        return len(self.entitled)

    @property
    def ms(self) -> int | None:
        """How long the slowest of the reached applications took."""
        return max((line.ms for line in self.apps if line.reach is Reach.REACHED and line.ms is not None), default=None)

    @property
    def is_complete(self) -> bool:
        return self.position is not None and self.reached == self.total


@dataclass(frozen=True, slots=True)
class Holding:
    """What one application may hold of one record, and why: for the person it is about."""

    app: AppCard
    fields: tuple[str, ...]
    purpose: str
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Registered:
    """The answer to adding an application: its secrets are readable here once and never again."""

    slug: str
    id: UUID
    secret: str | None
    public_key: str | None
    api_key: str | None
