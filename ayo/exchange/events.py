"""What the exchange announces about applications and their deliveries. Never a secret, never a person's data."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from ayo.events.facade import Event


@dataclass(frozen=True, kw_only=True)
class AppEvent(Event):
    app_id: UUID
    slug: str

    @property
    def subject(self) -> str:
        return f"app/{self.app_id}"


@dataclass(frozen=True, kw_only=True)
class AppAdded(AppEvent):
    TYPE: ClassVar[str] = "ayo.exchange.app.added"
    DESCRIPTION: ClassVar[str] = "An application was connected."


@dataclass(frozen=True, kw_only=True)
class AppChanged(AppEvent):
    TYPE: ClassVar[str] = "ayo.exchange.app.changed"
    DESCRIPTION: ClassVar[str] = "An application's address, mode or description changed."

    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ContractSet(AppEvent):
    TYPE: ClassVar[str] = "ayo.exchange.contract.set"
    DESCRIPTION: ClassVar[str] = "A new version of an application's contract was signed."

    version: int


@dataclass(frozen=True, kw_only=True)
class SecretRotated(AppEvent):
    TYPE: ClassVar[str] = "ayo.exchange.secret.rotated"
    DESCRIPTION: ClassVar[str] = "An application's signing key was replaced; the old one holds for the overlap."

    sort: str


@dataclass(frozen=True, kw_only=True)
class KeyMade(AppEvent):
    TYPE: ClassVar[str] = "ayo.exchange.key.made"
    DESCRIPTION: ClassVar[str] = "An application got a key for the API."

    scopes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class KeyRevoked(AppEvent):
    TYPE: ClassVar[str] = "ayo.exchange.key.revoked"
    DESCRIPTION: ClassVar[str] = "A key for the API was ended at once; the prefix names it."

    prefix: str


@dataclass(frozen=True, kw_only=True)
class AppPaused(AppEvent):
    TYPE: ClassVar[str] = "ayo.exchange.app.paused"
    DESCRIPTION: ClassVar[str] = "Deliveries to an application were stopped, by a person or by its answer 410."

    reason: str


@dataclass(frozen=True, kw_only=True)
class AppResumed(AppEvent):
    TYPE: ClassVar[str] = "ayo.exchange.app.resumed"
    DESCRIPTION: ClassVar[str] = "Deliveries to an application go on where they stopped."


@dataclass(frozen=True, kw_only=True)
class ReplayAsked(AppEvent):
    TYPE: ClassVar[str] = "ayo.exchange.replay.asked"
    DESCRIPTION: ClassVar[str] = "An application gets the log once more from a position."

    position: int


@dataclass(frozen=True, kw_only=True)
class TestAsked(AppEvent):
    TYPE: ClassVar[str] = "ayo.exchange.test.asked"
    DESCRIPTION: ClassVar[str] = "A test delivery was asked for."
    __test__: ClassVar[bool] = False

    reference: UUID


@dataclass(frozen=True, kw_only=True)
class ParkedDecided(AppEvent):
    TYPE: ClassVar[str] = "ayo.exchange.parked.decided"
    DESCRIPTION: ClassVar[str] = "A person let a parked event be tried again or gave it up with a reason."

    position: int
    decision: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class DeliveryExpired(AppEvent):
    TYPE: ClassVar[str] = "ayo.exchange.delivery.expired"
    DESCRIPTION: ClassVar[str] = "An event could not be delivered for seven days; somebody has to look at it."

    position: int


@dataclass(frozen=True, kw_only=True)
class AppStalled(AppEvent):
    TYPE: ClassVar[str] = "ayo.exchange.app.stalled"
    DESCRIPTION: ClassVar[str] = "An application has taken nothing for seven days; its events wait in the log."

    error: str


@dataclass(frozen=True, kw_only=True)
class CircuitOpened(AppEvent):
    TYPE: ClassVar[str] = "ayo.exchange.circuit.opened"
    DESCRIPTION: ClassVar[str] = "Deliveries failed so often in a row that only one probe at a time goes out."

    error: str


@dataclass(frozen=True, kw_only=True)
class CircuitClosed(AppEvent):
    TYPE: ClassVar[str] = "ayo.exchange.circuit.closed"
    DESCRIPTION: ClassVar[str] = "An application takes deliveries again."


@dataclass(frozen=True, kw_only=True)
class ReconciliationAsked(AppEvent):
    TYPE: ClassVar[str] = "ayo.exchange.reconciliation.asked"
    DESCRIPTION: ClassVar[str] = "Somebody asked to compare an application's copy with the registry."

    kinds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DriftFound(AppEvent):
    TYPE: ClassVar[str] = "ayo.exchange.drift.found"
    DESCRIPTION: ClassVar[str] = "A comparison found records on which an application's copy disagrees."

    kind: str
    count: int


@dataclass(frozen=True, kw_only=True)
class DriftHealed(AppEvent):
    TYPE: ClassVar[str] = "ayo.exchange.drift.healed"
    DESCRIPTION: ClassVar[str] = "A later comparison found an application's copy in agreement again."

    kind: str
    count: int
