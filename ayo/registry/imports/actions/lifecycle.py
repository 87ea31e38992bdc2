"""An import from upload to end: each step one function, one transaction, one audit entry, one event."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import SYSTEM, Actor
from ayo.common.errors import Conflict, NotAllowed
from ayo.events import facade as events
from ayo.files import facade as files
from ayo.files.data import FileCard
from ayo.registry import models
from ayo.registry.errors import BadValues
from ayo.registry.events import ImportMoved
from ayo.registry.imports import access, headers, queries, reading, result, targets
from ayo.registry.imports.data import Stage, State

LARGEST = 100_000_000
ACCEPTED = ("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
MOST_STUMBLES = 5


def create_import(
    *, name: str, chunks: Iterable[bytes], kind: str, source: str, valid_from: date, actor: Actor
) -> models.Import:
    """Store the file, read its header and suggest a mapping. Raises NotAllowed, FileRefused or BadValues."""
    if not access.may_import_as(actor, source):
        raise NotAllowed("Importing for this source is not yours.")
    faults = {}
    if kind not in targets.KINDS:
        faults["kind"] = "not_a_choice"
    if valid_from > clock.today():
        faults["valid_from"] = "in_the_future"
    if faults:
        raise BadValues("The import cannot be made.", fields=faults)
    card = files.store_file(
        name=name, chunks=chunks, purpose="imports", accepted=ACCEPTED, largest=LARGEST, actor=actor
    )
    try:
        return _create(card, kind, source, valid_from, actor)
    except BadValues:
        files.remove_file(file_id=card.id, actor=actor)
        raise


def _create(card: FileCard, kind: str, source: str, valid_from: date, actor: Actor) -> models.Import:
    first = reading.first_rows(card)
    if not first:
        raise reading.bad_table("empty")
    header_row, header = first[headers.find_row(kind, [row for _, row in first])]
    total = sum(1 for _ in reading.body(card, header_row))
    if not total:
        raise reading.bad_table("no_rows")
    names = headers.texts(header)
    mapping = {str(index): name for index, name in headers.suggested(kind, names).items()}
    with transaction.atomic():
        row = models.Import.objects.create(
            kind=kind, source=source, valid_from=valid_from, file_id=card.id, name=card.name, sha256=card.sha256,
            header_row=header_row, headers=names, mapping=mapping, state=State.UPLOADED, total=total, by=actor.id,
            by_label=actor.label,
        )  # fmt: skip
        _tell(row, "registry.create_import", actor)
    return row


@transaction.atomic
def map_columns(*, import_id: UUID, mapping: Mapping[int, str], actor: Actor) -> models.Import:
    """Say which column is which; an earlier check counts no more. Raises NotFound, Conflict or BadValues."""
    row = _locked(import_id, actor, {State.UPLOADED, State.CHECKING, State.PREVIEWED})
    chosen = {index: name for index, name in mapping.items() if name}
    wrong = targets.faults(row.kind, chosen, len(row.headers))
    if wrong:
        raise BadValues("The columns cannot be used like this.", fields=wrong)
    row.mapping = {str(index): name for index, name in chosen.items()}
    return move(row, State.UPLOADED, "registry.map_import", actor, checked=0, forecast={})


@transaction.atomic
def check_import(*, import_id: UUID, actor: Actor) -> models.Import:
    """Ask a worker for the dry run over the whole file. Raises NotFound, Conflict or BadValues."""
    return _send(check_here(import_id=import_id, actor=actor))


@transaction.atomic
def check_here(*, import_id: UUID, actor: Actor) -> models.Import:
    """Let the dry run begin in this process, which then calls `running.work`."""
    row = _locked(import_id, actor, {State.UPLOADED, State.PREVIEWED})
    wrong = targets.faults(row.kind, {int(index): name for index, name in row.mapping.items()}, len(row.headers))
    if wrong:
        raise BadValues("The columns cannot be used like this.", fields=wrong)
    row.rejects.filter(stage=Stage.CHECK).delete()
    return move(row, State.CHECKING, "registry.check_import", actor, checked=0, forecast={}, **_leg(0))


@transaction.atomic
def start_import(*, import_id: UUID, actor: Actor) -> models.Import:
    """Ask a worker for the run. Raises NotFound or Conflict."""
    return _send(start_here(import_id=import_id, actor=actor))


@transaction.atomic
def start_here(*, import_id: UUID, actor: Actor) -> models.Import:
    """Let the run begin in this process, which then calls `running.work`."""
    row = _locked(import_id, actor, {State.PREVIEWED})
    return move(row, State.RUNNING, "registry.start_import", actor, started_at=clock.now(), **_leg(row.position))


@transaction.atomic
def pause_import(*, import_id: UUID, actor: Actor) -> models.Import:
    """Stop after the chunk under way. Raises NotFound or Conflict."""
    return move(_locked(import_id, actor, {State.RUNNING}), State.PAUSED, "registry.pause_import", actor)


@transaction.atomic
def resume_import(*, import_id: UUID, actor: Actor) -> models.Import:
    """Ask a worker to go on where the run was stopped. Raises NotFound or Conflict."""
    return _send(_resume(_locked(import_id, actor, {State.PAUSED}), actor))


@transaction.atomic
def resume_here(*, import_id: UUID, actor: Actor) -> models.Import:
    """Go on in this process, also with a run whose process was killed."""
    return _resume(_locked(import_id, actor, {State.PAUSED, State.RUNNING}), actor)


@transaction.atomic
def cancel_import(*, import_id: UUID, actor: Actor) -> models.Import:
    """End for good after the chunk under way; what is written stays. Raises NotFound or Conflict."""
    row = _locked(import_id, actor, set(State) - {State.DONE, State.FAILED, State.CANCELLED})
    return move(row, State.CANCELLED, "registry.cancel_import", actor, finished_at=clock.now())


@transaction.atomic
def fail_import(*, import_id: UUID, problem: str) -> None:
    """Give up: the file is gone or cannot be read any more."""
    row = models.Import.objects.select_for_update().get(pk=import_id)
    if not row.is_over:
        move(row, State.FAILED, "registry.fail_import", SYSTEM, problem=problem, finished_at=clock.now())


@transaction.atomic
def begin_leg(*, import_id: UUID) -> models.Import | None:
    """Take up a check or run; None when there is nothing to do, or when it has failed again and again."""
    row = models.Import.objects.select_for_update().get(pk=import_id)
    if row.state not in {State.CHECKING, State.RUNNING}:
        return None
    if row.stumbles >= MOST_STUMBLES:
        move(row, State.FAILED, "registry.fail_import", SYSTEM, problem="keeps_failing", finished_at=clock.now())
        return None
    row.stumbles += 1
    row.touched_at = clock.now()
    row.save(update_fields=["stumbles", "touched_at"])
    return row


def read_rejects_file(*, import_id: UUID, actor: Actor) -> Iterator[bytes]:
    """Return the refused rows as a file, and note who took it. Raises NotFound."""
    row = queries.import_for(actor, import_id)
    audit.record("registry.read_import_rejects", actor=actor, subject_kind="import", subject_id=row.pk)
    return result.rejects_file(row)


@transaction.atomic
def forget_files(*, before: datetime) -> int:
    """Remove the files of imports that ended long ago; return how many."""
    over = models.Import.objects.filter(finished_at__lt=before, file__isnull=False).order_by("pk")[:100]
    for row in over:
        if row.file_id:
            files.remove_file(file_id=row.file_id, actor=SYSTEM)
    return len(over)


def _locked(import_id: UUID, actor: Actor, states: Collection[State]) -> models.Import:
    queries.import_for(actor, import_id)
    row = models.Import.objects.select_for_update().get(pk=import_id)
    if row.state not in states:
        raise Conflict("The import is at another step.", code="wrong_step")
    if not access.may_import_as(actor, row.source):
        raise NotAllowed("Importing for this source is not yours.")
    return row


def _resume(row: models.Import, actor: Actor) -> models.Import:
    return move(row, State.RUNNING, "registry.resume_import", actor, **_leg(row.position))


def _send(row: models.Import) -> models.Import:
    """Put the work down for a worker: a row in this transaction, so that no import waits for a job nobody wrote."""
    app.configure_task("registry.work_import").defer(import_id=str(row.pk))
    return row


def _leg(position: int) -> dict[str, Any]:
    return {"leg_started_at": clock.now(), "leg_position": position, "stumbles": 0}


def move(row: models.Import, state: State, act: str, actor: Actor, **columns: Any) -> models.Import:
    row.state = state
    row.touched_at = clock.now()
    for name, value in columns.items():
        setattr(row, name, value)
    row.save()
    _tell(row, act, actor)
    return row


def _tell(row: models.Import, act: str, actor: Actor) -> None:
    audit.record(act, actor=actor, subject_kind="import", subject_id=row.pk, label=row.name, purpose=row.source)
    events.publish(
        ImportMoved(import_id=row.pk, kind=row.kind, source=row.source, state=row.state, by=row.by), actor=actor
    )
