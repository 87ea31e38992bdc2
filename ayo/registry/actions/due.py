"""Values that were said to hold from a later day: each morning those whose day has come are put into the records."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.registry import kinds, single
from ayo.registry.actions import write
from ayo.registry.rules import history


def apply_due_values(*, after: date) -> int:
    """Put values that became valid since `after` into their records; return how many records changed."""
    return sum(_apply(kind, subject_id) for kind, subject_id in _subjects(after))


def _subjects(after: date) -> Iterator[tuple[str, UUID]]:
    for kind, spec in kinds.SPECS.items():
        rows: Any = spec.assertion._default_manager
        due = rows.filter(valid_from__gt=after, valid_from__lte=clock.today(), event_id__isnull=True)
        for subject_id in due.order_by("subject_id").values_list("subject_id", flat=True).distinct():
            yield kind, subject_id


@transaction.atomic
def _apply(kind: str, subject_id: UUID) -> int:
    spec = kinds.SPECS[kind]
    row = single.locked(kind, subject_id)
    said = kinds.said_of(kind, subject_id)
    now_known = history.known(said, valid_on=clock.today())
    values = {name: known.value for name, known in now_known.items()}
    event_id = write.put(spec, row, values, actor=SYSTEM, act=f"registry.due_{kind}", purpose="")
    return int(event_id is not None)
