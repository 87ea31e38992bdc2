"""The cases of the offices somebody may read, newest first; the cost is that of a page, not of the city."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.utils import timezone

from ayo.common import sql
from ayo.common.actor import Actor
from ayo.services import access, versions
from ayo.services.data.lines import CaseFilter, CaseLine

_LIST = """
select c.id, c.number, c.service_version_id, p.name, c.state, c.due_on, c.submitted_at, c.ended_at
from (
    select distinct found.case_id, found.submitted_at
    from unnest(%(offices)s::uuid[]) as mine (office)
    cross join lateral (
        select r.case_id, r.submitted_at from services_casereach r
        where r.organisation_id = mine.office {narrowed}
          and (r.submitted_at, r.case_id) < (%(before_at)s, %(before_id)s)
        order by r.submitted_at desc, r.case_id desc limit %(limit)s
    ) found
    order by found.submitted_at desc, found.case_id desc limit %(limit)s
) page
join services_case c on c.id = page.case_id
join registry_person p on p.id = c.applicant_id
order by c.submitted_at desc, c.id desc
"""
LAST = (datetime.max.replace(tzinfo=UTC), UUID(int=2**128 - 1))


def cases(
    actor: Actor, narrowed: CaseFilter, *, before: tuple[datetime, UUID], limit: int
) -> list[CaseLine]:  # fmt: skip
    """Return the cases of the actor's offices, the newest first, before a place in that order."""
    offices = access.offices_of(actor)
    if not offices:
        return []
    values: dict[str, Any] = {
        "offices": list(offices), "before_at": before[0], "before_id": before[1], "limit": limit,
        "state": narrowed.state, "service": narrowed.service, "since": _begin_of(narrowed.since),
        "until": _begin_of(narrowed.until),
    }  # fmt: skip
    return [_line(row) for row in sql.rows(_statement(narrowed), values)]


def _statement(narrowed: CaseFilter) -> str:
    """Each combination of filters is a statement of its own, so that each is planned along its own index."""
    parts = ""
    if narrowed.state:
        parts += " and r.state = %(state)s"
    if narrowed.service:
        parts += " and r.service_id = (select id from services_service where code = %(service)s)"
    if narrowed.since:
        parts += " and r.submitted_at >= %(since)s"
    if narrowed.until:
        parts += " and r.submitted_at < %(until)s"
    return _LIST.format(narrowed=parts)


def _begin_of(day: date | None) -> datetime | None:
    """Return when a day begins in the city."""
    return datetime.combine(day, time.min, timezone.get_default_timezone()) if day else None


def _line(row: tuple[Any, ...]) -> CaseLine:
    made = versions.definition_of(row[2])
    return CaseLine(row[0], row[1], made.name, row[3], row[4], row[5], row[6], row[7])
