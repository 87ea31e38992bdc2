"""What the exchange's own pages list, line by line."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ayo.exchange.data import Op


@dataclass(frozen=True, slots=True)
class SecretCard:
    id: UUID
    sort: str
    public_key: str
    created_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class AttemptCard:
    id: int
    sort: str
    taken: bool
    first: int
    last: int
    events: int
    requests: int
    ms: int
    status: int
    error: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TailLine:
    """One event as an application sees it: `op` None lies outside its contract, `passed` means the cursor is beyond."""

    position: int
    event_id: UUID
    type: str
    subject: str
    occurred_at: datetime
    op: Op | None
    passed: bool
    parked: str


@dataclass(frozen=True, slots=True)
class ParkedCard:
    id: int
    position: int
    event_id: UUID
    subject: str
    state: str
    status: int
    error: str
    attempts: int
    parked_at: datetime
    next_try_at: datetime | None
    settled_at: datetime | None
    settled_by: str
    note: str


@dataclass(frozen=True, slots=True)
class FileCard:
    first: int
    last: int
    events: int
    sha256: str
    written_at: datetime
    taken_at: datetime | None


@dataclass(frozen=True, slots=True)
class RunCard:
    id: UUID
    kind: str
    state: str
    started_at: datetime
    finished_at: datetime | None
    records: int
    missing: int
    extra: int
    different: int
    in_flight: int
    healed: int
    error: str


@dataclass(frozen=True, slots=True)
class DriftCard:
    kind: str
    record_id: UUID
    sort: str
    found_at: datetime
    seen_at: datetime
    resends: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Part of the picture of who gives what to whom: a source's fields that reach an application."""

    source: str
    app_slug: str
    app_name: str
    kind: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelayHealth:
    alive: bool
    heartbeat_at: datetime | None
    head: int
    waiting: int
