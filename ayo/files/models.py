"""What is known of a stored file; the bytes lie under a random name in the home folder."""

from django.db import models

from ayo.common.record import Record
from ayo.files.data import FileState


class StoredFile(Record):
    """A file of a purpose, owned by an actor; it goes when nobody needs it any more.

    Nobody gets a file that is not KEPT. One that was refused keeps its row, for others may point to it.
    """

    owner_id = models.UUIDField(db_index=True)
    purpose = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=120, unique=True)
    state = models.CharField(
        max_length=12, choices=[(state.value, state.name) for state in FileState], default=FileState.KEPT
    )
    scanned_at = models.DateTimeField(null=True)

    objects = models.Manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["created_at"], name="file_in_quarantine", condition=models.Q(state=FileState.QUARANTINED)
            )
        ]

    def __str__(self) -> str:
        return f"File {self.pk}"
