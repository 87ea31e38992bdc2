"""What the pages of the import show."""

from datetime import timedelta
from itertools import islice
from uuid import UUID

from django.db.models import QuerySet

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import NotFound
from ayo.region.data import Source
from ayo.region.facade import pack
from ayo.registry import models
from ayo.registry.imports import access, cells, plans, table, targets, words
from ayo.registry.imports.batch import Batch
from ayo.registry.imports.data import (
    SHOWN,
    Cells,
    ColumnCard,
    FieldChoice,
    Line,
    Outcome,
    Preview,
    PreviewRow,
    Progress,
    RejectCard,
    Stage,
    State,
    ToldFault,
)
from ayo.registry.imports.terms import Terms

_SAMPLED = 20
_SAMPLES = 3


def imports_visible_to(actor: Actor) -> QuerySet[models.Import]:
    return access.imports_visible_to(actor).order_by("-pk")


def import_for(actor: Actor, import_id: UUID) -> models.Import:
    row = access.imports_visible_to(actor).filter(pk=import_id).first()
    if row is None:
        raise NotFound("No such import.")
    return row


def kinds_for(actor: Actor) -> tuple[str, ...]:
    return tuple(kind.value for kind in targets.KINDS) if access.may_import(actor) else ()


def sources_for(actor: Actor) -> tuple[Source, ...]:
    return tuple(source for source in pack().sources.values() if access.may_import_as(actor, source.code))


def fields(kind: str) -> tuple[FieldChoice, ...]:
    """Return what a column of such a file may hold."""
    return tuple(
        FieldChoice(name, words.field_label(kind, name), words.group(name), name == targets.OWN_NUMBER[kind])
        for name in targets.NAMES[kind]
    )


def columns(row: models.Import) -> tuple[ColumnCard, ...]:
    """Return the columns with what they are mapped to and some of what stands in them, numbers masked."""
    samples: list[list[str]] = [[] for _ in row.headers]
    for _, found in islice(table.body(row), _SAMPLED):
        for index, cell in enumerate(found[: len(samples)]):
            written = cells.masked(cells.text(cell))
            if written and written not in samples[index] and len(samples[index]) < _SAMPLES:
                samples[index].append(written)
    return tuple(
        ColumnCard(index, header, row.mapping.get(str(index), ""), tuple(samples[index]))
        for index, header in enumerate(row.headers)
    )


def preview(row: models.Import) -> Preview:
    """Return what would become of the first rows; nothing is written."""
    terms = Terms.of(row)
    seen: dict[str, int] = {}
    shown: list[tuple[Line, Cells]] = []
    for number, found in islice(table.body(row), SHOWN):
        line = terms.reading.line(number, found)
        table.refuse_double(line, seen)
        shown.append((line, found))
    plans.PLANS[row.kind]([line for line, _ in shown], terms, Batch(terms))
    counts = dict.fromkeys((outcome.value.lower() for outcome in Outcome), 0)
    rows = []
    for line, found in shown:
        outcome = Outcome.REJECTED if line.faults else line.outcome
        counts[outcome.value.lower()] += 1
        rows.append(PreviewRow(line.number, outcome, _texts(found, len(row.headers)), _told(line)))
    return Preview(tuple(rows), counts)


def progress(row: models.Import) -> Progress:
    """Return how far the check or the run is, how fast it goes and how long it will take."""
    checking = row.state in {State.CHECKING, State.PREVIEWED}
    done, total = (row.checked, row.total) if checking else (row.position, row.last_position)
    begun = row.leg_started_at
    seconds = ((row.touched_at if row.is_over else clock.now()) - begun).total_seconds() if begun else 0.0
    per_second = (done - row.leg_position) / seconds if seconds > 0 else 0.0
    under_way = row.state in {State.CHECKING, State.RUNNING}
    left = round((total - done) / per_second) if under_way and per_second > 0 else None
    percent = 100 * done // total if total else 100
    return Progress(row.state, done, total, percent, per_second, left, row.forecast if checking else row.counts)


def rejects(row: models.Import, *, after: int = 0, limit: int = 100) -> list[RejectCard]:
    """Return refused rows by number, those of the run once it has begun, else those of the check."""
    stage = Stage.RUN if row.started_at else Stage.CHECK
    found = row.rejects.filter(stage=stage, number__gt=after).order_by("number", "id")[:limit]
    return [RejectCard(one.number, one.column, one.given, one.code, words.reason(one.code)) for one in found]


def rejects_name(row: models.Import) -> str:
    return f"ditolak-{row.created_at:%Y%m%d-%H%M}.csv"


def stalled(*, silent_for: timedelta) -> list[UUID]:
    """Return the imports under way of which nothing was heard for a while: their worker is gone."""
    since = clock.now() - silent_for
    silent = models.Import.objects.filter(state__in=[State.CHECKING, State.RUNNING], touched_at__lt=since)
    return list(silent.order_by("pk").values_list("pk", flat=True))


def unfinished_twin(*, sha256: str, kind: str, source: str, by: UUID) -> models.Import | None:
    """Return the import of the same file that was begun and not ended, to go on with it."""
    begun = models.Import.objects.filter(sha256=sha256, kind=kind, source=source, by=by, started_at__isnull=False)
    return begun.filter(state__in=[State.RUNNING, State.PAUSED]).order_by("-pk").first()


def _texts(found: Cells, width: int) -> tuple[str, ...]:
    texts = [cells.masked(cells.text(cell)) for cell in found[:width]]
    return tuple(texts + [""] * (width - len(texts)))


def _told(line: Line) -> tuple[ToldFault, ...]:
    return tuple(
        ToldFault(fault.column, fault.field, fault.given, fault.code, words.reason(fault.code)) for fault in line.faults
    )
