"""The catalogue in the database: a service, and what it was, is and will be. A case keeps the version it began with."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q

from ayo.common.record import Record


class DateRange(Func):
    function = "daterange"
    output_field = DateRangeField()


class Service(Record):
    """What people ask for; its texts and rules are in the versions."""

    code = models.CharField(max_length=60, unique=True)
    owner = models.CharField(max_length=60)
    life_events = ArrayField(models.CharField(max_length=30), default=list)
    # What search looks through, in the words of the version in force; made by the action that loads the catalogue.
    found_by = SearchVectorField(null=True)
    plain = models.TextField(default="")

    objects = models.Manager()

    class Meta:
        indexes = [
            GinIndex(fields=["found_by"], name="service_found_by"),
            GinIndex(fields=["plain"], opclasses=["gin_trgm_ops"], name="service_plain_trigram"),
        ]

    def __str__(self) -> str:
        return self.code


class ServiceVersionQuerySet(models.QuerySet["ServiceVersion"]):
    def in_force_on(self, day: date) -> "ServiceVersionQuerySet":
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


class ServiceVersion(Record):
    """A definition from one day until another, as the catalogue gave it; never changed once a case has it."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    definition = models.JSONField()
    digest = models.CharField(max_length=64)

    objects = ServiceVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="service_version_number"),
            # Two versions of a service are never in force on one day.
            ExclusionConstraint(
                name="service_version_one_in_force",
                expressions=[
                    ("service", RangeOperators.EQUAL),
                    (
                        DateRange("valid_from", "valid_to", RangeBoundary(inclusive_lower=True, inclusive_upper=False)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="service_version_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} v{self.number}"
