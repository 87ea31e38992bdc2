"""What a correction run changes: sums over everybody, and person by person with the reason."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ayo.common import sql
from ayo.performance.data.allowance import Facts, Slip
from ayo.performance.queries.runs import titled
from ayo.performance.rules import differences, keeping

# Both sides are narrowed before they are joined: a full join knows no condition on one side alone.
_BOTH = """
with given as (select employee_id, organisation_id, written from performance_allowanceinput where run_id = %(run)s),
earlier as (select employee_id, organisation_id, written from performance_allowanceinput where run_id = %(before)s),
now as (select employee_id, net, written, digest from performance_allowanceslip where run_id = %(run)s),
was as (select employee_id, net, written, digest from performance_allowanceslip where run_id = %(before)s),
pairs as (
    select coalesce(now.employee_id, was.employee_id) as employee_id, coalesce(was.net, 0) as before,
           coalesce(now.net, 0) as after, was.written as was_written, now.written as now_written
    from now full join was on was.employee_id = now.employee_id where now.digest is distinct from was.digest
)
"""
_SUMS = (
    _BOTH
    + """
select count(*), coalesce(sum(after - before) filter (where after > before), 0)::bigint,
       coalesce(sum(after - before) filter (where after < before), 0)::bigint, count(*) filter (where after = before)
from pairs
"""
)
_LINES = (
    _BOTH
    + """
select pairs.employee_id, person.front_title, person.name, person.back_title, unit.name, before, after, was_written,
       now_written, earlier.written, given.written
from pairs left join given on given.employee_id = pairs.employee_id
left join earlier on earlier.employee_id = pairs.employee_id
join registry_employee employee on employee.id = pairs.employee_id
join registry_person person on person.id = employee.person_id
join registry_organisation unit on unit.id = coalesce(given.organisation_id, earlier.organisation_id)
order by abs(after - before) desc, pairs.employee_id limit %(limit)s offset %(skip)s
"""
)


@dataclass(frozen=True, slots=True)
class Totals:
    """How many slips differ, what is paid on top, what is taken back, and how many differ by nothing."""

    slips: int
    more: int
    less: int
    even: int


@dataclass(frozen=True, slots=True)
class Difference:
    """One person's difference, explained."""

    employee_id: UUID
    name: str
    unit: str
    before: int
    after: int
    lines: list[differences.Changed]
    reasons: list[differences.Why]


def totals(run_id: UUID, before_id: UUID) -> Totals:
    return Totals(*sql.rows(_SUMS, {"run": run_id, "before": before_id})[0])


def of(run_id: UUID, before_id: UUID, *, is_same_version: bool, limit: int, skip: int) -> list[Difference]:
    """Return who gets another slip than before, the largest difference first."""
    where = {"run": run_id, "before": before_id, "limit": limit, "skip": skip}
    return [_one(row, is_same_version=is_same_version) for row in sql.rows(_LINES, where)]


def _one(row: tuple[Any, ...], *, is_same_version: bool) -> Difference:
    employee_id, front, name, back, unit, before, after, was, now, earlier, given = row
    return Difference(
        employee_id, titled(front, name, back), unit, before, after, differences.lines(_slip(was), _slip(now)),
        differences.reasons(_facts(earlier), _facts(given), is_same_version=is_same_version),
    )  # fmt: skip


def _slip(written: str | None) -> Slip | None:
    return keeping.read_slip(written) if written else None


def _facts(written: str | None) -> Facts | None:
    return keeping.read(written).facts if written else None
