"""How long services really take and how often they are asked for: counted, never estimated."""

from datetime import timedelta
from uuid import UUID

from ayo.common import clock, sql
from ayo.services.data.offers import Pace
from ayo.services.models import Case

LOOKED_BACK = timedelta(days=90)
MONTH = timedelta(days=30)
_DAYS = """
select days, count(*), count(*) filter (where is_kept) from services_caselength
where service_id = %(service)s and ended_on > %(after)s group by days order by days
"""
_POPULAR = """
select service_id from services_caselength where ended_on > %(after)s
group by service_id order by count(*) desc, service_id limit %(limit)s
"""


def of_service(service_id: UUID) -> Pace:
    """Return the figures of a service, with two queries along its indexes."""
    rows = sql.rows(_DAYS, {"service": service_id, "after": clock.today() - LOOKED_BACK})
    lately = Case.objects.filter(service_id=service_id, submitted_at__gt=clock.now() - MONTH).count()
    return Pace(tuple((days, count) for days, count, _kept in rows), sum(kept for *_rest, kept in rows), lately)


def popular(limit: int) -> list[UUID]:
    """Return the services most often decided lately; nothing as long as nothing was."""
    return [row[0] for row in sql.rows(_POPULAR, {"after": clock.today() - MONTH, "limit": limit})]
