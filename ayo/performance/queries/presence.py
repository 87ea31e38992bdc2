"""When somebody came and went, and how their days stand, as pages show it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ayo.common import jsons, sql
from ayo.performance.data.attendance import DayStatus


@dataclass(frozen=True, slots=True)
class Presence:
    """A day of one employee: when they were seen, and how it was judged once it was over.

    `codes` are those of the table of cuts, `judged` the same with the minutes that led to each.
    """

    on: date
    came_at: datetime | None
    went_at: datetime | None
    status: DayStatus | None
    late_minutes: int
    early_minutes: int
    absent_minutes: int
    codes: tuple[str, ...]
    judged: tuple[tuple[str, int], ...] = ()


_BETWEEN = """
select coalesce(day."on", seen."on"), seen.came, seen.went, day.status, coalesce(day.late_minutes, 0),
       coalesce(day.early_minutes, 0), coalesce(day.absent_minutes, 0), day.codes
from (
  select "on", status, late_minutes, early_minutes, absent_minutes, codes from performance_attendanceday
  where employee_id = %(employee)s and "on" >= %(since)s and "on" < %(until)s
) day full join (
  select "on", min(at) filter (where direction = 'IN') as came, max(at) filter (where direction = 'OUT') as went
  from performance_clockrecord
  where employee_id = %(employee)s and "on" >= %(since)s and "on" < %(until)s and withdrawn_at is null
  group by "on"
) seen on seen."on" = day."on" order by 1
"""


def between(employee_id: UUID, *, since: date, until: date) -> dict[date, Presence]:
    """Return the days on which somebody was seen or that were judged, from one day until before another."""
    rows = sql.rows(_BETWEEN, {"employee": employee_id, "since": since, "until": until})
    return {row[0]: _presence(*row) for row in rows}


def _presence(
    on: date, came: datetime | None, went: datetime | None, status: str | None, late: int, early: int, absent: int,
    codes: Any,
) -> Presence:  # fmt: skip
    read = jsons.read(codes) if codes is not None else []
    pairs = read if isinstance(read, list) else []
    judged = tuple((str(pair[0]), int(str(pair[1]))) for pair in pairs if isinstance(pair, list) and len(pair) > 1)
    said = tuple(str(pair[0]) for pair in pairs if isinstance(pair, list) and pair)
    return Presence(on, came, went, DayStatus(status) if status else None, late, early, absent, said, judged)
