"""Clearing away notes of deliveries that nobody will ask for; the log itself is never touched here."""

from datetime import datetime

from ayo.exchange.data import UNSETTLED
from ayo.exchange.models import Attempt, Command, Parked, Resend


def clear_notes(*, before: datetime, at_once: int) -> int:
    """Remove old attempts, settled parked events, done commands and resends, in portions; return how many."""
    cleared = 0
    for rows in (
        Attempt.objects.filter(at__lt=before),
        Parked.objects.filter(settled_at__lt=before).exclude(state__in=UNSETTLED),
        Command.objects.filter(done_at__lt=before),
        Resend.objects.filter(sent_at__lt=before),
    ):
        while portion := list(rows.order_by("pk").values_list("pk", flat=True)[:at_once]):
            cleared += rows.model._default_manager.filter(pk__in=portion).delete()[0]
    return cleared
