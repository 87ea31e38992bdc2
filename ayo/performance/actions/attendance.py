"""Taking records of the clock, and judging days: a day is judged once it is over, and anew when its facts change."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from ayo.audit import facade as audit
from ayo.common import clock, ids, jsons, sql
from ayo.common.actor import SYSTEM, Actor
from ayo.events import facade as events
from ayo.performance import law
from ayo.performance.actions import alerts
from ayo.performance.data.attendance import Clocked, DayStatus, Excuse, Facts, Judged, Seen
from ayo.performance.events import AttendanceChanged
from ayo.performance.queries import attendance
from ayo.performance.rules import attendance as rules

Row: TypeAlias = tuple[Facts, Judged]
ONE_DAY = timedelta(days=1)
LOOKS_BACK = timedelta(days=31)
"""How far the nightly run goes back for days that nobody judged, say while the house stood still."""

_TAKE = """
insert into performance_clockrecord (id, created_at, employee_id, at, "on", direction, source, source_key, latitude,
  longitude, accuracy)
select id, now(), employee_id, at, "on", direction, %(source)s, key, latitude, longitude, accuracy
from unnest(%(ids)s::uuid[], %(employees)s::uuid[], %(ats)s::timestamptz[], %(days)s::date[], %(directions)s::text[],
  %(keys)s::text[], %(latitudes)s::float8[], %(longitudes)s::float8[], %(accuracies)s::int[])
  as given(id, employee_id, at, "on", direction, key, latitude, longitude, accuracy)
on conflict (source, source_key) do nothing
returning employee_id, "on"
"""
_WRITE = """
insert into performance_attendanceday as old (id, created_at, employee_id, "on", status, late_minutes, early_minutes,
  absent_minutes, codes, source_id)
select id, now(), employee_id, "on", status, late, early, absent, codes::jsonb, source_id
from unnest(%(ids)s::uuid[], %(employees)s::uuid[], %(days)s::date[], %(statuses)s::text[], %(late)s::int[],
  %(early)s::int[], %(absent)s::int[], %(codes)s::text[], %(sources)s::uuid[])
  as given(id, employee_id, "on", status, late, early, absent, codes, source_id)
on conflict (employee_id, "on") do update set status = excluded.status, late_minutes = excluded.late_minutes,
  early_minutes = excluded.early_minutes, absent_minutes = excluded.absent_minutes, codes = excluded.codes,
  source_id = excluded.source_id
where (old.status, old.late_minutes, old.early_minutes, old.absent_minutes, old.codes, old.source_id)
  is distinct from (excluded.status, excluded.late_minutes, excluded.early_minutes, excluded.absent_minutes,
  excluded.codes, excluded.source_id)
returning employee_id, "on"
"""


@transaction.atomic
def take_records(*, records: Sequence[Clocked], source: str, actor: Actor) -> int:
    """Write down records of the clock, each once per source and key; return how many were new.

    They may come late and out of order: days that are over are judged anew.
    """
    taken = sql.rows(_TAKE, _columns(records, source))
    if not taken:
        return 0
    audit.record(
        "performance.take_clock_records", actor=actor, subject_kind="attendance", subject_id=source,
        label=f"{len(taken)} of {len(records)}", after={"taken": len(taken)},
    )  # fmt: skip
    judge_days(days=set(taken), actor=actor)
    return len(taken)


@transaction.atomic
def judge_days(*, days: Collection[tuple[UUID, date]], actor: Actor) -> int:
    """Judge days of employees as far as they are over; return how many stand otherwise than before."""
    over = sorted(day for day in days if day[1] < clock.today())
    return _judge([(facts, judged(facts)) for facts in attendance.facts(over)], actor)


@transaction.atomic
def judge_everybody(*, on: date) -> int:
    """Judge a day of everybody in service; nothing for a day that is not over."""
    if on >= clock.today():
        return 0
    found = [(facts, judged(facts)) for facts in attendance.facts_of_all(on)]
    return _judge([row for row in found if row[1].day.status is not DayStatus.DAY_OFF], SYSTEM)


def judge_until_yesterday() -> int:
    """Judge every day that nobody judged yet, each in a transaction of its own; return how many rows changed."""
    yesterday = clock.today() - ONE_DAY
    last = attendance.last_judged()
    first = max(last or yesterday, yesterday - LOOKS_BACK)
    days = [first + timedelta(days=turn) for turn in range((yesterday - first).days + 1)]
    return sum(judge_everybody(on=day) for day in days)


def _judge(rows: Sequence[Row], actor: Actor) -> int:
    if not rows:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, _day_columns(rows))
        changed = set(cursor.fetchall())
    told = [_changed(facts, day) for facts, day in rows if (facts.employee_id, facts.on) in changed]
    events.publish_many(told, actor=actor)
    absent = [facts for facts, day in rows if day.day.status is DayStatus.ABSENT]
    alerts.tell_of_absence([facts for facts in absent if (facts.employee_id, facts.on) in changed])
    return len(told)


def _changed(facts: Facts, found: Judged) -> AttendanceChanged:
    day = found.day
    return AttendanceChanged(
        employee_id=facts.employee_id, person_id=facts.person_id, on=facts.on, status=day.status.value,
        late_minutes=day.late_minutes, early_minutes=day.early_minutes, codes=tuple(code for code, _ in day.codes),
    )  # fmt: skip


def judged(facts: Facts) -> Judged:
    """Return how a day stands by the tables of its date."""
    hours = law.hours(facts.on, facts.organisation)
    seen = Seen(_time(facts.came_at), _time(facts.went_at))
    return rules.written(facts.on, hours, seen, _excuse(facts), law.late_classes(facts.on), cut=facts.leave_cut)


def _excuse(facts: Facts) -> Excuse | None:
    """Return what excuses the day; a kind that the region has no more is still leave."""
    kind = law.leave_kinds().get(facts.leave_kind)
    if kind is not None:
        return kind.excuse
    return Excuse.LEAVE if facts.leave_kind else None


def _time(moment: datetime | None) -> time | None:
    return moment.astimezone(timezone.get_default_timezone()).time() if moment else None


def _columns(records: Sequence[Clocked], source: str) -> dict[str, Any]:
    places = [one.place or (None, None, None) for one in records]
    return {
        "source": source,
        "ids": [ids.uuid7() for _ in records],
        "employees": [one.employee_id for one in records],
        "ats": [one.at for one in records],
        "days": [clock.day_of(one.at) for one in records],
        "directions": [one.direction.value for one in records],
        "keys": [one.key for one in records],
        "latitudes": [place[0] for place in places],
        "longitudes": [place[1] for place in places],
        "accuracies": [place[2] for place in places],
    }


def _day_columns(rows: Sequence[Row]) -> dict[str, Any]:
    return {
        "ids": [ids.uuid7() for _ in rows],
        "employees": [facts.employee_id for facts, _ in rows],
        "days": [facts.on for facts, _ in rows],
        "statuses": [judged.day.status.value for _, judged in rows],
        "late": [judged.day.late_minutes for _, judged in rows],
        "early": [judged.day.early_minutes for _, judged in rows],
        "absent": [judged.absent_minutes for _, judged in rows],
        "codes": [jsons.canonical(judged.day.codes).decode() for _, judged in rows],
        "sources": [facts.source_id for facts, _ in rows],
    }
