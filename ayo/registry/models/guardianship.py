"""Guardians by a decision of a court or office: of a child, or of an adult who cannot act alone."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from ayo.common.record import Record


class GuardianshipQuerySet(models.QuerySet["Guardianship"]):
    def standing_on(self, day: date) -> "GuardianshipQuerySet":
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


class Guardianship(Record):
    """Written down by the population office. One of a child ends by itself when the child comes of age."""

    ward = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    guardian = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    of_child = models.BooleanField()
    decision = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    recorded_by = models.UUIDField()

    objects = GuardianshipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="guardianship_dates"
            ),
            models.CheckConstraint(condition=~Q(ward=F("guardian")), name="guardianship_of_another"),
            models.CheckConstraint(condition=~Q(decision=""), name="guardianship_has_a_decision"),
        ]
        indexes = [models.Index(fields=["guardian", "ward"], name="guardianship_by_guardian")]

    def __str__(self) -> str:
        return f"Guardianship {self.pk}"
