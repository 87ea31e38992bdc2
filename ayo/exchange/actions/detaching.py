"""Taking old events out of the log, once no application can still ask the relay for them."""

from datetime import datetime

from django.db import transaction

from ayo.audit import facade as audit
from ayo.common.actor import Actor
from ayo.events import facade as events
from ayo.events.facade import Partition
from ayo.exchange import needs


@transaction.atomic
def detach_log(*, before: datetime, actor: Actor) -> list[Partition]:
    """Take out of the log what is wholly older than a moment and passed by all; return the tables it is now."""
    taken = events.detach(before=before, needs=needs.needs)
    for part in taken:
        audit.record(
            "events.detach", actor=actor, subject_kind="log", subject_id=part.name, label=part.name,
            after={"first": part.first, "last": part.last},
        )  # fmt: skip
    return taken
