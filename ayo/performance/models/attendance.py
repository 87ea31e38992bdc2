"""When employees came and went, what excuses them, and how each day stands."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from ayo.common.record import Record
from ayo.performance.data.attendance import DayStatus, Direction, RequestState


class ClockRecord(Record):
    """Somebody came or went at a moment, told by a source under its own key: the same key is the same record.

    A place is kept only when its owner agreed; `accuracy` is how far off it may be, in metres.
    """

    employee = models.ForeignKey("registry.Employee", on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    on = models.DateField()
    direction = models.CharField(max_length=3, choices=[(one.value, one.name) for one in Direction])
    source = models.CharField(max_length=40)
    source_key = models.CharField(max_length=80)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    accuracy = models.PositiveIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "source_key"], name="clock_record_once_per_source"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True, accuracy__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180), accuracy__isnull=False),
                name="clock_record_place_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["employee", "on"], name="clock_record_of_day")]

    def __str__(self) -> str:
        return f"ClockRecord {self.pk}"


class Leave(Record):
    """Leave or duty elsewhere, granted from a day until before another; `cut` is the code of the tables or empty."""

    employee = models.ForeignKey("registry.Employee", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField()
    legal_basis = models.CharField(max_length=160)
    cut = models.CharField(max_length=20, default="")
    recorded_by = models.UUIDField()
    cancelled_at = models.DateTimeField(null=True)

    objects = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="leave_dates"),
            models.CheckConstraint(condition=~Q(legal_basis=""), name="leave_has_a_basis"),
            # A day has one excuse; whoever enters another ends the first.
            ExclusionConstraint(
                name="leave_one_at_a_time",
                condition=Q(cancelled_at__isnull=True),
                expressions=[
                    ("employee", RangeOperators.EQUAL),
                    (Func("since", "until", function="daterange", output_field=DateRangeField()),
                     RangeOperators.OVERLAPS),
                ],
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["since", "id"], name="leave_by_day")]

    def __str__(self) -> str:
        return f"Leave {self.pk}"


class Correction(Record):
    """An employee says when they came or went, with a reason; the superior decides."""

    employee = models.ForeignKey("registry.Employee", on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    arrived = models.TimeField(null=True)
    left = models.TimeField(null=True)
    reason = models.CharField(max_length=300)
    evidence = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=[(one.value, one.name) for one in RequestState])
    superior = models.ForeignKey(
        "registry.Employee", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    escalated = models.PositiveSmallIntegerField(default=0)
    escalates_on = models.DateField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, default="")

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "on"], condition=Q(state=RequestState.WAITING), name="correction_one_waits"
            ),
            models.CheckConstraint(
                condition=Q(arrived__isnull=False) | Q(left__isnull=False), name="correction_says_something"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="correction_has_a_reason"),
        ]
        indexes = [
            models.Index(
                fields=["superior", "created_at"], condition=Q(state=RequestState.WAITING), name="correction_to_decide"
            ),
            models.Index(
                fields=["escalates_on"], condition=Q(state=RequestState.WAITING), name="correction_to_escalate"
            ),
            models.Index(fields=["employee", "on"], name="correction_of_day"),
        ]

    def __str__(self) -> str:
        return f"Correction {self.pk}"


class AttendanceDay(Record):
    """How a past day of an employee stands: judged anew whenever what it rests on changes.

    `codes` are pairs of a code of the table of cuts and the minutes that led to it; `absent_minutes` are those of the
    day's hours that were not worked; `source_id` is the leave that excused the day, or its first record of the clock.
    """

    employee = models.ForeignKey("registry.Employee", on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    status = models.CharField(max_length=16, choices=[(one.value, one.name) for one in DayStatus])
    late_minutes = models.PositiveSmallIntegerField(default=0)
    early_minutes = models.PositiveSmallIntegerField(default=0)
    absent_minutes = models.PositiveSmallIntegerField(default=0)
    codes = models.JSONField(default=list)
    source_id = models.UUIDField(null=True)

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employee", "on"], name="attendance_once_a_day")]
        indexes = [
            models.Index(fields=["on", "employee"], name="attendance_by_day"),
            models.Index(
                fields=["employee", "on"], condition=Q(status=DayStatus.ABSENT), name="attendance_of_the_absent"
            ),
        ]

    def __str__(self) -> str:
        return f"AttendanceDay {self.pk}"


class AbsenceAlert(Record):
    """A superior was told that somebody reached a step of the ladder of PP 94/2021 in a year: once each."""

    employee = models.ForeignKey("registry.Employee", on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    days = models.PositiveSmallIntegerField()

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employee", "year", "code"], name="absence_told_once")]

    def __str__(self) -> str:
        return f"AbsenceAlert {self.pk}"
