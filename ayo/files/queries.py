"""Finding stored files. What is not kept, because no scanner has looked at it yet or one refused it, is not found."""

from collections.abc import Collection
from pathlib import Path
from uuid import UUID

from django.conf import settings

from ayo.common.actor import Actor
from ayo.files.data import FileCard, FileState
from ayo.files.models import StoredFile


def card_of(row: StoredFile) -> FileCard:
    return FileCard(
        row.pk, row.name, row.content_type, row.size, row.sha256, Path(settings.MEDIA_ROOT) / row.path,
        FileState(row.state),
    )  # fmt: skip


def find(file_id: UUID, *, actor: Actor) -> FileCard | None:
    """Return a file of the actor, or None."""
    row = StoredFile.objects.filter(pk=file_id, owner_id=actor.id, state=FileState.KEPT).first()
    return card_of(row) if row else None


def uploaded(file_id: UUID, *, purpose: str, actor: Actor) -> FileCard | None:
    """Return what the actor sent for a purpose, looked at by the scanner or not yet; an id from a page is no proof."""
    waiting = (FileState.KEPT, FileState.QUARANTINED)
    row = StoredFile.objects.filter(pk=file_id, owner_id=actor.id, purpose=purpose, state__in=waiting).first()
    return card_of(row) if row else None


def stored(file_id: UUID) -> FileCard | None:
    """Return a file whoever owns it, for the module that keeps its id and has decided who may have it."""
    row = StoredFile.objects.filter(pk=file_id, state=FileState.KEPT).first()
    return card_of(row) if row else None


def cards(file_ids: Collection[UUID]) -> dict[UUID, FileCard]:
    """Return the files by id in whatever state they are, to tell people of them; `stored` gives them out."""
    return {row.pk: card_of(row) for row in StoredFile.objects.filter(pk__in=list(file_ids))}


def waiting_for_scan(limit: int) -> list[FileCard]:
    rows = StoredFile.objects.filter(state=FileState.QUARANTINED).order_by("created_at", "pk")
    return [card_of(row) for row in rows[:limit]]
