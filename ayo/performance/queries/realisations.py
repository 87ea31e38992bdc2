"""What came of planned results: the newest version of each result and period."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from ayo.performance.models import Plan, Realisation

VERSIONS = 20


def newest(plan_id: UUID, result_id: UUID, *, since: date) -> Realisation | None:
    """Return what holds for one result and period."""
    return Realisation.objects.filter(plan_id=plan_id, result_id=result_id, since=since).order_by("-version").first()


def versions(plan_id: UUID, result_id: UUID, *, since: date) -> list[Realisation]:
    """Return the versions of one result and period, the newest first."""
    rows = Realisation.objects.filter(plan_id=plan_id, result_id=result_id, since=since)
    return list(rows.order_by("-version")[:VERSIONS])


def of_plans(
    plans: Collection[Plan], *, since: date, until: date, at: datetime | None = None
) -> dict[UUID, list[Realisation]]:  # fmt: skip
    """Return what holds, or held at a moment, for each result in the periods of a span, the oldest first; one query."""
    written = Realisation.objects.filter(plan__in=plans, since__gte=since, since__lt=until)
    rows = (
        (written if at is None else written.filter(written_at__lte=at))
        .order_by("plan", "result_id", "since", "-version")
        .distinct("plan", "result_id", "since")
    )
    found: dict[UUID, list[Realisation]] = {}
    for row in rows:
        found.setdefault(row.result_id, []).append(row)
    return found


def is_later(found: Mapping[UUID, list[Realisation]], moment: datetime) -> bool:
    """Tell whether anything of it was written after a moment, say that of a rating."""
    return any(one.written_at > moment for rows in found.values() for one in rows)
