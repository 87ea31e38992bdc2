"""TPP: versions of its tables, month runs, the inputs they froze and the slips that came of them."""

from django.db import models
from django.db.models import F, Q

from ayo.common.record import Record
from ayo.performance.data.pay import AT_WORK, OPEN, RunState, TableState


class AllowanceTable(Record):
    """A version of the tables made in the app. `written` is what was proposed, whole; the newest that began holds."""

    version = models.CharField(max_length=40)
    valid_from = models.DateField()
    legal_basis = models.CharField(max_length=300)
    written = models.TextField()
    against = models.CharField(max_length=40)
    note = models.CharField(max_length=500, default="")
    state = models.CharField(max_length=10, choices=[(one.value, one.name) for one in TableState])
    effect = models.JSONField(default=dict)
    proposed_by = models.UUIDField()
    proposed_label = models.CharField(max_length=200)
    settled_by = models.UUIDField(null=True)
    settled_label = models.CharField(max_length=200, default="")
    settled_at = models.DateTimeField(null=True)

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=~Q(state=TableState.WITHDRAWN), name="allowance_table_once"
            ),
            models.UniqueConstraint(
                fields=["valid_from"], condition=Q(state=TableState.ENACTED), name="allowance_table_one_a_day"
            ),
            # Four eyes: nobody enacts what they proposed.
            models.CheckConstraint(
                condition=~Q(state=TableState.ENACTED)
                | (Q(settled_by__isnull=False) & ~Q(settled_by=F("proposed_by"))),
                name="allowance_table_four_eyes",
            ),
        ]
        indexes = [models.Index(fields=["state", "valid_from"], name="allowance_table_in_force")]

    def __str__(self) -> str:
        return f"AllowanceTable {self.version}"


class AllowanceRun(Record):
    """TPP of a month over everybody. `written` is the version of the tables as it was; `position` where the job is."""

    month = models.DateField()
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="corrections", db_index=False
    )
    state = models.CharField(max_length=12, choices=[(one.value, one.name) for one in RunState])
    version = models.CharField(max_length=40)
    written = models.TextField()
    position = models.UUIDField(null=True)
    everybody = models.IntegerField(default=0)
    frozen = models.IntegerField(default=0)
    calculated = models.IntegerField(default=0)
    left_out = models.IntegerField(default=0)
    stumbles = models.SmallIntegerField(default=0)
    touched_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)
    input_digest = models.CharField(max_length=64, default="")
    output_digest = models.CharField(max_length=64, default="")
    verified_at = models.DateTimeField(null=True)
    verified_digest = models.CharField(max_length=64, default="")
    started_by = models.UUIDField()
    started_label = models.CharField(max_length=200)
    checked_by = models.UUIDField(null=True)
    checked_label = models.CharField(max_length=200, default="")
    checked_at = models.DateTimeField(null=True)
    approved_by = models.UUIDField(null=True)
    approved_label = models.CharField(max_length=200, default="")
    approved_at = models.DateTimeField(null=True)
    paid_by = models.UUIDField(null=True)
    paid_label = models.CharField(max_length=200, default="")
    paid_at = models.DateTimeField(null=True)

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month"],
                condition=Q(corrects__isnull=True, state__in=sorted(OPEN)),
                name="allowance_run_once_a_month",
            ),
            models.UniqueConstraint(
                fields=["corrects"], condition=Q(state__in=sorted(OPEN)), name="allowance_run_corrected_once"
            ),
            # Four eyes: who approves has neither begun nor checked it, who notes the payment has not approved it.
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (~Q(approved_by=F("started_by")) & ~Q(approved_by=F("checked_by"))),
                name="allowance_run_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(paid_by__isnull=True) | ~Q(paid_by=F("approved_by")), name="allowance_run_paid_by_another"
            ),
        ]
        indexes = [
            models.Index(fields=["-month", "-id"], name="allowance_run_by_month"),
            models.Index(fields=["touched_at"], condition=Q(state__in=sorted(AT_WORK)), name="allowance_run_at_work"),
        ]

    def __str__(self) -> str:
        return f"AllowanceRun {self.month:%Y-%m} {self.state}"


class AllowanceInput(models.Model):
    """What one slip depends on, as it stood when it was frozen; never changed."""

    run = models.ForeignKey(AllowanceRun, on_delete=models.PROTECT, related_name="inputs", db_index=False)
    employee = models.ForeignKey("registry.Employee", on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    written = models.TextField()
    digest = models.CharField(max_length=64)
    refusal = models.CharField(max_length=20, default="")

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "employee"], name="allowance_input_once")]
        indexes = [
            models.Index(
                fields=["run", "refusal", "employee"], condition=~Q(refusal=""), name="allowance_input_left_out"
            )
        ]

    def __str__(self) -> str:
        return f"AllowanceInput {self.pk}"


class AllowanceSlip(models.Model):
    """One slip, whole (`written`), and its sums in rupiah; what takes away is negative. Never changed."""

    run = models.ForeignKey(AllowanceRun, on_delete=models.PROTECT, related_name="slips", db_index=False)
    employee = models.ForeignKey("registry.Employee", on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    written = models.TextField()
    digest = models.CharField(max_length=64)
    ceiling = models.BigIntegerField()
    productivity = models.BigIntegerField()
    discipline = models.BigIntegerField()
    punishment = models.BigIntegerField()
    earned = models.BigIntegerField()
    deducted = models.BigIntegerField()
    net = models.BigIntegerField()

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "employee"], name="allowance_slip_once"),
            models.CheckConstraint(
                condition=Q(earned=F("ceiling") + F("productivity") + F("discipline") + F("punishment")),
                name="allowance_slip_earned_adds_up",
            ),
            models.CheckConstraint(condition=Q(net=F("earned") + F("deducted")), name="allowance_slip_net_adds_up"),
        ]
        indexes = [
            models.Index(fields=["employee", "run"], name="allowance_slip_of_employee"),
            models.Index(fields=["run", "organisation", "employee"], name="allowance_slip_of_unit"),
        ]

    def __str__(self) -> str:
        return f"AllowanceSlip {self.pk}"
