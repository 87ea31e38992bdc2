"""What an application's copy of the master data should be now: for snapshots, resends and reconciliation."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ayo.common import jsons
from ayo.exchange import kinds, projection
from ayo.exchange.data import ContractCard, Terms
from ayo.registry.data import Record

PAGE = 1000

Scoped = tuple[Record, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Copy:
    """One record as one application should hold it; `record` None means that it should not hold it."""

    kind: str
    id: UUID
    version: int
    record: dict[str, Any] | None

    def as_data(self) -> dict[str, Any]:
        if self.record is None:
            return projection.withdrawal(self.kind, str(self.id), self.version)
        return {
            "kind": self.kind,
            "id": str(self.id),
            "version": self.version,
            "changed": sorted(self.record),
            "record": self.record,
        }

    def digest(self) -> str:
        return jsons.digest(self.record)


def of_records(contract: ContractCard | None, asked: Iterable[tuple[str, UUID]]) -> dict[tuple[str, UUID], Copy]:
    """Return the copy of each record that was asked for, also of those that are gone or out of scope."""
    by_kind: defaultdict[str, list[UUID]] = defaultdict(list)
    for kind, record_id in asked:
        by_kind[kind].append(record_id)
    copies: dict[tuple[str, UUID], Copy] = {}
    for kind, ids in by_kind.items():
        terms = contract.by_kind.get(kind) if contract else None
        found = {scoped[0].id: scoped for scoped in kinds.records_of(kind, ids)}
        for record_id in ids:
            copies[(kind, record_id)] = _copy(kind, record_id, terms, found.get(record_id))
    return copies


def page(terms: Terms, after: UUID | None, limit: int) -> tuple[list[Copy], UUID | None]:
    """Return copies from one page of all records and the id to go on after; None when this was the last page."""
    scoped = kinds.records_after(terms.kind, after, limit=limit, areas=terms.areas)
    copies = [_copy(terms.kind, one[0].id, terms, one) for one in scoped]
    last = scoped[-1][0].id if len(scoped) == limit else None
    return [copy for copy in copies if copy.record is not None], last


def everything(terms: Terms) -> Iterator[Copy]:
    after = None
    while True:
        copies, after = page(terms, after, PAGE)
        yield from copies
        if after is None:
            return


def _copy(kind: str, record_id: UUID, terms: Terms | None, scoped: Scoped | None) -> Copy:
    if scoped is None:
        return Copy(kind, record_id, 0, None)
    record, area, groups = scoped
    if terms is None or not projection.in_scope(terms, area, groups):
        return Copy(kind, record_id, record.version, None)
    return Copy(kind, record_id, record.version, projection.pick(record.fields, terms.fields))
