"""Files that were imported, and the rows that could not be taken."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from ayo.common.record import Record
from ayo.registry.data import Kind
from ayo.registry.imports.data import OVER, Stage, State


class Import(Record):
    """One file on its way into the registry.

    `position` counts the rows that are done and moves in the transaction that writes them, so a run that is killed goes
    on exactly there. With superiors to be set, employee files are gone through twice and `position` goes to twice
    `total`.
    """

    kind = models.CharField(max_length=20, choices=[(kind.value, kind.name) for kind in Kind])
    source = models.CharField(max_length=40)
    valid_from = models.DateField()
    file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    header_row = models.PositiveIntegerField()
    headers = models.JSONField()
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=[(state.value, state.name) for state in State])
    total = models.PositiveIntegerField()
    checked = models.PositiveIntegerField(default=0)
    forecast = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    by = models.UUIDField()
    by_label = models.CharField(max_length=200)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    touched_at = models.DateTimeField(db_default=Now())
    leg_started_at = models.DateTimeField(null=True)
    leg_position = models.PositiveIntegerField(default=0)
    stumbles = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=60, default="")

    objects = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="import_state_is_known"
            ),
            models.CheckConstraint(condition=Q(position__lte=2 * F("total")), name="import_position_within"),
        ]
        indexes = [
            models.Index(fields=["by", "-id"], name="import_by_person"),
            models.Index(
                fields=["touched_at"], name="import_under_way", condition=Q(state__in=["CHECKING", "RUNNING"])
            ),
        ]

    def __str__(self) -> str:
        return f"Import {self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def may_map(self) -> bool:
        return self.state in {State.UPLOADED, State.CHECKING, State.PREVIEWED}

    @property
    def may_start(self) -> bool:
        return self.state == State.PREVIEWED

    @property
    def may_pause(self) -> bool:
        return self.state == State.RUNNING

    @property
    def may_resume(self) -> bool:
        return self.state == State.PAUSED

    @property
    def may_cancel(self) -> bool:
        return not self.is_over

    @property
    def sets_superiors(self) -> bool:
        return self.kind == Kind.EMPLOYEE and "superior_nip" in self.mapping.values()

    @property
    def last_position(self) -> int:
        return self.total * 2 if self.sets_superiors else self.total


class ImportReject(models.Model):
    """A row that was refused. The row itself stays in the file alone; here is where and why."""

    id = models.BigAutoField(primary_key=True)
    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rejects", db_index=False)
    stage = models.CharField(max_length=5, choices=[(stage.value, stage.name) for stage in Stage])
    number = models.PositiveIntegerField()
    column = models.CharField(max_length=120)
    field = models.CharField(max_length=60)
    given = models.CharField(max_length=60)
    code = models.CharField(max_length=60)

    objects = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["of", "stage", "number"], name="import_reject_of")]

    def __str__(self) -> str:
        return f"Row {self.number} of {self.of_id}"
