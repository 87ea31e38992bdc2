"""Outbox, log and cursors. Only the sequencer moves rows from the outbox to the log; the log is never changed."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now


class Outbox(models.Model):
    """Announced, committed, not yet given a position."""

    id = models.BigAutoField(primary_key=True)
    event_id = models.UUIDField()
    type = models.CharField(max_length=100)
    subject = models.CharField(max_length=100)
    data = models.JSONField()
    actor_id = models.UUIDField()
    occurred_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "events_outbox"


class LogEntry(models.Model):
    """The log. Partitioned by position (see the migration), so the table is made by SQL and only read here."""

    position = models.BigIntegerField(primary_key=True)
    event_id = models.UUIDField()
    type = models.CharField(max_length=100)
    subject = models.CharField(max_length=100)
    data = models.JSONField()
    actor_id = models.UUIDField()
    occurred_at = models.DateTimeField()
    sequenced_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "events_log"
        indexes = [BrinIndex(fields=["occurred_at"], name="events_log_occurred_at")]


class Counter(models.Model):
    """One row: the position of the newest log entry. Positions have no gaps."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    position = models.BigIntegerField(default=0)

    class Meta:
        db_table = "events_counter"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="events_counter_one_row")]


class Cursor(models.Model):
    """How far a subscriber, inside or outside the house, has come."""

    name = models.CharField(primary_key=True, max_length=100)
    position = models.BigIntegerField()
    updated_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "events_cursor"


class Parked(models.Model):
    """An event that an internal subscriber could not take, or one that waits behind it."""

    id = models.BigAutoField(primary_key=True)
    subscriber = models.CharField(max_length=100)
    position = models.BigIntegerField()
    subject = models.CharField(max_length=100)
    error = models.CharField(max_length=300, default="")
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "events_parked"
        constraints = [models.UniqueConstraint(fields=["subscriber", "position"], name="events_parked_once")]
        indexes = [models.Index(fields=["subscriber", "subject", "position"], name="events_parked_order")]


class Heartbeat(models.Model):
    """A background process says that it lives."""

    name = models.CharField(primary_key=True, max_length=50)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "events_heartbeat"
