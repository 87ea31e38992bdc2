"""What every master record has: a version that grows with each change, and when that was."""

from django.db import models
from django.db.models.functions import Now

from ayo.common.record import Record


class Master(Record):
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
