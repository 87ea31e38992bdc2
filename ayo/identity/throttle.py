"""A token bucket per key and process: a flooding application is told to wait before it costs a query of its own."""

import math
import threading
import time

_BUCKETS: dict[str, tuple[float, float]] = {}
_LOCK = threading.Lock()
_BURST_SECONDS = 2.0


def seconds_to_wait(name: str, *, per_minute: int) -> int:
    """Take one request out of the bucket; return 0, or the whole seconds until there is room again."""
    rate = per_minute / 60
    now = time.monotonic()
    with _LOCK:
        level, then = _BUCKETS.get(name, (rate * _BURST_SECONDS, now))
        level = min(rate * _BURST_SECONDS, level + (now - then) * rate)
        if level < 1:
            _BUCKETS[name] = (level, now)
            return max(1, math.ceil((1 - level) / rate))
        _BUCKETS[name] = (level - 1, now)
    return 0
