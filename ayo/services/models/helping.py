"""Help: a need that a resident tells, and an employee who fills in a form for somebody who let them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from ayo.common.record import Record
from ayo.services.data.helping import STANDING, Credit, How, NeedState


class HelpRequest(Record):
    """A resident cannot do it alone and asks for somebody: with what, how, and where about they live.

    `area` is the kelurahan, with `rw` all that is shown before somebody takes it; `desks` name the offices and roles
    whose work the service is, `role|office` and `role|area`.
    """

    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey("services.Service", on_delete=models.PROTECT, related_name="+")
    area = models.CharField(max_length=13)
    rw = models.CharField(max_length=3, default="")
    desks = ArrayField(models.CharField(max_length=80), default=list)
    how = models.CharField(max_length=10, choices=[(one.value, one.name) for one in How])
    note = models.CharField(max_length=500, default="")
    state = models.CharField(
        max_length=10, choices=[(one.value, one.name) for one in NeedState], default=NeedState.OPEN
    )
    asked_at = models.DateTimeField()
    taken_by = models.ForeignKey("registry.Person", null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "service"], condition=Q(state__in=sorted(STANDING)), name="help_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(state=NeedState.TAKEN, taken_by__isnull=False) | ~Q(state=NeedState.TAKEN),
                name="help_taken_by_one",
            ),
            models.CheckConstraint(
                condition=Q(taken_by__isnull=True) | ~Q(taken_by=F("person")), name="help_taken_by_another"
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at", "id"], name="help_open", condition=Q(state=NeedState.OPEN)),
            models.Index(fields=["taken_by"], name="help_taken", condition=Q(state=NeedState.TAKEN)),
            GinIndex(fields=["desks"], name="help_desks", condition=Q(state=NeedState.OPEN)),
        ]

    def __str__(self) -> str:
        return f"Help request {self.pk}"


class Help(Record):
    """An employee helps a resident with one service, under an assistance that identity keeps.

    Work is counted once for each case, whoever helped and however often.
    """

    request = models.ForeignKey(HelpRequest, null=True, on_delete=models.PROTECT, related_name="+")
    assistance_id = models.UUIDField(unique=True)
    helper = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey("services.Service", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("services.Case", null=True, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    credit = models.CharField(max_length=10, choices=[(one.value, one.name) for one in Credit], default=Credit.NONE)
    work_code = models.CharField(max_length=40, default="")
    minutes = models.PositiveSmallIntegerField(default=0)
    objected_at = models.DateTimeField(null=True)
    objection = models.CharField(max_length=500, default="")
    judges = ArrayField(models.UUIDField(), default=list)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.UUIDField(null=True)

    objects = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(helper=F("person")), name="help_for_another"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(credit__in=[Credit.GIVEN, Credit.WITHHELD]), name="help_credited_once"
            ),
        ]
        indexes = [
            models.Index(fields=["helper", "-begun_at"], name="help_of_helper"),
            models.Index(fields=["person", "-begun_at"], name="help_of_person"),
        ]

    def __str__(self) -> str:
        return f"Help {self.pk}"
