"""Family cards of a chunk: found by their number, with the head found by NIK."""

from collections.abc import Sequence

from ayo.registry import kinds, models
from ayo.registry.data import Kind
from ayo.registry.imports import copying
from ayo.registry.imports.batch import Batch
from ayo.registry.imports.data import Line, Outcome
from ayo.registry.imports.existing import Existing, put_address
from ayo.registry.imports.terms import Terms


def plan(lines: Sequence[Line], terms: Terms, batch: Batch) -> None:
    """Decide about every line that has no fault yet; those that get one stay rejected."""
    sound = [line for line in lines if not line.faults]
    numbers = [line.values["number"] for line in sound if line.values.get("number")]
    cards = {row.number: row for row in models.Family.objects.filter(number__in=numbers)}
    niks = {line.links["head_nik"] for line in sound if "head_nik" in line.links}
    heads = dict(models.Person.objects.filter(nik__in=niks).values_list("nik", "id"))
    existing = Existing(Kind.FAMILY, [row.pk for row in cards.values()], terms, batch)
    for line in sound:
        number = str(line.values.get("number") or "")
        if not number:
            line.refuse("number", "missing")
        row = cards.get(number)
        head = line.links.get("head_nik")
        if head and head not in heads:
            line.refuse("head_nik", "unknown_person")
        elif head:
            line.values["head_id"] = str(heads[head])
        put_address(line, Kind.FAMILY, kinds.SPECS[Kind.FAMILY].values_of(row)["address"] if row else None, terms)
        if line.faults:
            continue
        if row is not None:
            existing.judge(line, row)
            continue
        _register(line, terms, batch)


def _register(line: Line, terms: Terms, batch: Batch) -> None:
    if not terms.answers_for(Kind.FAMILY):
        line.refuse("number", "not_registered")
        return
    row = copying.blank(models.Family)
    kinds.SPECS[Kind.FAMILY].put(row, line.values)
    batch.register(Kind.FAMILY, row, line.values)
    line.outcome = Outcome.NEW
