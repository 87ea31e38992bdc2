"""Merges of two records of one person, with all that is needed to take them apart again."""

from django.db import models
from django.db.models import Q

from ayo.common.record import Record


class Merge(Record):
    """`moved` lists what was re-pointed from the loser to the survivor, as {table: [ids]}."""

    loser = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    survivor = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    score = models.FloatField(null=True)
    moved = models.JSONField(default=dict)
    merged_by = models.UUIDField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["loser"], condition=Q(undone_at__isnull=True), name="merge_once")
        ]

    def __str__(self) -> str:
        return f"Merge {self.pk}"
