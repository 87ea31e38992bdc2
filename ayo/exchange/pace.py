"""How fast deliveries are: figures of the last hour and a small curve per application.

Attempts grow by millions a day, so nothing here reads an hour of them: edges of time are looked up in the primary key
(ids grow with time), and between two edges only a few rows are taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from ayo.common import clock

STEPS = 12
STEP = timedelta(minutes=5)
# Per step of the hour: enough for a median and for the slowest hundredth, cheap at any volume.
SAMPLED = 250
COUNTED = 300_000

_EDGES = """
with recursive reach as (
    select coalesce(min(id), 1) as lo, coalesce(max(id), 0) + 1 as hi from exchange_attempt
), search (number, moment, lo, hi) as (
    select number, moment, lo, hi from unnest(%s::timestamptz[]) with ordinality as given (moment, number), reach
    union all
    select number, moment,
        case when probe.at < moment then probe.id + 1 else lo end,
        case when probe.at < moment then hi else middle.id end
    from search
    cross join lateral (select (lo + hi) / 2 as id) as middle
    left join lateral (
        select id, at from exchange_attempt where id >= middle.id order by id limit 1
    ) as probe on true
    where lo < hi
)
select lo from search where lo >= hi order by number
"""
_MIDNIGHT = """
with recursive search (moment, lo, hi) as (
    select %s::timestamptz, 0::bigint, (select position from events_counter where id = 1)
    union all
    select moment,
        case when probe.at < moment then middle.position else lo end,
        case when probe.at < moment then hi else middle.position - 1 end
    from search
    cross join lateral (select (lo + hi + 1) / 2 as position) as middle
    left join lateral (
        select coalesce(max(sequenced_at), '-infinity') as at from events_log where position = middle.position
    ) as probe on true
    where lo < hi
)
select (select position from events_counter where id = 1) - lo from search where lo >= hi
"""
_SPEED = """
select percentile_cont(array[0.5, 0.99]) within group (order by extract(epoch from run.answered - log.occurred_at))
from unnest(%(lows)s::bigint[], %(highs)s::bigint[]) as step (lo, hi)
cross join lateral (
    select upto[1] as position, answered[1] as answered from exchange_attempt
    where id >= step.lo and id < step.hi and taken and sort = 'LIVE'
      and (%(apps)s::uuid[] is null or app_id = any(%(apps)s))
    order by id desc limit %(limit)s
) as run
join events_log log on log.position = run.position
"""
_SENT = """
select coalesce(sum(events), 0) from (
    select events from exchange_attempt
    where id >= %(edge)s and taken and sort <> 'TEST'
      and (%(apps)s::uuid[] is null or app_id = any(%(apps)s))
    limit %(limit)s
) as today
"""
_CURVES = """
select app.id, step.number, max(extract(epoch from run.answered - log.occurred_at))
from unnest(%(apps)s::uuid[]) as app (id)
cross join unnest(%(lows)s::bigint[], %(highs)s::bigint[]) with ordinality as step (lo, hi, number)
cross join lateral (
    select upto[1] as position, answered[1] as answered from exchange_attempt
    where app_id = app.id and id >= step.lo and id < step.hi and taken and sort in ('LIVE', 'PULL', 'FILE')
    order by id desc limit 3
) as run
join events_log log on log.position = run.position
group by app.id, step.number
"""


@dataclass(frozen=True, slots=True)
class Pace:
    """Figures of the last hour, and of today so far; None where nothing was delivered."""

    median_ms: int | None
    slowest_ms: int | None
    sent_today: int
    changes_today: int


@dataclass(frozen=True, slots=True)
class Edges:
    """Ids of attempts where steps of the last hour begin and end, and where today begins."""

    lows: list[int]
    highs: list[int]
    midnight: int


def edges() -> Edges:
    now = clock.now()
    moments = [now - STEP * (STEPS - step) for step in range(STEPS)]
    *begins, midnight = _column(_EDGES, [[*moments, _midnight()]])
    # An edge is the first id at or after its moment; the last step reaches to whatever comes.
    pairs = list(pairwise([*begins, 2**62]))
    return Edges([low for low, _ in pairs], [high for _, high in pairs], midnight)


def of(apps: Sequence[UUID] | None, between: Edges) -> Pace:
    """Return the figures of these applications; None stands for all of them."""
    ids = None if apps is None else list(apps)
    given = {"lows": between.lows, "highs": between.highs, "apps": ids, "limit": SAMPLED}
    found = _column(_SPEED, given)[0]
    median, slowest = (None, None) if found is None else (_ms(found[0]), _ms(found[1]))
    sent = _column(_SENT, {"edge": between.midnight, "apps": ids, "limit": COUNTED})[0]
    return Pace(median, slowest, int(sent), int(_column(_MIDNIGHT, [_midnight()])[0]))


def curves(apps: Sequence[UUID], between: Edges) -> dict[UUID, list[int | None]]:
    """Return per application how long deliveries took in each step of the last hour, None where there were none."""
    drawn: dict[UUID, list[int | None]] = {app_id: [None] * STEPS for app_id in apps}
    with connection.cursor() as cursor:
        cursor.execute(_CURVES, {"apps": list(apps), "lows": between.lows, "highs": between.highs})
        for app_id, number, seconds in cursor.fetchall():
            drawn[app_id][number - 1] = _ms(seconds)
    return drawn


def filled(curve: Sequence[int | None], *, waiting_since: datetime | None, now: datetime) -> list[int]:
    """Close the gaps of a curve: while something waits the delay grows, while nothing happens it stays. Pure."""
    known, drawn = 0, []
    for step, ms in enumerate(curve):
        ends_at = now - STEP * (STEPS - 1 - step)
        waited = _ms((ends_at - waiting_since).total_seconds()) if waiting_since and waiting_since < ends_at else 0
        known = ms if ms is not None else known
        drawn.append(max(known, waited))
    return drawn


def _midnight() -> datetime:
    return timezone.localtime(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)


def _ms(seconds: float) -> int:
    return max(0, round(float(seconds) * 1000))


def _column(sql: str, given: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return [row[0] for row in cursor.fetchall()]
