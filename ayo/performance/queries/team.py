"""What waits for a superior, and whose superior somebody is: the same number of statements however much there is."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from ayo.common import clock, sql
from ayo.performance import law
from ayo.performance.data.activity import Span
from ayo.performance.data.entry import Odd, Submitted
from ayo.performance.queries.activities import said
from ayo.performance.rules import entry as rules
from ayo.region.facade import pack

_WAITING = """
with waiting as (
  select * from performance_activity where superior_id = %(me)s and state = 'SUBMITTED'
  order by sent_at, id limit %(limit)s
), days as (
  select done.employee_id, done."on", sum(done.minutes) as minutes
  from (select distinct employee_id, "on" from waiting) asked
  join performance_activity done on done.employee_id = asked.employee_id and done."on" = asked."on"
  where done.state in ('SUBMITTED', 'COUNTED', 'WAITING')
  group by done.employee_id, done."on"
)
select waiting.id, waiting.version, waiting.employee_id, waiting.person_id, waiting."on", waiting.code, waiting.title,
       waiting.volume, waiting.minutes, waiting.starts_at, waiting.ends_at, waiting.note, waiting.link,
       waiting.evidence, waiting.sent_at, waiting.escalated, days.minutes
from waiting join days using (employee_id, "on") order by waiting.sent_at, waiting.id
"""
# Work at the desk is known by when it was finished and how long it takes.
_AT_THE_DESK = """
select done.employee_id, done.created_at, done.minutes
from unnest(%(employees)s::uuid[], %(days)s::date[]) as asked(employee_id, "on")
join performance_activity done on done.employee_id = asked.employee_id and done."on" = asked."on"
where done.origin <> 'MANUAL' and done.state in ('WAITING', 'COUNTED')
"""
_COUNT = "select count(*) from performance_activity where superior_id = %(me)s and state = 'SUBMITTED'"


def waiting_count(superior_id: UUID) -> int:
    row = sql.row(_COUNT, {"me": superior_id})
    return int(row[0]) if row else 0


def waiting_for(superior_id: UUID, *, limit: int) -> list[tuple[Submitted, list[Odd]]]:
    """Return what waits, the odd first and then the oldest, each with why it is odd; two statements."""
    found = [_submitted(*row) for row in sql.rows(_WAITING, {"me": superior_id, "limit": limit})]
    desk = _at_the_desk([one for one in found if one.starts_at])
    judged = [(one, _oddities(one, desk.get((one.employee_id, one.on), []))) for one in found]
    return sorted(judged, key=lambda pair: not pair[1])


def _oddities(one: Submitted, others: Sequence[Span]) -> list[Odd]:
    return rules.oddities(
        one, kind=law.work_kinds().get(one.code), entered_on=clock.day_of(one.entered_at), others=others,
        per_day=law.minutes_of_a_day(), window=law.window(one.on),
    )  # fmt: skip


def _at_the_desk(timed: Sequence[Submitted]) -> Mapping[tuple[UUID, date], list[Span]]:
    days = sorted({(one.employee_id, one.on) for one in timed})
    found: dict[tuple[UUID, date], list[Span]] = {}
    if not days:
        return found
    asked = {"employees": [employee for employee, _ in days], "days": [on for _, on in days]}
    for employee_id, finished_at, minutes in sql.rows(_AT_THE_DESK, asked):
        span = Span(finished_at - timedelta(minutes=minutes), finished_at)
        found.setdefault((employee_id, clock.day_of(finished_at)), []).append(span)
    return found


def _submitted(
    pk: UUID, version: int, employee_id: UUID, person_id: UUID, on: date, code: str, title: object, volume: int,
    minutes: int, starts_at: datetime | None, ends_at: datetime | None, note: str, link: str, evidence: UUID | None,
    entered_at: datetime, escalated: int, day_minutes: int,
) -> Submitted:  # fmt: skip
    return Submitted(
        pk, version, employee_id, person_id, on, code, said(title), volume, minutes, _local(starts_at),
        _local(ends_at), note, link, evidence, entered_at, escalated, day_minutes, pack().calendar.is_working_day(on),
    )  # fmt: skip


def _local(moment: datetime | None) -> datetime | None:
    return moment.astimezone(timezone.get_default_timezone()) if moment else None
