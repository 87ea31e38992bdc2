"""Shapes of the files module, without Django."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID


class FileState(StrEnum):
    """Where a file stands: not looked at by the scanner yet, kept, or refused and its bytes gone."""

    QUARANTINED = "QUARANTINED"
    KEPT = "KEPT"
    REFUSED = "REFUSED"


@dataclass(frozen=True, slots=True)
class FileCard:
    """A stored file; `path` is absolute, `size` in bytes."""

    id: UUID
    name: str
    content_type: str
    size: int
    sha256: str
    path: Path
    state: FileState = FileState.KEPT


@dataclass(frozen=True, slots=True)
class Judged:
    """An upload that passed: the bytes that are kept, which for a picture are others than those that came."""

    content_type: str
    content: bytes


class Found(StrEnum):
    """What a scanner says."""

    NOTHING = "NOTHING"
    MALWARE = "MALWARE"
    NO_ANSWER = "NO_ANSWER"


@dataclass(frozen=True, slots=True)
class Scan:
    """The word of a scanner; `name` is what it found, or why it could not say."""

    found: Found
    name: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that stands on a paper, as it is printed."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper and what stands on it."""

    content: bytes
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature on a PDF and what it is worth.

    `is_intact`: what it covers is as it was signed; `covers_all`: nothing was added since; `is_known`: its certificate
    descends from one we trust; `is_stamped`: an authority we trust vouches for the time.
    """

    signer: str
    signed_at: datetime | None
    issuer: str
    serial: str
    is_intact: bool
    covers_all: bool
    is_known: bool
    is_stamped: bool

    @property
    def is_good(self) -> bool:
        return self.is_intact and self.covers_all and self.is_known and self.is_stamped
