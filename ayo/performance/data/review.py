"""What lies beside a rating: the work that counted in its days."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkDone:
    """One kind of work of a period: how often it was done, in how many counted minutes."""

    title: str
    count: int
    minutes: int
    is_service: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """Counted work of a period by kind, most minutes first, beside the minutes its working days had."""

    kinds: tuple[WorkDone, ...]
    capacity: int

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.kinds)

    @property
    def count(self) -> int:
        return sum(one.count for one in self.kinds)

    @property
    def services(self) -> int:
        return sum(one.count for one in self.kinds if one.is_service)
