"""Feedback during a period, and what results and behaviour of an employee and a unit came to."""

from django.db import models
from django.db.models import F, Q

from ayo.common.record import Record
from ayo.performance.data.rating import Achievement, Predicate, Rated, Rating


class Feedback(Record):
    """What the superior said on somebody's work while it went on; never changed, and told to them."""

    employee = models.ForeignKey("registry.Employee", on_delete=models.PROTECT, related_name="+", db_index=False)
    plan = models.ForeignKey("performance.Plan", on_delete=models.CASCADE, related_name="feedback", db_index=False)
    key = models.UUIDField(unique=True)
    at = models.DateTimeField()
    by = models.UUIDField()
    label = models.CharField(max_length=200)
    text = models.CharField(max_length=500)

    objects = models.Manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="feedback_says_something")]
        indexes = [models.Index(fields=["plan", "at"], name="feedback_of_plan")]

    def __str__(self) -> str:
        return f"Feedback {self.pk}"


class EmployeeRating(Record):
    """Results and behaviour of one employee in one period or year, and the predicate of the matrix."""

    employee = models.ForeignKey("registry.Employee", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=8, choices=[(one.value, one.name) for one in Rated])
    since = models.DateField()
    until = models.DateField()
    results = models.CharField(max_length=5, choices=[(one.value, one.name) for one in Rating])
    behaviour = models.CharField(max_length=5, choices=[(one.value, one.name) for one in Rating])
    predicate = models.CharField(max_length=10, choices=[(one.value, one.name) for one in Predicate])
    note = models.CharField(max_length=500, default="")
    version = models.PositiveSmallIntegerField(default=1)
    rated_at = models.DateTimeField()
    rated_by = models.UUIDField()
    rated_label = models.CharField(max_length=200)
    object_until = models.DateField()
    """The last day on which the employee may object."""

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employee", "kind", "since"], name="rating_once_per_period"),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="rating_dates"),
            models.CheckConstraint(condition=~Q(rated_by=F("person_id")), name="rating_not_of_oneself"),
        ]
        indexes = [
            models.Index(fields=["person", "-since"], name="rating_of_person"),
            models.Index(fields=["organisation", "since", "kind"], name="rating_of_unit"),
        ]

    def __str__(self) -> str:
        return f"Rating {self.pk}"


class UnitRating(Record):
    """What a unit achieved in a period or year, and why its people's predicates spread otherwise than the pattern."""

    organisation = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=8, choices=[(one.value, one.name) for one in Rated])
    since = models.DateField()
    achievement = models.CharField(max_length=11, choices=[(one.value, one.name) for one in Achievement])
    reason = models.CharField(max_length=500, default="")
    set_by = models.UUIDField()
    set_label = models.CharField(max_length=200)
    justification = models.CharField(max_length=500, default="")
    version = models.PositiveSmallIntegerField(default=1)

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "since"], name="unit_rating_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="unit_rating_says_why"),
        ]

    def __str__(self) -> str:
        return f"Unit rating {self.pk}"


class UnitRatingStep(Record):
    """Each version of what was said of a unit, append-only: who said it, and everything as it stood then."""

    rating = models.ForeignKey(UnitRating, on_delete=models.CASCADE, related_name="steps", db_index=False)
    version = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.UUIDField()
    label = models.CharField(max_length=200)
    achievement = models.CharField(max_length=11, choices=[(one.value, one.name) for one in Achievement])
    reason = models.CharField(max_length=500)
    justification = models.CharField(max_length=500, default="")

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rating", "version"], name="unit_rating_step_once")]

    def __str__(self) -> str:
        return f"Version {self.version} of {self.rating_id}"
