"""What employees did."""

from django.db import models
from django.db.models import Q

from ayo.common.record import Record
from ayo.performance.data.activity import ActivityState, Origin


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
    case_id = models.UUIDField()
    step = models.CharField(max_length=40)
    settled_at = models.DateTimeField(null=True)

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
        ]
        indexes = [
            models.Index(fields=["person", "on", "id"], name="activity_of_person"),
            models.Index(fields=["case_id"], name="activity_of_case"),
        ]

    def __str__(self) -> str:
        return f"Activity {self.pk}"
