"""Walking through a file, for a check or a run. The database keeps the place; this only reads and hands over."""

from collections.abc import Callable, Iterator
from itertools import chain
from uuid import UUID

from ayo.registry import models
from ayo.registry.errors import BadValues
from ayo.registry.imports import actions, table
from ayo.registry.imports.data import Line, State
from ayo.registry.imports.terms import Terms

Tick = Callable[[], None]


def work(import_id: UUID, *, after_each: Tick) -> None:
    """Go through the file from where it was left until it ends, is paused or cannot be read any more."""
    row = actions.begin_leg(import_id=import_id)
    if row is None:
        return
    try:
        if row.state == State.CHECKING:
            _check(row, after_each)
        else:
            _run(row, after_each)
    except BadValues as error:
        actions.fail_import(import_id=import_id, problem=error.fields.get("file", "bad_table"))


def _check(row: models.Import, after_each: Tick) -> None:
    terms = Terms.of(row)
    superiors: dict[str, Line] = {}
    numbers: set[str] = set()
    for start, lines in table.chunks(row, terms):
        numbers.update(line.key for line in lines)
        for line in lines:
            superiors.setdefault(line.links.get("superior_nip", ""), line)
        if start + len(lines) <= row.checked:
            continue
        if not actions.check_rows(import_id=row.pk, start=start, lines=lines, terms=terms):
            return
        after_each()
    superiors.pop("", None)
    missing = [line for nip, line in superiors.items() if nip not in numbers]
    actions.settle_check(import_id=row.pk, superiors=missing, terms=terms)


def _run(row: models.Import, after_each: Tick) -> None:
    terms = Terms.of(row)
    passes: Iterator[tuple[int, list[Line]]] = table.chunks(row, terms)
    if row.sets_superiors:
        passes = chain(passes, ((row.total + start, lines) for start, lines in table.chunks(row, terms)))
    for start, lines in passes:
        if start + len(lines) <= row.position:
            continue
        if not actions.take_rows(import_id=row.pk, start=start, lines=lines, terms=terms):
            return
        after_each()
    actions.finish(import_id=row.pk)
