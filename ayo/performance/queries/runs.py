"""Month runs: what a job reads of its place, and what the personnel office sees of progress and sums."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from ayo.common import clock, sql
from ayo.common.errors import NotFound
from ayo.performance.data.allowance import Slip
from ayo.performance.data.pay import AT_WORK, OPEN, Frozen
from ayo.performance.models import AllowanceRun
from ayo.performance.rules import keeping

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


_SLIPS = """
select slip.employee_id, employee.person_id, employee.nip, person.front_title, person.name, person.back_title,
       unit.name, slip.written, input.written
from performance_allowanceslip slip
join performance_allowanceinput input on input.run_id = slip.run_id and input.employee_id = slip.employee_id
join registry_employee employee on employee.id = slip.employee_id
join registry_person person on person.id = employee.person_id
join registry_organisation unit on unit.id = slip.organisation_id
where slip.run_id = %(run)s order by unit.name, unit.id, employee.search_name, slip.employee_id
"""
_NAME = """
select person.front_title, person.name, person.back_title from registry_employee employee
join registry_person person on person.id = employee.person_id where employee.id = %(employee)s
"""
_NET = """
select run_id, sum(net) from performance_allowanceslip where run_id = any(%(runs)s) group by run_id
"""
_OF_UNIT = """
select slip.employee_id, person.front_title, person.name, person.back_title, slip.ceiling, slip.earned, slip.net,
       employee.search_name
from performance_allowanceslip slip join registry_employee employee on employee.id = slip.employee_id
join registry_person person on person.id = employee.person_id
where slip.run_id = %(run)s and slip.organisation_id = %(unit)s
and (%(q)s = '' or employee.search_name like '%%' || %(q)s || '%%' or employee.nip = %(nip)s)
order by employee.search_name, slip.employee_id limit %(limit)s offset %(skip)s
"""
_LEFT_OUT_LINES = """
select employee.id, person.front_title, person.name, person.back_title, unit.name, input.refusal
from performance_allowanceinput input join registry_employee employee on employee.id = input.employee_id
join registry_person person on person.id = employee.person_id
join registry_organisation unit on unit.id = input.organisation_id
where input.run_id = %(run)s and input.refusal = %(reason)s order by input.employee_id limit %(limit)s offset %(skip)s
"""


@dataclass(frozen=True, slots=True)
class SlipLine:
    """A slip as one line of its unit."""

    employee_id: UUID
    name: str
    ceiling: int
    earned: int
    net: int


@dataclass(frozen=True, slots=True)
class Exported:
    """A slip as one row of a file."""

    person_id: UUID
    nip: str
    name: str
    unit: str
    frozen: Frozen
    slip: Slip


def newest(*, limit: int, skip: int = 0) -> list[AllowanceRun]:
    """Return runs by month, newest first."""
    return list(AllowanceRun.objects.order_by("-month", "-id")[skip : skip + limit])


def net_of(run_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Return what some runs come to."""
    rows = sql.rows(_NET, {"runs": list(run_ids)}) if run_ids else []
    return {pk: int(net) for pk, net in rows}


def of_unit(run_id: UUID, unit_id: UUID, *, q: str, limit: int, skip: int) -> list[SlipLine]:
    """Return slips of a unit by name, those whose name contains the words or whose number it is."""
    where = {"run": run_id, "unit": unit_id, "q": search_form(q), "nip": q.strip(), "limit": limit, "skip": skip}
    rows = sql.rows(_OF_UNIT, where)
    return [SlipLine(row[0], titled(*row[1:4]), row[4], row[5], row[6]) for row in rows]


def left_out_lines(run_id: UUID, reason: str, *, limit: int, skip: int) -> list[tuple[str, str]]:
    """Return name and unit of who has no slip for this reason."""
    rows = sql.rows(_LEFT_OUT_LINES, {"run": run_id, "reason": reason, "limit": limit, "skip": skip})
    return [(titled(*row[1:4]), row[4]) for row in rows]


def exported(run_id: UUID) -> list[Exported]:
    """Return every slip of a run by unit and name."""
    return [
        Exported(row[1], row[2], titled(*row[3:6]), row[6], keeping.read(row[8]), keeping.read_slip(row[7]))
        for row in sql.rows(_SLIPS, {"run": run_id})
    ]


def search_form(text: str) -> str:
    """Return words as the registry searches by them: small letters, without signs."""
    return " ".join("".join(one for one in text.casefold() if one.isalnum() or one == " ").split())


def titled(front: str, name: str, back: str) -> str:
    """Return a name with its titles, as people write it."""
    front_name = f"{front} {name}" if front else name
    return f"{front_name}, {back}" if back else front_name


def name_of(employee_id: UUID) -> str:
    """Return what an employee is called."""
    found = sql.row(_NAME, {"employee": employee_id})
    return titled(*found) if found else ""


def months_taken() -> set[date]:
    """Return the months that have a standing run."""
    rows = AllowanceRun.objects.filter(corrects__isnull=True, state__in=sorted(OPEN))
    return set(rows.order_by("-month").values_list("month", flat=True)[:36])
