"""How soon the relay looks for new events again.

A change that comes alone is fetched at once. Where many come, a look gathers several of them: twenty applications then
get one request with all of them instead of twenty for each, and the machine has time left to take the next input.
"""

import math

QUIET = 0.02
EAGER = 0.006
EAGER_FOR = 1.0
GATHERING = 0.05
FEW = 25.0
PER_EVENT = 0.0002
BACKLOG = 500
_REMEMBERED = 0.5


class Tempo:
    """Times are seconds; the rate is events a second over about the last half second."""

    def __init__(self) -> None:
        self._eager_until = 0.0
        self._rate = 0.0
        self._looked_at = 0.0

    def pause(self, moved: int, now: float) -> float:
        """Return how long to wait after a look that found so many events."""
        self._rate = self._rate * math.exp((self._looked_at - now) / _REMEMBERED) + moved / _REMEMBERED
        self._looked_at = now
        if moved:
            self._eager_until = now + EAGER_FOR
        if moved >= BACKLOG:
            return 0.0
        if now >= self._eager_until:
            return QUIET
        return min(GATHERING, max(EAGER, (self._rate - FEW) * PER_EVENT))
