"""What a person lets another do for them, for a time."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ayo.common.record import Record


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def open_on(self, day: date) -> "DelegationQuerySet":
        """Keep those that nobody has ended and that are not over: standing, to come, or waiting for an answer."""
        return self.filter(ended_at__isnull=True, valid_to__gt=day)


class Delegation(Record):
    """`delegate` is missing until somebody shows the code; only once accepted does it open anything."""

    principal = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    delegate = models.ForeignKey("registry.Person", null=True, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, default="")
    scopes = ArrayField(models.CharField(max_length=20))
    valid_from = models.DateField()
    valid_to = models.DateField()
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="delegation_dates"),
            models.CheckConstraint(condition=~Q(scopes=[]), name="delegation_of_something"),
            models.CheckConstraint(condition=~Q(principal=F("delegate")), name="delegation_to_another"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(delegate__isnull=False),
                name="delegation_accepted_by_one",
            ),
            models.UniqueConstraint(fields=["digest"], condition=~Q(digest=""), name="delegation_code_once"),
        ]
        indexes = [models.Index(fields=["delegate", "principal"], name="delegation_by_delegate")]

    def __str__(self) -> str:
        return f"Delegation {self.pk}"
