"""When a message goes, how long it rests after a failure, what a receipt changes. Pure."""

import re
from datetime import datetime, time, timedelta

from ayo.notices.data import State

TRIES = 8
# Longer than any attempt takes; a worker that dies in between is followed by another one after it.
LEASE = timedelta(minutes=5)
# The database wakes a worker by its own clock, which may be ahead of the worker's.
SLACK = timedelta(seconds=5)
# So many failures in a row are the carrier's, not the messages'.
OPENS_AFTER = 5
_FIRST_PROBE, _LONGEST_PROBE = 30.0, 600.0
_FIRST_PAUSE, _LONGEST_PAUSE = 30.0, 6 * 3600.0
_LONG_NUMBER = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){15,}")
HIDDEN = "••••"


def leaves_at(now: datetime, quiet_from: time, quiet_to: time) -> datetime:
    """Return when a message may leave: now, or when the quiet hours end. `now` is on the person's wall."""
    if not _is_quiet(now.time(), quiet_from, quiet_to):
        return now
    morning = now.replace(hour=quiet_to.hour, minute=quiet_to.minute, second=0, microsecond=0)
    return morning if morning > now else morning + timedelta(days=1)


def _is_quiet(at: time, begins: time, ends: time) -> bool:
    if begins <= ends:
        return begins <= at < ends
    return at >= begins or at < ends


def pause(attempts: int, *, chance: float, wish: float) -> timedelta:
    """Return the rest after so many attempts: four times as long each time, never all at once, never before `wish`.

    `chance` is between 0 and 1; `wish` are the seconds the other side asked for.
    """
    seconds = min(_LONGEST_PAUSE, _FIRST_PAUSE * 4 ** (attempts - 1)) * (0.5 + chance)
    return timedelta(seconds=max(seconds, min(wish, _LONGEST_PAUSE) * (1 + chance / 10)))


def probe_pause(probes: int) -> timedelta:
    """Return how long a carrier that is out is left alone: twice as long after each probe that failed."""
    return timedelta(seconds=min(_LONGEST_PROBE, _FIRST_PROBE * 2 ** min(probes, 10)))


def after_receipt(present: State, said: State) -> State:
    """Return the state after a receipt. Receipts come late and twice; whoever has it in hand has it."""
    if said is State.DELIVERED:
        return State.DELIVERED
    return said if present in (State.WAITING, State.SENT) else present


def without_numbers(text: str) -> str:
    """Hide every number as long as a NIK or longer, however it is spaced."""
    return _LONG_NUMBER.sub(HIDDEN, text)
