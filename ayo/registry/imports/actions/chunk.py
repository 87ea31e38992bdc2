"""Taking the rows of one chunk: all they write and the import's new position commit together, or nothing does."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django.db import DataError, IntegrityError, transaction

from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.registry import models
from ayo.registry.data import Kind
from ayo.registry.imports import cells, copying, plans
from ayo.registry.imports.actions import lifecycle
from ayo.registry.imports.actions.writer import Moved, Writer
from ayo.registry.imports.batch import Batch
from ayo.registry.imports.data import Line, Outcome, Stage, State
from ayo.registry.imports.plans import employees
from ayo.registry.imports.terms import Terms

TRIES = 5
KEPT_OF_CHECK = 1_000
_REJECTS = ("of_id", "stage", "number", "column", "field", "given", "code")


@transaction.atomic
def take_rows(*, import_id: UUID, start: int, lines: Sequence[Line], terms: Terms) -> bool:
    """Write the rows from position `start` on; False when the run is not to go on.

    Rows that somebody else has taken meanwhile are left out, so two runners at once do no harm.
    """
    row = models.Import.objects.select_for_update().get(pk=import_id)
    if not _goes_on(row, State.RUNNING, terms) or row.position < start:
        return False
    todo = lines[max(row.position - start, 0) :]
    if todo:
        second_pass = start >= row.total
        if second_pass:
            todo = _without_refused(row, todo)
        taken = _taken(todo, terms, second_pass=second_pass)
        _note_rejects(row, Stage.RUN, taken.lines)
        _count(row, taken, second_pass=second_pass)
        row.position = start + len(lines)
        row.stumbles = 0
        row.touched_at = clock.now()
        row.save(update_fields=["position", "counts", "stumbles", "touched_at"])
    return True


@transaction.atomic
def check_rows(*, import_id: UUID, start: int, lines: Sequence[Line], terms: Terms) -> bool:
    """Count what the rows from `start` on would come to, writing nothing; False when the check is not to go on."""
    row = models.Import.objects.select_for_update().get(pk=import_id)
    if not _goes_on(row, State.CHECKING, terms) or row.checked < start:
        return False
    todo = lines[max(row.checked - start, 0) :]
    if todo:
        planned = _planned(todo, terms, second_pass=False)
        free = max(KEPT_OF_CHECK - int(row.forecast.get("rejected", 0)), 0)
        _note_rejects(row, Stage.CHECK, [line for line in planned.lines if line.faults][:free])
        row.forecast = _summed(row.forecast, planned, outcomes=True)
        row.checked = start + len(lines)
        row.stumbles = 0
        row.touched_at = clock.now()
        row.save(update_fields=["checked", "forecast", "stumbles", "touched_at"])
    return True


@transaction.atomic
def settle_check(*, import_id: UUID, superiors: Sequence[Line], terms: Terms) -> None:
    """The dry run has seen the whole file; `superiors` are lines whose superior does not stand in it."""
    row = models.Import.objects.select_for_update().get(pk=import_id)
    if not _goes_on(row, State.CHECKING, terms) or row.checked < row.total:
        return
    wanted = [line.links["superior_nip"] for line in superiors]
    known = set(models.Employee.objects.filter(nip__in=wanted).values_list("nip", flat=True))
    missing = [line.fresh() for line in superiors if line.links["superior_nip"] not in known][:KEPT_OF_CHECK]
    for line in missing:
        line.faults = []
        line.refuse("superior_nip", "unknown_superior", cells.masked(line.links["superior_nip"]))
    _note_rejects(row, Stage.CHECK, missing)
    lifecycle.move(row, State.PREVIEWED, "registry.preview_import", SYSTEM)


@transaction.atomic
def finish(*, import_id: UUID) -> None:
    """The run has come to the end of the file."""
    row = models.Import.objects.select_for_update().get(pk=import_id)
    if row.state == State.RUNNING and row.position >= row.last_position:
        lifecycle.move(row, State.DONE, "registry.finish_import", SYSTEM, finished_at=clock.now())


def _goes_on(row: models.Import, state: State, terms: Terms) -> bool:
    return row.state == state and row.leg_started_at == terms.leg


def _without_refused(row: models.Import, lines: Sequence[Line]) -> list[Line]:
    """Leave out rows that the first pass refused: a refused row changes nothing at all."""
    numbers = [line.number for line in lines]
    refused = set(row.rejects.filter(stage=Stage.RUN, number__in=numbers).values_list("number", flat=True))
    return [line for line in lines if line.number not in refused]


class _Taken:
    """Lines with their outcome, and what they made along the way."""

    def __init__(self, lines: Sequence[Line], batch: Batch | None) -> None:
        self.lines = list(lines)
        self.proposals = len(batch.proposed) if batch else 0
        self.families = batch.families if batch else 0

    def __add__(self, other: "_Taken") -> "_Taken":
        both = _Taken([*self.lines, *other.lines], None)
        both.proposals = self.proposals + other.proposals
        both.families = self.families + other.families
        return both


def _taken(lines: Sequence[Line], terms: Terms, *, second_pass: bool) -> _Taken:
    """Plan and write; what the database refuses is halved until the one row at fault stands alone."""
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                planned, batch = _plan(lines, terms, second_pass=second_pass)
                Writer(batch).write()
                return _Taken(planned, batch)
        except Moved:
            continue
        except (IntegrityError, DataError):
            break
    if len(lines) > 1:
        middle = len(lines) // 2
        return _taken(lines[:middle], terms, second_pass=second_pass) + _taken(
            lines[middle:], terms, second_pass=second_pass
        )
    alone = lines[0].fresh()
    alone.refuse("", "contradicts_registry")
    return _Taken([alone], None)


def _planned(lines: Sequence[Line], terms: Terms, *, second_pass: bool) -> _Taken:
    planned, batch = _plan(lines, terms, second_pass=second_pass)
    return _Taken(planned, batch)


def _plan(lines: Sequence[Line], terms: Terms, *, second_pass: bool) -> tuple[list[Line], Batch]:
    fresh, batch = [line.fresh() for line in lines], Batch(terms)
    decide = employees.plan_superiors if second_pass else plans.PLANS[Kind(terms.kind)]
    decide(fresh, terms, batch)
    for line in fresh:
        if line.faults:
            line.outcome = Outcome.REJECTED
    return fresh, batch


def _count(row: models.Import, taken: _Taken, *, second_pass: bool) -> None:
    """Count each row once: the second pass only adds what it could not set."""
    row.counts = _summed(row.counts, taken, outcomes=not second_pass)


def _summed(before: dict[str, int], taken: _Taken, *, outcomes: bool) -> dict[str, int]:
    found = Counter(line.outcome.value.lower() for line in taken.lines) if outcomes else Counter[str]()
    found.update(proposals=taken.proposals, families=taken.families)
    names = [*(outcome.value.lower() for outcome in Outcome), "proposals", "families"]
    return {name: int(before.get(name, 0)) + found[name] for name in names}


def _note_rejects(row: models.Import, stage: Stage, lines: Sequence[Line]) -> None:
    rejects = [
        (row.pk, stage.value, line.number, fault.column[:120], fault.field, fault.given[:60], fault.code)
        for line in lines
        for fault in line.faults
    ]
    if rejects:
        copying.insert(models.ImportReject._meta.db_table, _REJECTS, rejects)
