"""Shapes of the inbox, without Django."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as people read it, already in their language."""

    id: UUID
    title: str
    text: str
    url: str
    at: datetime
    is_new: bool
    is_open_task: bool
