"""The work of a month run, a chunk in a transaction: freeze inputs, then make slips of them, both by COPY.

A chunk and the place reached are committed together, so a killed worker repeats nothing and leaves nothing out.
"""

import hashlib
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db import connection, transaction

from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.performance.actions import allowance_runs
from ayo.performance.data.allowance import Part, Slip, Tariff
from ayo.performance.data.pay import Frozen, Refusal, RunState
from ayo.performance.law import allowance as law
from ayo.performance.models import AllowanceRun
from ayo.performance.queries import month_facts, runs
from ayo.performance.rules import allowance, freezing, keeping

AT_ONCE = 1_000
_INPUTS = "copy performance_allowanceinput (run_id, employee_id, organisation_id, written, digest, refusal) from stdin"
_SLIPS = (
    "copy performance_allowanceslip (run_id, employee_id, organisation_id, written, digest, ceiling, productivity,"
    " discipline, punishment, earned, deducted, net) from stdin"
)
Row = tuple[object, ...]


@transaction.atomic
def take_chunk(*, run_id: UUID) -> bool:
    """Do the next part of a run; False when nothing is left of it, or it was cancelled."""
    run = AllowanceRun.objects.select_for_update().get(pk=run_id)
    if run.state == RunState.FREEZING:
        return _freeze(run)
    if run.state == RunState.CALCULATING:
        return _calculate(run)
    return False


def recounted(*, run_id: UUID) -> str:
    """Return the digest of all slips of a run, calculated once more from what was frozen; nothing is written."""
    run = AllowanceRun.objects.get(pk=run_id)
    tariff = law.of_written(run.written).tariff
    digests = hashlib.sha256()
    place: UUID | None = None
    while chunk := runs.inputs_after(run_id, place, limit=AT_ONCE):
        for _employee_id, _unit, written in chunk:
            digests.update(_digest(keeping.written_slip(_slip(tariff, keeping.read(written)))).encode())
        place = chunk[-1][0]
    return digests.hexdigest()


def _freeze(run: AllowanceRun) -> bool:
    month = month_facts.month(run.month)
    services = month_facts.after(month, run.position, limit=AT_ONCE)
    if not services:
        digest = _of_all(runs.input_digests(run.pk))
        allowance_runs.move(
            run, RunState.CALCULATING, "performance.allowance_frozen", SYSTEM, position=None, frozen_at=clock.now(),
            input_digest=digest, stumbles=0,
        )  # fmt: skip
        return True
    tariff = law.of_written(run.written).tariff
    inputs = [_checked(tariff, freezing.frozen(tariff, month, one)) for one in services]
    _copy(_INPUTS, (_input_row(run, one) for one in inputs))
    run.frozen += len(inputs)
    run.left_out += sum(1 for one in inputs if one.facts is None)
    return _reached(run, services[-1].employee_id)


def _calculate(run: AllowanceRun) -> bool:
    chunk = runs.inputs_after(run.pk, run.position, limit=AT_ONCE)
    if not chunk:
        digest = _of_all(runs.slip_digests(run.pk))
        allowance_runs.move(run, RunState.DRAFT, "performance.allowance_calculated", SYSTEM, output_digest=digest)
        return False
    tariff = law.of_written(run.written).tariff
    _copy(_SLIPS, (_slip_row(run, pk, unit, _slip(tariff, keeping.read(text))) for pk, unit, text in chunk))
    run.calculated += len(chunk)
    return _reached(run, chunk[-1][0])


def _checked(tariff: Tariff, one: Frozen) -> Frozen:
    """Leave out whom the tables do not know, with the reason, so that one missing row does not stop everybody."""
    if one.facts is None or allowance.is_known(tariff, one.facts):
        return one
    return Frozen(
        one.employee_id, one.person_id, one.organisation_id, one.post, one.status, None, Refusal.NOT_IN_TABLES
    )


def _slip(tariff: Tariff, one: Frozen) -> Slip:
    if one.facts is None:
        raise ValueError("An input without facts has no slip.")
    return allowance.slip(tariff, one.facts)


def _reached(run: AllowanceRun, place: UUID) -> bool:
    run.position, run.touched_at, run.stumbles = place, clock.now(), 0
    run.save(update_fields=["position", "touched_at", "stumbles", "frozen", "calculated", "left_out"])
    return True


def _input_row(run: AllowanceRun, one: Frozen) -> Row:
    text = keeping.written(one)
    return run.pk, one.employee_id, one.organisation_id, text, _digest(text), one.refusal


def _slip_row(run: AllowanceRun, employee_id: UUID, unit: UUID, slip: Slip) -> Row:
    text = keeping.written_slip(slip)
    sums = dict.fromkeys(Part, 0)
    for line in slip.lines:
        sums[line.part] += line.amount
    return (
        run.pk, employee_id, unit, text, _digest(text), slip.ceiling, sums[Part.PRODUCTIVITY], sums[Part.DISCIPLINE],
        sums[Part.PUNISHMENT], slip.earned, sums[Part.DEDUCTION], slip.net,
    )  # fmt: skip


def _copy(statement: str, rows: Iterable[Row]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _of_all(digests: Iterator[str]) -> str:
    found = hashlib.sha256()
    for one in digests:
        found.update(one.encode())
    return found.hexdigest()
