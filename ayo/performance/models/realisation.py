"""What employees say came of the results they had planned, period by period."""

from django.db import models
from django.db.models import F, Q

from ayo.common.record import Record


class Realisation(Record):
    """What came of one result of a plan in a period, append-only: the newest version holds, those before stay.

    `lines` are the indicators as they were planned then (text and target), each with what was reached and what shows
    it. The id of the result outlives the result, which a new draft may drop.
    """

    plan = models.ForeignKey("performance.Plan", on_delete=models.PROTECT, related_name="realisations", db_index=False)
    result_id = models.UUIDField()
    since = models.DateField()
    until = models.DateField()
    version = models.PositiveSmallIntegerField()
    lines = models.JSONField()
    written_at = models.DateTimeField()
    written_by = models.UUIDField()

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "result_id", "since", "version"], name="realisation_version_once"),
            models.CheckConstraint(
                condition=Q(until__gt=F("since")) & Q(version__gt=0), name="realisation_of_a_period"
            ),
        ]

    def __str__(self) -> str:
        return f"Realisation {self.pk}"
