"""What became of what was sent. The relay alone writes these rows, but for commands and a person's last word."""

from django.contrib.postgres.fields import ArrayField, BigIntegerRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from ayo.common.record import Record
from ayo.exchange import data
from ayo.exchange.models.app import App


class Command(models.Model):
    """What a person asks of the relay about one application; the relay alone moves cursors and parked events."""

    class Sort(models.TextChoices):
        REPLAY = "REPLAY"
        RETRY = "RETRY"
        DISCARD = "DISCARD"
        TEST = "TEST"

    id = models.BigAutoField(primary_key=True)
    app = models.ForeignKey(App, on_delete=models.CASCADE, related_name="+")
    sort = models.CharField(max_length=10, choices=Sort.choices)
    position = models.BigIntegerField(default=0)
    reference = models.UUIDField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "exchange_command"
        indexes = [models.Index(fields=["id"], condition=Q(done_at__isnull=True), name="exchange_command_open")]


class Pulse(models.Model):
    """How an application's deliveries are doing now; `opened_at` stands while its circuit is open."""

    app = models.OneToOneField(App, on_delete=models.CASCADE, primary_key=True, related_name="pulse")
    opened_at = models.DateTimeField(null=True)
    last_success_at = models.DateTimeField(null=True)
    last_failure_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True)
    last_status = models.SmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, default="")
    delivered = models.BigIntegerField(default=0)

    class Meta:
        db_table = "exchange_pulse"


class ParkedQuerySet(models.QuerySet["Parked"]):
    def waiting(self) -> "ParkedQuerySet":
        return self.filter(state__in=data.WAITING)

    def unsettled(self) -> "ParkedQuerySet":
        return self.filter(state__in=data.UNSETTLED)


class Parked(models.Model):
    """An event that an application did not take, or one that waits behind it; kept after it is settled as proof."""

    id = models.BigAutoField(primary_key=True)
    app = models.ForeignKey(App, on_delete=models.CASCADE, related_name="parked")
    position = models.BigIntegerField()
    event_id = models.UUIDField()
    subject = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in data.ParkedState])
    status = models.SmallIntegerField(default=0)
    error = models.CharField(max_length=300, default="")
    attempts = models.PositiveIntegerField(default=0)
    parked_at = models.DateTimeField(db_default=Now())
    next_try_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=200, default="")
    note = models.CharField(max_length=300, default="")

    objects = ParkedQuerySet.as_manager()

    class Meta:
        db_table = "exchange_parked"
        constraints = [models.UniqueConstraint(fields=["app", "position"], name="exchange_parked_once")]
        indexes = [
            models.Index(
                fields=["app", "subject", "position"],
                condition=Q(state__in=[state.value for state in data.WAITING]),
                name="exchange_parked_waiting",
            ),
            models.Index(fields=["position"], name="exchange_parked_position"),
        ]


class Attempt(models.Model):
    """Requests of one application within one flush of the relay: all taken ones in one row, each failed one by itself.

    `upto[i]` and `answered[i]` say that the events up to that position were answered at that moment.
    """

    class Sort(models.TextChoices):
        LIVE = "LIVE"
        RETRY = "RETRY"
        REPLAY = "REPLAY"
        RESEND = "RESEND"
        TEST = "TEST"
        PULL = "PULL"
        FILE = "FILE"

    id = models.BigAutoField(primary_key=True)
    app = models.ForeignKey(App, on_delete=models.CASCADE, related_name="+", db_index=False)
    sort = models.CharField(max_length=10, choices=Sort.choices)
    taken = models.BooleanField()
    span = BigIntegerRangeField()
    upto = ArrayField(models.BigIntegerField(), default=list)
    answered = ArrayField(models.DateTimeField(), default=list)
    events = models.PositiveIntegerField()
    requests = models.PositiveIntegerField(default=1)
    ms = models.PositiveIntegerField()
    status = models.SmallIntegerField(default=0)
    error = models.CharField(max_length=300, default="")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "exchange_attempt"
        indexes = [
            models.Index(fields=["app", "-id"], name="exchange_attempt_recent"),
            GistIndex(fields=["span"], name="exchange_attempt_span"),
        ]


class Resend(models.Model):
    """One record that an application shall get once more, as it is now, outside the order of the log."""

    id = models.BigAutoField(primary_key=True)
    app = models.ForeignKey(App, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    record_id = models.UUIDField()
    op = models.CharField(max_length=10)
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "exchange_resend"
        constraints = [
            models.UniqueConstraint(
                fields=["app", "kind", "record_id"], condition=Q(sent_at__isnull=True), name="exchange_resend_once"
            ),
        ]


class FileDelivery(Record):
    """One file in an application's folder, and whether the application said it has read it."""

    app = models.ForeignKey(App, on_delete=models.CASCADE, related_name="files")
    first_position = models.BigIntegerField()
    last_position = models.BigIntegerField()
    events = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "exchange_file"
        constraints = [
            models.UniqueConstraint(fields=["app", "first_position", "last_position"], name="exchange_file_once")
        ]
