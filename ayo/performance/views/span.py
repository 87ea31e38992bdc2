"""A week and a month of one's own: what counts, what waits, and the ceiling that attendance leaves."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ayo.common import clock
from ayo.common.http import Request
from ayo.performance import access, law
from ayo.performance.data.activity import Done, Totals, Workday
from ayo.performance.data.attendance import DayStatus
from ayo.performance.queries import activities, presence
from ayo.performance.queries.presence import Presence
from ayo.performance.rules import activities as rules
from ayo.performance.words import activities as words
from ayo.registry import facade as registry
from ayo.ui.filters import day_of_month, short_day
from ayo.ui.guard import me, signed_in
from ayo.ui.show import show

ONE_DAY = timedelta(days=1)
FIRST = date(2000, 1, 1)
NOTHING = Totals(0, 0, 0)


@require_safe
@signed_in
def week(request: Request) -> HttpResponse:
    """Show the week of a day, this one unless `hari` names another."""
    today = clock.today()
    on = _day(request.GET.get("hari", ""), today)
    first = on - timedelta(days=on.weekday())
    until = first + timedelta(days=7)
    context = _of(request, first, until, today) | {
        "title": _("Minggu ini") if first <= today < until else _("Minggu %(on)s") % {"on": day_of_month(first)},
        "before": f"?hari={(first - ONE_DAY).isoformat()}",
        "after": f"?hari={until.isoformat()}" if until <= today else "",
        "is_week": True,
    }
    return show(request, "performance/span.html", context)


@require_safe
@signed_in
def month(request: Request) -> HttpResponse:
    """Show the month of a day, this one unless `bulan` (YYYY-MM) names another."""
    today = clock.today()
    first = _day(f"{request.GET.get('bulan', '')}-01", today).replace(day=1)
    until = (first + timedelta(days=31)).replace(day=1)
    before = first - ONE_DAY
    context = _of(request, first, until, today) | {
        # "1 November 2026", without its first word.
        "title": day_of_month(first).partition(" ")[2],
        "before": f"?bulan={before:%Y-%m}",
        "after": f"?bulan={until:%Y-%m}" if until <= today else "",
        "is_week": False,
    }
    return show(request, "performance/span.html", context)


def _day(text: str, today: date) -> date:
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        return today
    return asked if FIRST <= asked <= today else today


def _of(request: Request, first: date, until: date, today: date) -> dict[str, Any]:
    service = access.service_today(request.actor)
    office = registry.organisation_code(service.organisation_id)
    done = activities.by_day(me(request), since=first, until=until)
    seen = presence.between(service.employee_id, since=first, until=until)
    days = [first + n * ONE_DAY for n in range((min(until, today + ONE_DAY) - first).days)]
    worked = [on for on in days if law.hours(on, office) is not None and service.covers(on)]
    counted = [Done(on, totals.counted) for on, totals in done.items()]
    sums = rules.month(counted, [_workday(on, seen.get(on)) for on in worked], per_day=law.minutes_of_a_day())
    rows = [_row(on, done.get(on, NOTHING), seen.get(on), is_worked=on in worked) for on in days]
    return {
        "sums": sums,
        "waiting": sum(one.waiting for one in done.values()),
        "submitted": sum(one.submitted for one in done.values()),
        "absent": sums.effective - sums.ceiling,
        "worked": len(worked),
        "per_day": law.minutes_of_a_day(),
        "rows": [row for row in reversed(rows) if row["is_shown"]],
        "bars": [_bar(on, done.get(on, NOTHING), today) for on in days if on in worked or on in done][-7:],
        "late": sum(one.late_minutes for one in seen.values() if one.status is not None),
        "missing": sum(one.status is DayStatus.ABSENT for one in seen.values()),
    }


def _workday(on: date, seen: Presence | None) -> Workday:
    is_leave = seen is not None and seen.status is DayStatus.ON_LEAVE
    return Workday(on, seen.absent_minutes if seen else 0, is_leave)


def _row(on: date, totals: Totals, seen: Presence | None, *, is_worked: bool) -> dict[str, Any]:
    return {
        "on": on, "totals": totals, "seen": seen, "is_shown": is_worked or totals.done > 0 or seen is not None,
        "look": words.DAYS[seen.status] if seen and seen.status else None,
    }  # fmt: skip


def _bar(on: date, totals: Totals, today: date) -> dict[str, Any]:
    return {"value": totals.done, "label": short_day(on), "now": on == today}
