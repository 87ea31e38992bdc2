"""What one audit entry says, as plain facts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act. Values appear only as keyed digests, so the log proves a change without repeating personal data."""

    entry_id: UUID
    at: datetime
    act: str
    actor_kind: str
    actor_id: UUID
    actor_label: str
    on_behalf_of: UUID | None
    app_id: UUID | None
    purpose: str
    subject_kind: str
    subject_id: str
    label: str
    fields: tuple[str, ...]
    before_digest: str
    after_digest: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry with its place in the chain."""

    seq: int
    entry: Entry
    prev_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Seal:
    """A signed statement that the chain had this hash at this place; also kept outside the database."""

    seq: int
    hash: str
    at: str
    signature: str


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong with the chain: CHANGED, MISSING, BROKEN_LINK, TRUNCATED, REWRITTEN or BAD_SEAL."""

    kind: str
    seq: int
    detail: str


@dataclass(frozen=True, slots=True)
class Verdict:
    checked: int
    last_seq: int
    last_hash: str
    seals: int
    flaws: tuple[Flaw, ...]

    @property
    def is_sound(self) -> bool:
        return not self.flaws
