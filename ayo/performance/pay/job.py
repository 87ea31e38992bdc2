"""Working a month run from where it stands to its end. The database keeps the place; this only goes on."""

from collections.abc import Callable
from uuid import UUID

from ayo.performance.actions import allowance_runs, allowance_work

Tick = Callable[[], None]


def work(run_id: UUID, *, after_each: Tick) -> None:
    """Freeze and calculate chunk by chunk until nothing is left; `after_each` is called behind each commit."""
    if not allowance_runs.begin_leg(run_id=run_id):
        return
    while allowance_work.take_chunk(run_id=run_id):
        after_each()


def verify(run_id: UUID) -> None:
    """Calculate every slip once more and write down what they came to."""
    allowance_runs.note_verified(run_id=run_id, digest=allowance_work.recounted(run_id=run_id))
