"""What an application that pulls tells us by asking: how far it has come."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection, transaction

from ayo.common import clock
from ayo.events import facade as events
from ayo.exchange.models import Attempt, Pulse, Resend

_CURSOR = """
insert into events_cursor (name, position, updated_at) values (%s, %s, clock_timestamp())
on conflict (name) do update set position = excluded.position, updated_at = excluded.updated_at
"""


@transaction.atomic
def acknowledge(*, app_id: UUID, before: int, position: int) -> None:
    """Note that the application has everything up to the position; asking from further back takes that back.

    Raises PositionGone where the log no longer holds what would then be due.
    """
    if position < before:
        events.require_kept(position)
    with connection.cursor() as cursor:
        cursor.execute(_CURSOR, [f"app:{app_id}", position])
    now = clock.now()
    Pulse.objects.update_or_create(app_id=app_id, defaults={"last_success_at": now})
    if position > before:
        Attempt.objects.create(
            app_id=app_id, sort=Attempt.Sort.PULL, taken=True, span=(before + 1, position + 1), upto=[position],
            answered=[now], events=position - before, ms=0, status=200,
        )  # fmt: skip


def mark_resent(*, resend_ids: Sequence[int]) -> None:
    Resend.objects.filter(pk__in=list(resend_ids)).update(sent_at=clock.now())
