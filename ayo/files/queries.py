"""Finding stored files."""

from pathlib import Path
from uuid import UUID

from django.conf import settings

from ayo.common.actor import Actor
from ayo.files.data import FileCard
from ayo.files.models import StoredFile


def card_of(row: StoredFile) -> FileCard:
    return FileCard(row.pk, row.name, row.content_type, row.size, row.sha256, Path(settings.MEDIA_ROOT) / row.path)


def find(file_id: UUID, *, actor: Actor) -> FileCard | None:
    """Return a file of the actor, or None."""
    row = StoredFile.objects.filter(pk=file_id, owner_id=actor.id).first()
    return card_of(row) if row else None


def stored(file_id: UUID) -> FileCard | None:
    """Return a file whoever owns it, for the module that keeps its id and has decided who may have it."""
    row = StoredFile.objects.filter(pk=file_id).first()
    return card_of(row) if row else None
