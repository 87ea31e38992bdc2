"""Ratings, and the evidence that lies beside them."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from uuid import UUID

from ayo.common import sql
from ayo.performance import law
from ayo.performance.data.rating import Predicate, Rated
from ayo.performance.data.review import Evidence, WorkDone
from ayo.performance.models import EmployeeRating
from ayo.performance.queries.activities import said
from ayo.region.facade import pack

SHOWN = 24
_EVIDENCE = """
select code, (array_agg(title order by created_at desc))[1], count(*), sum(minutes), bool_or(origin <> 'MANUAL')
from performance_activity
where employee_id = %(employee)s and "on" >= %(since)s and "on" < %(until)s and state = 'COUNTED'
group by code order by sum(minutes) desc, code
"""
_PREDICATES = """
select employee_id, predicate from performance_employeerating
where employee_id = any(%(employees)s) and kind = 'PERIODIC' and since <= %(day)s and until > %(day)s
"""


def evidence(employee_id: UUID, *, since: date, until: date) -> Evidence:
    """Return the counted work of a span by kind; one query."""
    rows = sql.rows(_EVIDENCE, {"employee": employee_id, "since": since, "until": until})
    one_day = timedelta(days=1)
    working = pack().calendar.working_days_between(since - one_day, until - one_day)
    return Evidence(
        tuple(WorkDone(said(title), count, int(minutes), bool(service)) for _, title, count, minutes, service in rows),
        working * law.minutes_of_a_day(),
    )


def covering(employee_id: UUID, day: date) -> list[EmployeeRating]:
    """Return the ratings given for spans with this day in them: of the period, and of the year."""
    return list(EmployeeRating.objects.filter(employee_id=employee_id, since__lte=day, until__gt=day))


def rating(employee_id: UUID, *, kind: Rated, since: date) -> EmployeeRating | None:
    return EmployeeRating.objects.filter(employee_id=employee_id, kind=kind, since=since).first()


def of_person(person_id: UUID, *, year: int) -> list[EmployeeRating]:
    """Return the ratings of somebody's year, the newest first."""
    rows = EmployeeRating.objects.filter(person_id=person_id, since__year=year)
    return list(rows.order_by("-until", "-since", "kind", "pk")[:SHOWN])


def of_team(employee_ids: Collection[UUID], *, kind: Rated, since: date) -> Mapping[UUID, EmployeeRating]:
    """Return the rating of each employee for a period; one query."""
    rows = EmployeeRating.objects.filter(employee_id__in=employee_ids, kind=kind, since=since)
    return {row.employee_id: row for row in rows}


def predicates_of(employee_ids: Collection[UUID], month: date) -> dict[UUID, Predicate]:
    """Return the predicate of the period in which a month lies, of those who were rated; one query."""
    rows = sql.rows(_PREDICATES, {"employees": list(employee_ids), "day": month})
    return {employee_id: Predicate(predicate) for employee_id, predicate in rows}


def predicate_of(employee_id: UUID, month: date) -> Predicate | None:
    """Return the predicate of one employee for a month, or None while nobody has rated it."""
    return predicates_of([employee_id], month).get(employee_id)
