"""What an employee did on a day and in a month, as pages show it."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from ayo.common import jsons, sql
from ayo.performance import law
from ayo.performance.data.activity import ActivityLine, ActivityState, Origin, SoFar, Totals, Waits
from ayo.region.facade import pack

ONE_DAY = timedelta(days=1)
_BETWEEN = """
select id, case origin when 'MANUAL' then starts_at else created_at end, title, minutes, state, case_id, "on",
       volume, reason, origin
from performance_activity
where person_id = %(me)s and "on" >= %(since)s and "on" < %(until)s and state <> 'WITHDRAWN'
order by "on" desc, created_at desc, id desc limit %(limit)s
"""
_TOTALS = """
select coalesce(sum(minutes) filter (where state = 'COUNTED'), 0),
       coalesce(sum(minutes) filter (where state = 'WAITING'), 0),
       coalesce(sum(minutes) filter (where state = 'SUBMITTED'), 0)
from performance_activity where person_id = %(me)s and "on" >= %(since)s and "on" < %(until)s
"""

_BY_DAY = """
select "on", coalesce(sum(minutes) filter (where state = 'COUNTED'), 0) as counted,
       coalesce(sum(minutes) filter (where state = 'WAITING'), 0) as waiting,
       coalesce(sum(minutes) filter (where state = 'SUBMITTED'), 0) as submitted
from performance_activity where person_id = %(me)s and "on" >= %(since)s and "on" < %(until)s
group by "on" order by "on"
"""
_AT_HOME = f"""
select (select json_agg(days order by "on") from (
            select json_build_array("on", counted, waiting, submitted) as days, "on" from ({_BY_DAY}) as done
        ) as found),
       (select count(*) from performance_activity where superior_id = mine.id and state = 'SUBMITTED'),
       (select count(*) from performance_correction where superior_id = mine.id and state = 'WAITING'),
       (select count(*) from performance_plan where superior_id = mine.id and state = 'SUBMITTED')
from (select 1) as everybody left join registry_employee mine on mine.person_id = %(me)s
"""  # noqa: S608  our own words
# What somebody enters most often lately comes first; a hundred rows say it well enough.
_FREQUENT = """
select code, count(*), max(created_at) from (
  select code, created_at from performance_activity
  where person_id = %(me)s and origin = 'MANUAL' and state <> 'WITHDRAWN' and "on" > %(since)s
  order by "on" desc limit 100
) lately group by code order by 2 desc, 3 desc limit %(limit)s
"""


def frequent(person_id: UUID, *, since: date, limit: int) -> list[str]:
    """Return the codes of what somebody entered most often since a day."""
    return [code for code, _, _ in sql.rows(_FREQUENT, {"me": person_id, "since": since, "limit": limit})]


def of_day(person_id: UUID, day: date, *, limit: int) -> list[ActivityLine]:
    """Return the activities of a day, newest first."""
    return between(person_id, since=day, until=day + ONE_DAY, limit=limit)


def between(person_id: UUID, *, since: date, until: date, limit: int) -> list[ActivityLine]:
    """Return the activities from one day until before another, the last days first."""
    rows = sql.rows(_BETWEEN, {"me": person_id, "since": since, "until": until, "limit": limit})
    return [_line(*row) for row in rows]


def by_day(person_id: UUID, *, since: date, until: date) -> dict[date, Totals]:
    """Return the minutes of each day on which something was done."""
    rows = sql.rows(_BY_DAY, {"me": person_id, "since": since, "until": until})
    return {on: Totals(counted, waiting, submitted) for on, counted, waiting, submitted in rows}


def recent_and_waiting(person_id: UUID, *, since: date, until: date) -> tuple[dict[date, Totals], Waits]:
    """Return the minutes of each day, and what waits for the person as a superior; one query for the first page."""
    row = sql.row(_AT_HOME, {"me": person_id, "since": since, "until": until})
    if row is None:
        return {}, Waits(0, 0, 0)
    days: Any = jsons.read(row[0]) or []
    return {date.fromisoformat(on): Totals(*minutes) for on, *minutes in days}, Waits(*row[1:])


def totals(person_id: UUID, *, since: date, until: date) -> Totals:
    """Return the minutes from one day until before another."""
    return Totals(*sql.rows(_TOTALS, {"me": person_id, "since": since, "until": until})[0])


def month_until(person_id: UUID, day: date) -> SoFar:
    """Return the minutes of a month up to and with a day, and those its working days had until then."""
    first = day.replace(day=1)
    until = day + timedelta(days=1)
    working = pack().calendar.working_days_between(first - timedelta(days=1), day)
    return SoFar(totals(person_id, since=first, until=until), working * law.minutes_of_a_day())


def _line(
    pk: UUID, at: datetime | None, title: Any, minutes: int, state: str, case_id: UUID | None, on: date, volume: int,
    reason: str, origin: str,
) -> ActivityLine:  # fmt: skip
    return ActivityLine(
        pk, at, said(title), minutes, ActivityState(state), case_id, on, volume, reason, origin == Origin.MANUAL
    )


def said(title: Any) -> str:
    """Return what an activity is called in the present language."""
    words = jsons.read(title)
    if not isinstance(words, dict):
        return ""
    return str(words.get(get_language() or "id") or next(iter(words.values()), ""))
