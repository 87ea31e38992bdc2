"""Shapes of the files module, without Django."""

from dataclasses import dataclass
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
