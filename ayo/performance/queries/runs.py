"""Month runs: what a job reads of its place, and what the personnel office sees of progress and sums."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from ayo.common import clock, sql
from ayo.common.errors import NotFound
from ayo.performance.data.pay import AT_WORK
from ayo.performance.models import AllowanceRun

FIRST = UUID(int=0)
_INPUTS = """
select employee_id, organisation_id, written from performance_allowanceinput
where run_id = %(run)s and employee_id > %(after)s and refusal = '' order by employee_id limit %(limit)s
"""
_INPUT_DIGESTS = "select digest from performance_allowanceinput where run_id = %(run)s order by employee_id"
_SLIP_DIGESTS = "select digest from performance_allowanceslip where run_id = %(run)s order by employee_id"
_SUMS = """
select count(*), coalesce(sum(ceiling), 0)::bigint, coalesce(sum(productivity), 0)::bigint,
       coalesce(sum(discipline), 0)::bigint, coalesce(sum(punishment), 0)::bigint, coalesce(sum(earned), 0)::bigint,
       coalesce(sum(deducted), 0)::bigint, coalesce(sum(net), 0)::bigint
from performance_allowanceslip where run_id = %(run)s
"""
_UNITS = """
select unit.id, unit.name, sums.* from (
    select organisation_id, count(*), sum(ceiling)::bigint, sum(productivity)::bigint, sum(discipline)::bigint,
           sum(punishment)::bigint, sum(earned)::bigint, sum(deducted)::bigint, sum(net)::bigint
    from performance_allowanceslip where run_id = %(run)s group by organisation_id
) as sums join registry_organisation unit on unit.id = sums.organisation_id order by unit.name, unit.id
"""
_LEFT_OUT = """
select refusal, count(*) from performance_allowanceinput where run_id = %(run)s and refusal <> ''
group by refusal order by refusal
"""


@dataclass(frozen=True, slots=True)
class Sums:
    """Whole rupiah over some slips; what takes away is negative, and the parts add up."""

    slips: int
    ceiling: int
    productivity: int
    discipline: int
    punishment: int
    earned: int
    deducted: int
    net: int

    @property
    def adds_up(self) -> bool:
        earned = self.ceiling + self.productivity + self.discipline + self.punishment
        return earned == self.earned and self.earned + self.deducted == self.net


@dataclass(frozen=True, slots=True)
class UnitSums:
    """The sums of one unit's slips."""

    id: UUID
    name: str
    sums: Sums


def run(run_id: UUID) -> AllowanceRun:
    """Return a run. Raises NotFound."""
    found = AllowanceRun.objects.select_related("corrects").filter(pk=run_id).first()
    if found is None:
        raise NotFound("No such run.")
    return found


def stalled(*, silent_for: timedelta) -> list[UUID]:
    """Return the runs whose worker says nothing any more."""
    rows = AllowanceRun.objects.filter(state__in=sorted(AT_WORK), touched_at__lt=clock.now() - silent_for)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:20])


def inputs_after(run_id: UUID, employee_id: UUID | None, *, limit: int) -> list[tuple[UUID, UUID, str]]:
    """Return employee, unit and frozen facts of the next who get a slip, by employee."""
    rows = sql.rows(_INPUTS, {"run": run_id, "after": employee_id or FIRST, "limit": limit})
    return [(pk, unit, written) for pk, unit, written in rows]


def input_digests(run_id: UUID) -> Iterator[str]:
    return (row[0] for row in sql.rows(_INPUT_DIGESTS, {"run": run_id}))


def slip_digests(run_id: UUID) -> Iterator[str]:
    return (row[0] for row in sql.rows(_SLIP_DIGESTS, {"run": run_id}))


def sums(run_id: UUID) -> Sums:
    return Sums(*sql.rows(_SUMS, {"run": run_id})[0])


def by_unit(run_id: UUID) -> list[UnitSums]:
    """Return the sums of each unit that has slips, by name."""
    rows: list[tuple[Any, ...]] = sql.rows(_UNITS, {"run": run_id})
    return [UnitSums(row[0], row[1], Sums(*row[3:])) for row in rows]


def left_out(run_id: UUID) -> list[tuple[str, int]]:
    """Return for each reason how many in service have no slip."""
    return [(reason, count) for reason, count in sql.rows(_LEFT_OUT, {"run": run_id})]
