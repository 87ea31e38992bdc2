"""How long each decided case took: a read model for the figures beside the promises, kept by a subscriber."""

from django.db import models


class CaseLength(models.Model):
    """Working days from handing in to the decision; one row per case, gone again while the case is open once more."""

    case_id = models.UUIDField(primary_key=True)
    service = models.ForeignKey("services.Service", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField()
    days = models.PositiveSmallIntegerField()
    is_kept = models.BooleanField()

    objects = models.Manager()

    class Meta:
        indexes = [
            models.Index(fields=["service", "ended_on"], include=["days", "is_kept"], name="case_length_of_service")
        ]

    def __str__(self) -> str:
        return f"Case {self.case_id}: {self.days} days"
