"""Plans of employees (SKP), what their units are to reach, and the dialogue about both."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from ayo.common.record import Record
from ayo.performance.data.plan import Approach, PlanAct, PlanState, ResultKind, RunState


class UnitResult(Record):
    """What a unit is to reach in a year: the row of its role-result matrix that people of the unit carry."""

    organisation = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    year = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    version = models.PositiveIntegerField(default=1)
    dropped_at = models.DateTimeField(null=True)

    objects = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="unit_result_says_something"),
            models.UniqueConstraint(
                fields=["organisation", "year", "text"], condition=Q(dropped_at__isnull=True), name="unit_result_once"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Plan(Record):
    """The SKP of one employee in one post from a day until before another; a move within the year splits it."""

    employee = models.ForeignKey("registry.Employee", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    year = models.PositiveSmallIntegerField()
    post = models.CharField(max_length=160)
    since = models.DateField()
    until = models.DateField()
    approach = models.CharField(max_length=12, choices=[(one.value, one.name) for one in Approach])
    state = models.CharField(max_length=10, choices=[(one.value, one.name) for one in PlanState])
    version = models.PositiveIntegerField(default=1)
    expectations = models.JSONField(default=dict)
    """What the leader expects beyond the guides, by code of the value."""
    superior = models.ForeignKey(
        "registry.Employee", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """To whom it was sent, or who agreed."""

    objects = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="plan_dates"),
            # One standing plan per employee, post and time, however it comes about.
            ExclusionConstraint(
                name="plan_once",
                condition=~Q(state=PlanState.WITHDRAWN),
                expressions=[
                    ("employee", RangeOperators.EQUAL),
                    ("post", RangeOperators.EQUAL),
                    (Func("since", "until", function="daterange", output_field=DateRangeField()),
                     RangeOperators.OVERLAPS),
                ],
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["person", "year"], name="plan_of_person"),
            models.Index(fields=["employee", "since"], name="plan_of_employee"),
            models.Index(fields=["organisation", "year"], name="plan_of_unit"),
            models.Index(fields=["superior"], condition=Q(state=PlanState.SUBMITTED), name="plan_to_agree"),
        ]

    def __str__(self) -> str:
        return f"Plan {self.pk}"


class PlanResult(Record):
    """One expected result of a plan, with its indicators as a list of aspect, text, target and unit."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="results", db_index=False)
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=5, choices=[(one.value, one.name) for one in ResultKind])
    text = models.CharField(max_length=300)
    supports = models.ForeignKey(UnitResult, null=True, on_delete=models.PROTECT, related_name="carried")
    indicators = models.JSONField(default=list)

    objects = models.Manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="plan_result_says_something")]
        indexes = [models.Index(fields=["plan", "place"], name="result_of_plan")]

    def __str__(self) -> str:
        return self.text


class PlanStep(Record):
    """A step of the dialogue, append-only: who did what to which version, what they said, and the content then."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps", db_index=False)
    version = models.PositiveIntegerField()
    act = models.CharField(max_length=10, choices=[(one.value, one.name) for one in PlanAct])
    at = models.DateTimeField()
    by = models.UUIDField()
    label = models.CharField(max_length=200)
    comment = models.CharField(max_length=500, default="")
    content = models.JSONField(default=dict)

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "version"], name="plan_step_once")]

    def __str__(self) -> str:
        return f"{self.act} of {self.plan_id}"


class PlanRun(Record):
    """Drafts for everybody of a year in one run: its place is kept with each chunk, so it goes on after a kill."""

    year = models.PositiveSmallIntegerField(unique=True)
    state = models.CharField(max_length=10, choices=[(one.value, one.name) for one in RunState])
    position = models.UUIDField(null=True)
    everybody = models.PositiveIntegerField()
    seen = models.PositiveIntegerField(default=0)
    drafted = models.PositiveIntegerField(default=0)
    touched_at = models.DateTimeField()
    stumbles = models.PositiveSmallIntegerField(default=0)
    started_by = models.UUIDField()
    started_label = models.CharField(max_length=200)

    objects = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["touched_at"], condition=Q(state=RunState.DRAFTING), name="plan_run_at_work")]

    def __str__(self) -> str:
        return f"Plans of {self.year}"
