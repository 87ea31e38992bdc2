"""What a row means for a record that exists: what is written, what only corrects the past, what is proposed."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from ayo.common import jsons
from ayo.common.jsons import Json
from ayo.registry import kinds, models
from ayo.registry.imports import targets
from ayo.registry.imports.batch import Batch
from ayo.registry.imports.data import Line, Outcome
from ayo.registry.imports.terms import Terms
from ayo.registry.rules import authority, history, values
from ayo.registry.rules.values import Fault

_WORDS = frozenset({"name", "birth_place", "religion", "occupation", "post", "front_title", "back_title", "grade"})


class Existing:
    """The records of one chunk that exist, with what is needed to judge the rows that speak of them."""

    def __init__(self, kind: str, ids: Iterable[UUID], terms: Terms, batch: Batch) -> None:
        self.kind, self.terms, self.batch = kind, terms, batch
        known = list(ids)
        self._later = self._spoken_later(known) if terms.valid_from < terms.today else {}
        self._pending = self._asked_already(known)

    def judge(self, line: Line, row: Any) -> None:
        """Divide what the line says about the record by authority and day, and set the line's outcome."""
        current = kinds.SPECS[self.kind].values_of(row)
        wanted = {name: value for name, value in line.values.items() if not same(name, value, current[name])}
        parts = authority.split(
            wanted,
            authority=self.terms.authority[self.kind],
            spoken_for=frozenset({self.terms.source}),
            held_back=(),
        )
        written = dict(parts.written)
        overtaken, past = self._past(row.pk, line.values)
        for name in overtaken:
            written.pop(name, None)
        line.outcome = Outcome.SAME
        for owner, proposed in parts.proposed.items():
            line.outcome = Outcome.PROPOSED
            if (row.pk, owner, _frozen(proposed)) not in self._pending:
                self.batch.propose(self.kind, row, owner, proposed)
        if written or past:
            line.outcome = Outcome.CHANGED
            self.batch.change(self.kind, row, written, past)

    def _past(self, pk: UUID, given: Mapping[str, Json]) -> tuple[list[str], dict[str, Json]]:
        """Return the fields for which the history holds a later value, and what the file corrects in their past."""
        said = self._later.get(pk)
        if said is None:
            return [], {}
        known = history.known(said, valid_on=self.terms.today)
        then = history.known(said, valid_on=self.terms.valid_from)
        owner = self.terms.authority[self.kind]
        overtaken = [
            name for name in given
            if name in known and known[name].valid_from > self.terms.valid_from and owner[name] == self.terms.source
        ]  # fmt: skip
        news = [name for name in overtaken if name not in then or not same(name, given[name], then[name].value)]
        return overtaken, {name: given[name] for name in news}

    def _spoken_later(self, ids: list[UUID]) -> dict[UUID, list[Any]]:
        said: Any = kinds.SPECS[self.kind].assertion._default_manager
        later = set(
            said.filter(subject_id__in=ids, valid_from__gt=self.terms.valid_from, valid_from__lte=self.terms.today)
            .values_list("subject_id", flat=True)
            .distinct()
        )
        found: dict[UUID, list[Any]] = {}
        for one in said.filter(subject_id__in=later):
            found.setdefault(one.subject_id, []).append(kinds.assertion_of(one))
        return found

    def _asked_already(self, ids: list[UUID]) -> set[tuple[UUID, str, bytes]]:
        pending = models.Proposal.objects.filter(
            kind=self.kind, subject_id__in=ids, state=models.Proposal.State.PENDING
        )
        return {
            (subject_id, owner, _frozen(proposed))
            for subject_id, owner, proposed in pending.values_list("subject_id", "authority", "values")
        }


def same(name: str, given: Json, current: Json) -> bool:
    """Tell whether two values are one: words are the same in capitals or not."""
    if name in _WORDS and isinstance(given, str) and isinstance(current, str):
        return given.casefold() == current.casefold()
    return given == current


def put_address(line: Line, kind: str, current: Json, terms: Terms) -> None:
    """Make a whole address of the parts a line has; where a record has one in the same kelurahan, the rest stays."""
    if not line.address:
        return
    root = targets.ADDRESS[kind]
    before = dict(current) if isinstance(current, dict) else {}
    if line.address.get("kelurahan", before.get("kelurahan")) != before.get("kelurahan"):
        before = {}
    given = dict(line.address)
    if str(given.get("street", "")).casefold() == str(before.get("street", "")).casefold():
        given.pop("street", None)
    if "street" in given and "latitude" not in given:
        before |= {"latitude": None, "longitude": None}
    try:
        line.values[root] = values.address({**before, **given}, terms.reading.context)
    except Fault as fault:
        line.refuse(f"{root}.{_PART.get(str(fault), 'street')}", str(fault))


_PART = {
    "unknown_kelurahan": "kelurahan", "bad_postal_code": "postal_code", "bad_rt_rw": "rt", "bad_point": "latitude",
}  # fmt: skip


def _frozen(proposed: Mapping[str, Json]) -> bytes:
    return jsons.canonical(dict(proposed))
