"""Shapes of the files module, without Django."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FileCard:
    """A stored file; `path` is absolute, `size` in bytes."""

    id: UUID
    name: str
    content_type: str
    size: int
    sha256: str
    path: Path
