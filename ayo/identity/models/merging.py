"""What went from one person to another when their records were merged, so that it can come back."""

from django.db import models
from django.db.models import Q

from ayo.common.record import Record


class Moved(Record):
    """`rows` lists what was re-pointed from the loser to the survivor, as {place: [ids]}."""

    loser = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    survivor = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    rows = models.JSONField()
    undone_at = models.DateTimeField(null=True)

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["loser"], condition=Q(undone_at__isnull=True), name="moved_once")
        ]

    def __str__(self) -> str:
        return f"Moved {self.pk}"
