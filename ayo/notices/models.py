"""The inbox."""

from django.db import models
from django.db.models import Q

from ayo.common.record import Record


class Notice(Record):
    """A message to one person: a text known by its code, with its facts, and where to go."""

    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    url = models.CharField(max_length=300, default="")
    is_task = models.BooleanField(default=False)
    about = models.CharField(max_length=120, default="")
    read_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects = models.Manager()

    class Meta:
        constraints = [
            # The same happening tells the same person once, however often it is delivered.
            models.UniqueConstraint(fields=["person", "code", "about"], condition=~Q(about=""), name="notice_once")
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_inbox"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"Notice {self.code}"
