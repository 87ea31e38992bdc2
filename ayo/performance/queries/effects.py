"""What other tables would have cost: the newest finished month of everybody, laid on both versions."""

from typing import Any
from uuid import UUID

from ayo.performance.data.pay import SHOWN, RunState
from ayo.performance.law.allowance import Version
from ayo.performance.models import AllowanceRun
from ayo.performance.queries import runs
from ayo.performance.rules import allowance, freezing, keeping

AT_ONCE = 1_000
_FINISHED = sorted({*SHOWN, RunState.DRAFT, RunState.CHECKED})


def of(after: Version, before: Version) -> dict[str, Any]:
    """Return month, slips, rupiah before and after, who gets more and less, and whom the new tables do not know.

    The facts are those that the newest month run froze; groups of posts are taken anew from each version. The
    month is empty when none was run yet.
    """
    run = AllowanceRun.objects.filter(state__in=_FINISHED).order_by("-month", "-id").first()
    if run is None:
        return {"month": ""}
    found: dict[str, Any] = {"month": run.month.isoformat()}
    found |= dict.fromkeys(("slips", "before", "after", "more", "less", "unknown"), 0)
    place: UUID | None = None
    while chunk := runs.inputs_after(run.pk, place, limit=AT_ONCE):
        for _employee_id, _unit, written in chunk:
            _add(found, written, after, before)
        place = chunk[-1][0]
    return found


def _add(found: dict[str, Any], written: str, after: Version, before: Version) -> None:
    facts = keeping.read(written).facts
    if facts is None:
        return
    old, new = freezing.grouped(before.tariff, facts), freezing.grouped(after.tariff, facts)
    if not allowance.is_known(before.tariff, old) or not allowance.is_known(after.tariff, new):
        found["unknown"] += 1
        return
    was, now = allowance.slip(before.tariff, old).earned, allowance.slip(after.tariff, new).earned
    found["slips"] += 1
    found["before"] += was
    found["after"] += now
    found["more"] += now > was
    found["less"] += now < was
