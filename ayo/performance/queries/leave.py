"""Leave that the personnel office looks after, and requests to correct a day that wait for a superior."""

from uuid import UUID

from ayo.common.actor import Actor
from ayo.performance import access
from ayo.performance.data.attendance import RequestState
from ayo.performance.models import Correction, Leave


def page(actor: Actor, *, offset: int, limit: int) -> tuple[list[Leave], int]:
    """Return leave within the actor's reach, the last to begin first, and how much there is."""
    rows = access.looked_after(Leave.objects.filter(cancelled_at__isnull=True).select_related("employee"), actor)
    return list(rows.order_by("-since", "-pk")[offset : offset + limit]), rows.count()


def corrections_without_superior(actor: Actor, *, limit: int) -> list[Correction]:
    """Return the requests nobody above decides, as far as the actor looks after leave, the oldest first."""
    waiting = Correction.objects.filter(superior=None, state=RequestState.WAITING).select_related("employee")
    rows = access.looked_after(waiting, actor)
    return list(rows.exclude(employee__person=actor.person_id).order_by("created_at", "pk")[:limit])


def corrections_for(superior_id: UUID, *, limit: int) -> list[Correction]:
    """Return the requests that wait for a superior, the oldest first."""
    rows = Correction.objects.filter(superior_id=superior_id, state=RequestState.WAITING).select_related("employee")
    return list(rows.order_by("created_at", "pk")[:limit])
