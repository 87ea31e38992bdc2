"""The day of an employee: what counted itself, and how far the month has come."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ayo.common import clock
from ayo.common.errors import NotFound
from ayo.common.http import Request
from ayo.performance import access, law
from ayo.performance.queries import activities
from ayo.performance.views import attending, entering
from ayo.performance.words import activities as words
from ayo.registry import facade as registry
from ayo.ui.guard import me, signed_in
from ayo.ui.show import show

LINES = 200


@require_safe
@signed_in
def day(request: Request) -> HttpResponse:
    """Show the activities of a day, today's unless `hari` names another one of the past."""
    if not access.has_work(request.actor):
        raise NotFound("Only employees have a day of work.")
    today = clock.today()
    on = _asked(request.GET.get("hari", ""), today)
    lines = activities.of_day(me(request), on, limit=LINES)
    service = registry.employment_of(me(request))
    context = {
        "on": on,
        "is_today": on == today,
        "before": on - timedelta(days=1),
        "after": on + timedelta(days=1) if on < today else None,
        "lines": [words.line(line) for line in lines],
        "of_day": activities.totals(me(request), since=on, until=on + timedelta(days=1)),
        "month": activities.month_until(me(request), on),
        "per_day": law.minutes_of_a_day(),
        **attending.of_day(request.actor, service, on),
        "quick": entering.quick(me(request), service) if service and on == today else [],
    }
    return show(request, "performance/day.html", context)


def _asked(text: str, today: date) -> date:
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        return today
    return asked if date(2000, 1, 1) <= asked <= today else today
