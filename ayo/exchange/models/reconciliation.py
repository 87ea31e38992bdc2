"""Comparisons with applications' copies, and what they found."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from ayo.common.record import Record
from ayo.exchange.models.app import App


class Reconciliation(Record):
    """One comparison of one kind of record with one application's copy."""

    class State(models.TextChoices):
        RUNNING = "RUNNING"
        DONE = "DONE"
        FAILED = "FAILED"

    app = models.ForeignKey(App, on_delete=models.CASCADE, related_name="reconciliations")
    kind = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    finished_at = models.DateTimeField(null=True)
    records = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    extra = models.PositiveIntegerField(default=0)
    different = models.PositiveIntegerField(default=0)
    in_flight = models.PositiveIntegerField(default=0)
    healed = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, default="")

    class Meta:
        db_table = "exchange_reconciliation"
        indexes = [models.Index(fields=["app", "kind", "-created_at"], name="exchange_reconciliation_newest")]


class Drift(Record):
    """A record on which an application's copy and the registry disagree; healed when a later comparison agrees."""

    class Sort(models.TextChoices):
        MISSING = "MISSING"
        EXTRA = "EXTRA"
        DIFFERENT = "DIFFERENT"

    app = models.ForeignKey(App, on_delete=models.CASCADE, related_name="drifts")
    kind = models.CharField(max_length=30)
    record_id = models.UUIDField()
    sort = models.CharField(max_length=10, choices=Sort.choices)
    seen_at = models.DateTimeField(db_default=Now())
    resends = models.PositiveIntegerField(default=0)
    healed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "exchange_drift"
        constraints = [
            models.UniqueConstraint(
                fields=["app", "kind", "record_id"],
                condition=Q(healed_at__isnull=True),
                name="exchange_drift_open_once",
            ),
        ]
