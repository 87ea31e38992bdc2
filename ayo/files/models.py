"""What is known of a stored file; the bytes lie under a random name in the home folder."""

from django.db import models

from ayo.common.record import Record


class StoredFile(Record):
    """A file of a purpose, owned by an actor; it goes when nobody needs it any more."""

    owner_id = models.UUIDField(db_index=True)
    purpose = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=120, unique=True)

    objects = models.Manager()

    def __str__(self) -> str:
        return f"File {self.pk}"
