"""Disciplinary measures of employees (PP 94/2021), as their decrees say."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from ayo.common.record import Record


class DisciplinaryMeasure(Record):
    """A measure holds from a day until before another; one that ended on the day it began was annulled.

    `kind` is a code of the table of punishments of TPP. Whoever ends a measure early says why.
    """

    employee = models.ForeignKey("registry.Employee", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    decree = models.CharField(max_length=80)
    since = models.DateField()
    until = models.DateField()
    legal_basis = models.CharField(max_length=160)
    recorded_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    end_reason = models.CharField(max_length=300, default="")

    objects = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="measure_dates"),
            models.CheckConstraint(condition=~Q(decree="") & ~Q(legal_basis=""), name="measure_has_a_decree"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, end_reason="", until__gt=F("since"))
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end_reason=""),
                name="measure_ends_with_a_reason",
            ),
            # Two decrees of one kind at one time would cut a month twice.
            ExclusionConstraint(
                name="measure_of_a_kind_once",
                expressions=[
                    ("employee", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (Func("since", "until", function="daterange", output_field=DateRangeField()),
                     RangeOperators.OVERLAPS),
                ],
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["since", "id"], name="measure_by_day"),
            models.Index(fields=["employee", "since"], name="measure_of_employee"),
        ]

    def __str__(self) -> str:
        return f"DisciplinaryMeasure {self.pk}"
