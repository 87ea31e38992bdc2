"""The one place where a month run learns what employees did: their service, what counted, how they attended."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from ayo.common import jsons, sql
from ayo.performance import law
from ayo.performance.data.pay import Attended, Measure, Month, Service, Stretch, Worked
from ayo.region.facade import pack

_EMPLOYEES = """
select id, person_id, status, post, grade, job_class, organisation_id, started_on, ended_on from registry_employee
where id > %(after)s and started_on < %(until)s and (ended_on is null or ended_on >= %(since)s)
order by id limit %(limit)s
"""
_ONE = """
select id, person_id, status, post, grade, job_class, organisation_id, started_on, ended_on from registry_employee
where id = any(%(ids)s) and started_on < %(until)s and (ended_on is null or ended_on >= %(since)s) order by id
"""
_COUNT = """
select count(*) from registry_employee
where started_on < %(until)s and (ended_on is null or ended_on >= %(since)s)
"""
_SAID = """
select subject_id, id, valid_from, values from registry_employeeassertion
where subject_id = any(%(ids)s) and valid_from < %(until)s
and values ?| array['status', 'post', 'grade', 'job_class', 'organisation_id']
order by subject_id, valid_from, recorded_at, id
"""
_WORKED = """
select employee_id, "on", origin, count(*), sum(minutes) from performance_activity
where employee_id = any(%(ids)s) and "on" >= %(since)s and "on" < %(until)s and state = 'COUNTED'
group by employee_id, "on", origin order by employee_id, "on", origin
"""
_ATTENDED = """
select employee_id, id, "on", absent_minutes, status = 'ON_LEAVE', codes from performance_attendanceday
where employee_id = any(%(ids)s) and "on" >= %(since)s and "on" < %(until)s
and (absent_minutes > 0 or status = 'ON_LEAVE' or codes <> '[]') order by employee_id, "on"
"""
# A measure takes whole months: those that begin while it holds, so that six months from any day are six.
_MEASURES = """
select employee_id, kind, id from performance_disciplinarymeasure
where employee_id = any(%(ids)s) and since <= %(since)s and until > %(since)s order by employee_id, kind, id
"""
_PERSON = """
select employee.id, person_id, status, post, grade, job_class, organisation_id, started_on, ended_on,
(select json_agg(json_build_array(said.id, valid_from, values) order by valid_from, recorded_at, said.id)
 from registry_employeeassertion said where subject_id = employee.id and valid_from < %(until)s
 and values ?| array['status', 'post', 'grade', 'job_class', 'organisation_id']),
(select json_agg(json_build_array("on", origin, count, minutes) order by "on", origin) from (
    select "on", origin, count(*), sum(minutes) as minutes from performance_activity
    where employee_id = employee.id and "on" >= %(since)s and "on" < %(until)s and state = 'COUNTED'
    group by "on", origin) as worked),
(select json_agg(json_build_array(day.id, "on", absent_minutes, day.status = 'ON_LEAVE', codes) order by "on")
 from performance_attendanceday day where employee_id = employee.id and "on" >= %(since)s and "on" < %(until)s
 and (absent_minutes > 0 or day.status = 'ON_LEAVE' or codes <> '[]')),
(select json_agg(json_build_array(kind, id) order by kind, id) from performance_disciplinarymeasure
 where employee_id = employee.id and since <= %(since)s and until > %(since)s),
(select written from performance_allowancetable
 where state = 'ENACTED' and valid_from <= %(since)s order by valid_from desc limit 1)
from registry_employee employee
where person_id = %(me)s and started_on < %(until)s and (ended_on is null or ended_on >= %(since)s)
"""
_NAMES = ("status", "post", "grade", "job_class", "organisation_id")
FIRST = UUID(int=0)


@dataclass(frozen=True, slots=True)
class _Said:
    """What the registry was told of somebody's service, from a day on."""

    id: UUID
    valid_from: date
    values: Mapping[str, Any]


def month(first: date) -> Month:
    """Return a month by its first day, with the working days of the region's calendar."""
    until = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    days = [first + timedelta(days=number) for number in range((until - first).days)]
    calendar = pack().calendar
    return Month(first, until, tuple(day for day in days if calendar.is_working_day(day)), law.minutes_of_a_day())


def everybody(month: Month) -> int:
    """Return how many were in service on any day of the month."""
    found = sql.row(_COUNT, {"since": month.since, "until": month.until})
    return int(found[0]) if found else 0


def after(month: Month, employee_id: UUID | None, *, limit: int) -> list[Service]:
    """Return the months of the next employees by id; five statements, however many they are."""
    where = {"after": employee_id or FIRST, "since": month.since, "until": month.until, "limit": limit}
    return _services(month, sql.rows(_EMPLOYEES, where))


def of(month: Month, employee_ids: Collection[UUID]) -> list[Service]:
    """Return the months of some employees, by id."""
    return _services(month, sql.rows(_ONE, {"ids": list(employee_ids), "since": month.since, "until": month.until}))


def _services(month: Month, rows: list[tuple[Any, ...]]) -> list[Service]:
    ids = [row[0] for row in rows]
    if not ids:
        return []
    where = {"ids": ids, "since": month.since, "until": month.until}
    said = _grouped((row[0], _Said(row[1], row[2], _read(row[3]))) for row in sql.rows(_SAID, where))
    worked = _grouped((row[0], Worked(row[1], row[2], row[3], int(row[4]))) for row in sql.rows(_WORKED, where))
    attended = attendance(month, ids)
    measures = _grouped((row[0], Measure(row[1], row[2])) for row in sql.rows(_MEASURES, where))
    return [
        Service(
            row[0], row[1], _stretches(month, row, said.get(row[0], [])), tuple(worked.get(row[0], ())),
            tuple(attended.get(row[0], ())), tuple(measures.get(row[0], ())),
        )
        for row in rows
    ]  # fmt: skip


def of_person(month: Month, person_id: UUID) -> tuple[Service, str] | None:
    """Return somebody's month and the version of the tables enacted by then, with one query; None out of service."""
    row = sql.row(_PERSON, {"me": person_id, "since": month.since, "until": month.until})
    if row is None:
        return None
    said = [_Said(UUID(pk), date.fromisoformat(day), _read(values)) for pk, day, values in _list(row[9])]
    worked = [Worked(date.fromisoformat(on), origin, count, minutes) for on, origin, count, minutes in _list(row[10])]
    attended = [
        Attended(UUID(pk), date.fromisoformat(on), absent, is_leave, _codes(codes))
        for pk, on, absent, is_leave, codes in _list(row[11])
    ]
    measures = tuple(Measure(kind, UUID(pk)) for kind, pk in _list(row[12]))
    found = Service(row[0], row[1], _stretches(month, row[:9], said), tuple(worked), tuple(attended), measures)
    return found, row[13] or ""


def _list(given: Any) -> list[Any]:
    found: Any = jsons.read(given)
    return found or []


def attendance(month: Month, employee_ids: Collection[UUID]) -> Mapping[UUID, list[Attended]]:
    """Return the days of a month that were not simply worked; without a record a day counts as present."""
    rows = sql.rows(_ATTENDED, {"ids": list(employee_ids), "since": month.since, "until": month.until})
    return _grouped((row[0], Attended(row[1], row[2], row[3], row[4], _codes(row[5]))) for row in rows)


def _codes(given: Any) -> tuple[tuple[str, int], ...]:
    return tuple((str(code), int(minutes)) for code, minutes in _list(given))


def _stretches(month: Month, row: tuple[Any, ...], said: list[_Said]) -> tuple[Stretch, ...]:
    """Cut the days of service within the month where something of it changed; what was first said holds before too."""
    pk, _person, *values, started, ended = row
    since = max(month.since, started)
    until = min(month.until, ended + timedelta(days=1)) if ended else month.until
    if len(said) <= 1:
        return (_stretch(since, until, dict(zip(_NAMES, values, strict=True)), said[0].id if said else pk),)
    now: dict[str, Any] = {}
    for one in reversed(said):
        now |= one.values
    source, starts, found = said[0].id, since, []
    for one in said:
        if starts < one.valid_from < until:
            found.append(_stretch(starts, one.valid_from, now, source))
            starts = one.valid_from
        now |= one.values
        source = one.id
    return (*found, _stretch(starts, until, now, source))


def _stretch(since: date, until: date, values: Mapping[str, Any], source: UUID) -> Stretch:
    unit = values["organisation_id"]
    return Stretch(
        since, until, values["status"], values["post"], values.get("grade") or "", values.get("job_class"),
        unit if isinstance(unit, UUID) else UUID(str(unit)), source,
    )  # fmt: skip


def _read(values: Any) -> Mapping[str, Any]:
    found = jsons.read(values)
    return {name: found[name] for name in _NAMES if name in found} if isinstance(found, dict) else {}


def _grouped(pairs: Iterator[tuple[UUID, Any]]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
