"""What every lane shares: the log, the way out, the ledger, and the few calls into the rest of the house."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from ayo.exchange.envelope import Envelope
from ayo.exchange.relay.channel import Channels
from ayo.exchange.relay.directory import AppView
from ayo.exchange.relay.ledger import Ledger, ParkedRow
from ayo.exchange.relay.log import Log


@dataclass(frozen=True, slots=True)
class Order:
    """One open command or resend, as read from the database."""

    id: int
    sort: str
    position: int = 0
    reference: UUID | None = None


@dataclass
class House:
    """`ledger` is swapped at each flush, so lanes must always reach it through here."""

    log: Log
    channels: Channels
    source: str
    folder: Path
    # The present state of these records for one application: (resend id, envelope), envelope None when nothing is due.
    resends: Callable[[AppView, int], Awaitable[list[tuple[int, Envelope | None]]]]
    parked_at: Callable[[UUID, int], Awaitable[ParkedRow | None]]
    unread_files: Callable[[UUID], Awaitable[list[tuple[int, int]]]]
    last_file_at: Callable[[UUID], Awaitable[datetime | None]]
    # Decisions that leave a trace in audit and log; they run in a thread and never wait for the network.
    gone: Callable[[UUID], Awaitable[None]]
    expired: Callable[[UUID, int], Awaitable[None]]
    stalled: Callable[[UUID, str], Awaitable[None]]
    opened: Callable[[UUID, str], Awaitable[None]]
    closed: Callable[[UUID], Awaitable[None]]
    ledger: Ledger = field(default_factory=Ledger)

    def take_ledger(self) -> Ledger:
        taken, self.ledger = self.ledger, Ledger()
        return taken
