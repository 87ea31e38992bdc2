"""What employees did."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from ayo.common.record import Record
from ayo.performance.data.activity import ActivityState, Origin

STANDING = (ActivityState.SUBMITTED, ActivityState.COUNTED, ActivityState.WAITING)
"""Minutes in these states are done, whether or not they count yet."""
_SUBMITTED = Q(state=ActivityState.SUBMITTED)


class Activity(Record):
    """Work of one employee on one day, in minutes of the work catalogue (WPT), with the record it comes from."""

    employee = models.ForeignKey("registry.Employee", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    on = models.DateField()
    code = models.CharField(max_length=40)
    minutes = models.PositiveSmallIntegerField()
    title = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=[(one.value, one.name) for one in ActivityState])
    origin = models.CharField(max_length=10, choices=[(one.value, one.name) for one in Origin])
    origin_id = models.UUIDField()
    case_id = models.UUIDField(null=True)
    step = models.CharField(max_length=40, default="")
    settled_at = models.DateTimeField(null=True)
    # What only work entered by hand has.
    volume = models.PositiveSmallIntegerField(default=1)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, default="")
    link = models.CharField(max_length=300, default="")
    evidence = models.UUIDField(null=True)
    version = models.PositiveSmallIntegerField(default=1)
    sent_at = models.DateTimeField(null=True)
    superior = models.ForeignKey(
        "registry.Employee", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    escalated = models.PositiveSmallIntegerField(default=0)
    escalates_on = models.DateField(null=True)
    decision = models.UUIDField(null=True)
    decided_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=300, default="")

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["origin", "origin_id", "employee"], name="activity_once_per_origin"),
            # A stage done again after a result was taken back counts anew; standing work of a step counts once.
            models.UniqueConstraint(
                fields=["origin", "case_id", "step", "employee"],
                condition=~Q(state=ActivityState.REVERSED),
                name="activity_once_per_step",
            ),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="activity_has_minutes"),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="activity_span",
            ),
            # Nobody does two things at once, however fast they are entered.
            ExclusionConstraint(
                name="activity_one_at_a_time",
                condition=Q(starts_at__isnull=False, state__in=STANDING),
                expressions=[
                    ("employee", RangeOperators.EQUAL),
                    (Func("starts_at", "ends_at", function="tstzrange", output_field=DateTimeRangeField()),
                     RangeOperators.OVERLAPS),
                ],
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["person", "on", "id"], name="activity_of_person"),
            models.Index(fields=["case_id"], name="activity_of_case"),
            models.Index(fields=["employee", "on"], name="activity_of_employee"),
            models.Index(fields=["superior", "sent_at", "id"], condition=_SUBMITTED, name="activity_to_judge"),
            models.Index(fields=["escalates_on"], condition=_SUBMITTED, name="activity_to_escalate"),
            models.Index(fields=["decision"], condition=Q(decision__isnull=False), name="activity_of_decision"),
        ]

    def __str__(self) -> str:
        return f"Activity {self.pk}"


class Template(Record):
    """Work that its author enters often, under a name of their own."""

    employee = models.ForeignKey("registry.Employee", on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=60)
    code = models.CharField(max_length=40)
    volume = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=300, default="")

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employee", "name"], name="template_once_per_name")]

    def __str__(self) -> str:
        return self.name
