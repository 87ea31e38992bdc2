"""Slips as they are shown: one's own once they are approved, those of a run to the personnel office."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ayo.common import sql
from ayo.common.errors import NotFound
from ayo.performance.data.allowance import Facts, Slip
from ayo.performance.data.pay import SHOWN, Frozen, RunState
from ayo.performance.law import allowance as law
from ayo.performance.law.allowance import Version
from ayo.performance.rules import keeping

_MINE = """
select * from (
    select distinct on (run.month) run.month, slip.net, slip.ceiling, slip.earned, run.state, run.paid_at,
           run.corrects_id is not null
    from performance_allowanceslip slip join performance_allowancerun run on run.id = slip.run_id
    join registry_employee employee on employee.id = slip.employee_id
    where employee.person_id = %(me)s and run.state = any(%(shown)s) and run.month <= %(until)s
    order by run.month desc, run.id desc
) as months order by month desc limit %(limit)s
"""
_WHOLE = """
select slip.written, input.written, slip.digest, run.written, run.id, run.month, run.state, run.frozen_at, run.paid_at,
       run.corrects_id, unit.name, slip.employee_id
from performance_allowanceslip slip join performance_allowancerun run on run.id = slip.run_id
join performance_allowanceinput input on input.run_id = slip.run_id and input.employee_id = slip.employee_id
join registry_organisation unit on unit.id = slip.organisation_id
"""
_OF_MONTH = (
    _WHOLE
    + """
join registry_employee employee on employee.id = slip.employee_id
where employee.person_id = %(me)s and run.month = %(month)s and run.state = any(%(shown)s)
order by run.id desc limit 1
"""
)
_IN_RUN = _WHOLE + "where slip.run_id = %(run)s and slip.employee_id = %(employee)s"
_STATES = sorted(SHOWN)


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month on the list of one's slips."""

    month: date
    net: int
    ceiling: int
    earned: int
    state: RunState
    paid_at: datetime | None
    is_correction: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A slip with everything that explains it, as it was frozen."""

    slip: Slip
    frozen: Frozen
    facts: Facts
    digest: str
    version: Version
    run_id: UUID
    month: date
    state: RunState
    frozen_at: datetime | None
    paid_at: datetime | None
    corrects: UUID | None
    unit: str
    employee_id: UUID


def months_of(person_id: UUID, *, until: date, limit: int) -> list[MonthLine]:
    """Return the months that have an approved slip of this person, newest first, up to and with a month."""
    rows = sql.rows(_MINE, {"me": person_id, "shown": _STATES, "until": until, "limit": limit})
    return [
        MonthLine(month, net, ceiling, earned, RunState(state), paid_at, corrects)
        for month, net, ceiling, earned, state, paid_at, corrects in rows
    ]


def of_month(person_id: UUID, month: date) -> Kept:
    """Return the approved slip of a person's month, the newest when it was corrected. Raises NotFound."""
    return _one(sql.rows(_OF_MONTH, {"me": person_id, "month": month, "shown": _STATES}))


def in_run(run_id: UUID, employee_id: UUID) -> Kept:
    """Return the slip of an employee in a run, whatever its state. Raises NotFound."""
    return _one(sql.rows(_IN_RUN, {"run": run_id, "employee": employee_id}))


def _one(rows: Sequence[tuple[Any, ...]]) -> Kept:
    if not rows:
        raise NotFound("No such slip.")
    slip, given, digest, tables, run_id, month, state, *rest = rows[0]
    frozen = keeping.read(given)
    if frozen.facts is None:
        raise NotFound("No such slip.")
    return Kept(
        keeping.read_slip(slip), frozen, frozen.facts, digest, law.of_written(tables), run_id, month, RunState(state),
        *rest,
    )  # fmt: skip
