"""Judgements about deliveries: when to try again, whose fault it was, how an application is doing. Pure."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum, auto

from ayo.exchange.data import ContractCard, Health

PATIENCE = timedelta(days=7)
LONGEST_WAIT = timedelta(hours=6)
# An application that is down is asked again this often, so that it catches up soon after it returns.
LONGEST_APP_WAIT = 20.0
LONGEST_RETRY_AFTER = 24 * 3600.0
OPENS_AFTER = 5
LARGEST_BATCH = 100
LARGEST_BODY = 2_000_000
# So many rejections in a row without one success are no longer about single events.
PARKS_IN_A_ROW = 10
# A trial first looks at so many unclear failures, then at twice as many.
FIRST_REACH = 3
LATE_AFTER = timedelta(minutes=5)
PULL_LATE_AFTER = timedelta(hours=1)
DOWN_AFTER = timedelta(minutes=2)


class Verdict(Enum):
    """Whose fault an answer is, which decides what waits: nothing, one event, or the whole application."""

    TAKEN = auto()
    EVENT = auto()
    APP = auto()
    UNCLEAR = auto()
    TOO_LARGE = auto()
    GONE = auto()


# The application cannot be spoken to at all: wrong key, wrong path, wrong method, a redirect.
_ABOUT_THE_APP = frozenset({401, 402, 403, 404, 405, 407, 408, 421, 425, 426, 429, 451})


def verdict(status: int) -> Verdict:
    """Judge an HTTP answer; 0 stands for no answer in time."""
    if 200 <= status < 300:
        return Verdict.TAKEN
    if status == 410:
        return Verdict.GONE
    if status == 413:
        return Verdict.TOO_LARGE
    if 300 <= status < 400 or status in _ABOUT_THE_APP or status == 503:
        return Verdict.APP
    if 400 <= status < 500:
        return Verdict.EVENT
    return Verdict.UNCLEAR


def app_wait(failures: int, chance: float | None = None) -> float:
    """Seconds before an application that failed `failures` times in a row is asked again."""
    ceiling = min(LONGEST_APP_WAIT, 0.1 * float(2 ** min(failures - 1, 20)))
    return ceiling * (0.5 + 0.5 * _chance(chance))


def parked_wait(attempts: int, chance: float | None = None) -> timedelta:
    """How long a parked subject rests after its n-th attempt: 2 s, 8 s, 32 s … up to six hours, with jitter."""
    ceiling = min(LONGEST_WAIT.total_seconds(), 2.0 * 4 ** min(attempts - 1, 12))
    return timedelta(seconds=ceiling * (0.5 + 0.5 * _chance(chance)))


def has_expired(parked_at: datetime, now: datetime) -> bool:
    return now - parked_at >= PATIENCE


def retry_after(header: str | None, now: datetime) -> float | None:
    """Read Retry-After: seconds or an HTTP date; nonsense is no wish, and nobody may silence us for more than a day."""
    if not header:
        return None
    text = header.strip()
    if text.isdigit():
        return min(float(text), LONGEST_RETRY_AFTER)
    try:
        wanted = parsedate_to_datetime(text)
    except ValueError:
        return None
    if wanted.tzinfo is None:
        return None
    return min(max(0.0, (wanted - now).total_seconds()), LONGEST_RETRY_AFTER)


@dataclass(frozen=True, slots=True)
class Breaker:
    """Counts failures of one application in a row; open means one small probe at a time, until one is taken."""

    failures: int = 0

    @property
    def is_open(self) -> bool:
        return self.failures >= OPENS_AFTER

    def failed(self) -> "Breaker":
        return replace(self, failures=self.failures + 1)

    def succeeded(self) -> "Breaker":
        return self if self.failures == 0 else Breaker()


def next_size(size: int, *, in_time: bool) -> int:
    """Batches halve when an application does not manage one in time, and grow again while it does."""
    if in_time:
        return min(LARGEST_BATCH, size + max(1, size // 4))
    return max(1, size // 2)


def contract_on(versions: Sequence[ContractCard], day: date) -> ContractCard | None:
    """Return the contract that holds on a day: the newest version that has begun, if it has not ended."""
    begun = [version for version in versions if version.valid_from <= day]
    newest = max(begun, key=lambda version: version.version, default=None)
    return newest if newest is not None and newest.holds_on(day) else None


def health(
    *,
    is_paused: bool,
    has_contract: bool,
    failing_since: datetime | None,
    oldest_waiting_at: datetime | None,
    unsettled: int,
    drift: int,
    now: datetime,
    late_after: timedelta,
) -> Health:
    """Judge how an application is doing, the gravest matter first."""
    if is_paused:
        return Health.PAUSED
    if not has_contract:
        return Health.NO_CONTRACT
    if failing_since is not None and now - failing_since >= DOWN_AFTER:
        return Health.DOWN
    if oldest_waiting_at is not None and now - oldest_waiting_at >= late_after:
        return Health.LATE
    if unsettled or drift or failing_since is not None:
        return Health.TROUBLED
    return Health.GOOD


def _chance(chance: float | None) -> float:
    return random.random() if chance is None else chance  # noqa: S311  jitter, not a secret
