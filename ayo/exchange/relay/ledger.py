"""What the lanes did since the last flush. Nothing of it counts until the store has written it in one transaction."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from ayo.exchange.data import ParkedState
from ayo.exchange.relay.channel import Answer


@dataclass(slots=True)
class ParkedRow:
    """One parked event as it will be written."""

    app_id: UUID
    position: int
    event_id: UUID
    subject: str
    state: ParkedState
    parked_at: datetime
    status: int = 0
    error: str = ""
    attempts: int = 0
    next_try_at: datetime | None = None
    settled_at: datetime | None = None


@dataclass(slots=True)
class Run:
    """Requests of one application that were taken, or one that was not."""

    app_id: UUID
    sort: str
    taken: bool
    first: int
    last: int
    upto: list[int]
    answered: list[datetime]
    events: int
    requests: int
    ms: int
    status: int
    error: str


@dataclass(slots=True)
class Pulse:
    """The newest state of an application's deliveries."""

    last_success_at: datetime | None = None
    last_failure_at: datetime | None = None
    failing_since: datetime | None = None
    next_try_at: datetime | None = None
    last_status: int = 0
    last_error: str = ""
    delivered: int = 0


@dataclass(slots=True)
class File:
    app_id: UUID
    first: int
    last: int
    events: int
    sha256: str


@dataclass
class Ledger:
    cursors: dict[UUID, int] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)
    parked: dict[tuple[UUID, int], ParkedRow] = field(default_factory=dict)
    pulses: dict[UUID, Pulse] = field(default_factory=dict)
    commands: list[int] = field(default_factory=list)
    resent: list[int] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    read_files: list[tuple[UUID, int, int]] = field(default_factory=list)
    _open: dict[tuple[UUID, str], Run] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (
            self.cursors or self.runs or self.parked or self.pulses or self.commands or self.resent
            or self.files or self.read_files
        )  # fmt: skip

    def taken(self, app_id: UUID, sort: str, first: int, last: int, events: int, answer: Answer) -> None:
        """Note a request that was taken; it joins the run of the same flush, if the positions go on."""
        run = self._open.get((app_id, sort))
        if run is not None and run.last < first:
            run.last = last
            run.upto.append(last)
            run.answered.append(answer.at)
            run.events += events
            run.requests += 1
            run.ms = max(run.ms, answer.ms)
            return
        run = Run(app_id, sort, True, first, last, [last], [answer.at], events, 1, answer.ms, answer.status, "")
        self._open[(app_id, sort)] = run
        self.runs.append(run)

    def failed(self, app_id: UUID, sort: str, first: int, last: int, events: int, answer: Answer) -> None:
        self.runs.append(
            Run(app_id, sort, False, first, last, [], [], events, 1, answer.ms, answer.status, answer.error[:300])
        )

    def park(self, row: ParkedRow) -> None:
        self.parked[(row.app_id, row.position)] = row
