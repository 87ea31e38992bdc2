"""What an employee did on a day and in a month, as pages show it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from ayo.common import jsons, sql
from ayo.performance import law
from ayo.performance.data.activity import ActivityLine, ActivityState, SoFar, Totals
from ayo.region.facade import pack

_DAY = """
select id, created_at, title, minutes, state, case_id from performance_activity
where person_id = %(me)s and "on" = %(day)s order by created_at desc, id desc limit %(limit)s
"""
_TOTALS = """
select coalesce(sum(minutes) filter (where state = 'COUNTED'), 0),
       coalesce(sum(minutes) filter (where state = 'WAITING'), 0)
from performance_activity where person_id = %(me)s and "on" >= %(since)s and "on" < %(until)s
"""


def of_day(person_id: UUID, day: date, *, limit: int) -> list[ActivityLine]:
    """Return the activities of a day, newest first."""
    rows = sql.rows(_DAY, {"me": person_id, "day": day, "limit": limit})
    return [
        ActivityLine(pk, at, _said(title), minutes, ActivityState(state), case_id)
        for pk, at, title, minutes, state, case_id in rows
    ]


def totals(person_id: UUID, *, since: date, until: date) -> Totals:
    """Return the minutes from one day until before another."""
    return Totals(*sql.rows(_TOTALS, {"me": person_id, "since": since, "until": until})[0])


def month_until(person_id: UUID, day: date) -> SoFar:
    """Return the minutes of a month up to and with a day, and those its working days had until then."""
    first = day.replace(day=1)
    until = day + timedelta(days=1)
    working = pack().calendar.working_days_between(first - timedelta(days=1), day)
    return SoFar(totals(person_id, since=first, until=until), working * law.minutes_of_a_day())


def _said(title: Any) -> str:
    words = jsons.read(title)
    if not isinstance(words, dict):
        return ""
    return str(words.get(get_language() or "id") or next(iter(words.values()), ""))
