"""How entries are hashed and how a chain is judged. Pure: the same entries always give the same verdict."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import UTC
from operator import attrgetter

from ayo.audit.data import GENESIS, Entry, Flaw, Seal, Sealed
from ayo.common import jsons

_NAMES = tuple(field.name for field in fields(Entry))
_facts = attrgetter(*_NAMES)


def link(seq: int, entry: Entry, prev_hash: str) -> str:
    """Return the hash of an entry at its place: SHA-256 over the previous hash and the canonical entry."""
    # Not asdict: it copies every value deeply, which made the chainer the dearest part of the relay.
    facts = dict(zip(_NAMES, _facts(entry), strict=True))
    facts |= {"seq": seq, "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds")}
    return hashlib.sha256(prev_hash.encode() + jsons.canonical(facts)).hexdigest()


def chained(entries: Iterable[Entry], *, after_seq: int, after_hash: str) -> Iterator[Sealed]:
    """Give each entry the next place in the chain."""
    seq, previous = after_seq, after_hash or GENESIS
    for entry in entries:
        seq += 1
        digest = link(seq, entry, previous)
        yield Sealed(seq, entry, previous, digest)
        previous = digest


class Inspection:
    """Walks a chain in order of its numbers and collects what is wrong with it."""

    def __init__(self, seals: Mapping[int, Seal]) -> None:
        self.flaws: list[Flaw] = []
        self.checked = 0
        self.last_seq = 0
        self.last_hash = GENESIS
        self._seals = seals

    def take(self, sealed: Sealed) -> None:
        self.checked += 1
        for missing in range(self.last_seq + 1, sealed.seq):
            self.flaws.append(Flaw("MISSING", missing, "entry was removed"))
        gap = sealed.seq != self.last_seq + 1
        if link(sealed.seq, sealed.entry, sealed.prev_hash) != sealed.hash:
            self.flaws.append(Flaw("CHANGED", sealed.seq, f"{sealed.entry.act}: content does not match its hash"))
        elif not gap and sealed.prev_hash != self.last_hash:
            self.flaws.append(Flaw("BROKEN_LINK", sealed.seq, "does not follow the entry before it"))
        seal = self._seals.get(sealed.seq)
        if seal is not None and seal.hash != sealed.hash:
            self.flaws.append(Flaw("REWRITTEN", sealed.seq, f"differs from the seal of {seal.at}"))
        self.last_seq, self.last_hash = sealed.seq, sealed.hash

    def finish(self) -> None:
        """Compare the end of the chain with the newest seal."""
        newest = max(self._seals, default=0)
        if newest > self.last_seq:
            self.flaws.append(
                Flaw(
                    "TRUNCATED", self.last_seq + 1, f"entries {self.last_seq + 1} to {newest} were sealed and are gone"
                )
            )
