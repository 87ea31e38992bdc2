"""The one abstract table: an identifier that sorts by time, and when the row was made."""

from django.db import models

from ayo.common import ids


class Record(models.Model):
    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
