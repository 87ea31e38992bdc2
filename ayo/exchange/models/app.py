"""Connected applications, their contracts and signing keys, and the row that tells the relay of decisions."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from ayo.common.record import Record
from ayo.exchange import data


class AppQuerySet(models.QuerySet["App"]):
    def pushed(self) -> "AppQuerySet":
        return self.filter(mode__in=[mode for mode in data.Mode if mode.is_push])


class App(Record):
    """One application outside the house, owned by one organisation."""

    slug = models.CharField(max_length=60, unique=True, validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$")])
    name = models.CharField(max_length=120)
    owner = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    description = models.TextField(default="", blank=True)
    mode = models.CharField(max_length=10, choices=[(mode.value, mode.value) for mode in data.Mode])
    endpoint = models.CharField(max_length=500, default="", blank=True)
    digest_url = models.CharField(max_length=500, default="", blank=True)
    schedule_seconds = models.PositiveIntegerField(default=0)
    timeout_ms = models.PositiveIntegerField(default=10_000)
    largest_batch = models.PositiveSmallIntegerField(default=100)
    is_paused = models.BooleanField(default=False)
    paused_reason = models.CharField(max_length=300, default="", blank=True)
    started_after = models.BigIntegerField(default=0)

    objects = AppQuerySet.as_manager()

    class Meta:
        db_table = "exchange_app"
        constraints = [
            models.CheckConstraint(
                condition=Q(mode__in=[data.Mode.PULL, data.Mode.FILE]) | ~Q(endpoint=""),
                name="exchange_app_push_needs_endpoint",
            ),
            models.CheckConstraint(
                condition=Q(largest_batch__gte=1, largest_batch__lte=100), name="exchange_app_batch_size"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Contract(Record):
    """One version of what an application may see, for which purpose, on which legal basis. Never changed."""

    app = models.ForeignKey(App, on_delete=models.CASCADE, related_name="contracts")
    version = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    purpose = models.TextField()
    legal_basis = models.TextField()
    grants = models.JSONField()
    signed_by = models.UUIDField()
    signed_label = models.CharField(max_length=200)

    class Meta:
        db_table = "exchange_contract"
        constraints = [
            models.UniqueConstraint(fields=["app", "version"], name="exchange_contract_version_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="exchange_contract_dates"
            ),
        ]


class Secret(Record):
    """A key that signs what an application gets, sealed with the installation's own; old ones overlap for a while."""

    class Sort(models.TextChoices):
        HMAC = "HMAC"
        ED25519 = "ED25519"

    app = models.ForeignKey(App, on_delete=models.CASCADE, related_name="secrets")
    sort = models.CharField(max_length=10, choices=Sort.choices)
    sealed = models.TextField()
    public_key = models.CharField(max_length=80, default="", blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "exchange_secret"
        constraints = [
            models.UniqueConstraint(
                fields=["app", "sort"], condition=Q(expires_at__isnull=True), name="exchange_secret_one_current"
            ),
        ]


class Revision(models.Model):
    """One row that every decision about applications counts up, so that the relay knows when to read them anew."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)

    class Meta:
        db_table = "exchange_revision"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="exchange_revision_one_row")]
