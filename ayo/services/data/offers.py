"""What the catalogue offers, as lists and other modules show it; words are by language."""

from dataclasses import dataclass
from uuid import UUID

from ayo.services.data.definition import Definition, Words


@dataclass(frozen=True, slots=True)
class Offer:
    """A service that can be asked for today."""

    service_id: UUID
    version_id: UUID
    made: Definition

    @property
    def code(self) -> str:
        return self.made.code


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to: services, the best first, and the words that were perhaps meant."""

    offers: tuple[Offer, ...]
    meant: str


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service as other modules list it."""

    code: str
    name: Words
    summary: Words
    icon: str


@dataclass(frozen=True, slots=True)
class Pace:
    """How long it really took: working days of so many cases decided lately, by number of days."""

    by_days: tuple[tuple[int, int], ...]
    kept: int
    begun_lately: int

    @property
    def decided(self) -> int:
        return sum(count for _days, count in self.by_days)
