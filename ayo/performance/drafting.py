"""Working a run of drafts from where it stands to its end. The database keeps the place; this only goes on."""

from collections.abc import Callable
from uuid import UUID

from django.db import IntegrityError

from ayo.performance.actions import plan_drafts

Tick = Callable[[], None]


def work(run_id: UUID, *, after_each: Tick) -> None:
    """Draft chunk by chunk until nobody is left; `after_each` is called behind each commit."""
    while plan_drafts.begin_drafting(run_id=run_id):
        try:
            while plan_drafts.draft_chunk(run_id=run_id):
                after_each()
        except IntegrityError:
            continue  # somebody began their own plan in the same moment: the chunk sees it now
        return
