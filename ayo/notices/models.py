"""The inbox, what else was sent about each message, and how each person wants to be reached."""

from datetime import time
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ayo.common.record import Record
from ayo.notices import data


def choices(enumeration: type) -> list[tuple[str, str]]:
    return [(member.value, member.name) for member in enumeration]  # type: ignore[attr-defined]


class Notice(Record):
    """A message to one person: a text known by its code, with its facts, and where to go.

    Whoever has no person in the registry yet is reached by the account; once bound, their letters go to the person.
    """

    person = models.ForeignKey("registry.Person", null=True, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("identity.Account", null=True, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    url = models.CharField(max_length=300, default="")
    is_task = models.BooleanField(default=False)
    about = models.CharField(max_length=120, default="")
    read_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, account__isnull=True) | Q(person__isnull=True, account__isnull=False),
                name="notice_has_one_reader",
            ),
            # The same happening tells the same person once, however often it is delivered.
            models.UniqueConstraint(fields=["person", "code", "about"], condition=~Q(about=""), name="notice_once"),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_inbox"),
            models.Index(fields=["account", "-id"], name="notice_of_account", condition=Q(account__isnull=False)),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"Notice {self.code}"

    @property
    def reader(self) -> UUID:
        reader = self.person_id or self.account_id
        assert reader is not None  # noqa: S101  notice_has_one_reader
        return reader


class Sending(Record):
    """A notice on its way by one channel. Its id is the key by which the other side knows a repetition.

    Whoever takes an attempt moves `next_try_at` past it first, so nobody else takes the same one. The address stays in
    the registry. One that stands in for another that failed does so once.
    """

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="sendings")
    channel = models.CharField(max_length=10, choices=choices(data.Channel))
    state = models.CharField(max_length=10, choices=choices(data.State), default=data.State.WAITING)
    reason = models.CharField(max_length=20, choices=choices(data.Skipped), default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    provider_id = models.CharField(max_length=120, default="")
    error = models.CharField(max_length=200, default="")
    stands_in_for = models.OneToOneField("self", null=True, on_delete=models.CASCADE, related_name="+")

    objects = models.Manager()

    class Meta:
        constraints = [
            # A task that comes again is sent again, but never while it is still on its way.
            models.UniqueConstraint(
                fields=["notice", "channel"], condition=Q(state=data.State.WAITING), name="sending_once"
            )
        ]
        indexes = [models.Index(fields=["next_try_at"], condition=Q(state=data.State.WAITING), name="sending_due")]

    def __str__(self) -> str:
        return f"Sending {self.channel} {self.state}"


class CarrierState(models.Model):
    """How a mail server or gateway has been doing. With `opened_at` nothing goes there but a probe at its time.

    `told_at`: it stayed shut for so long that people were told.
    """

    carrier = models.CharField(max_length=10, choices=choices(data.Carrier), primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, default="")
    opened_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    next_probe_at = models.DateTimeField(null=True)
    probes = models.PositiveIntegerField(default=0)

    objects = models.Manager()

    class Meta:
        db_table = "notices_carrier"

    def __str__(self) -> str:
        return f"Carrier {self.carrier}"


class Preference(models.Model):
    """What a person chose; without a row the defaults hold."""

    person = models.OneToOneField("registry.Person", on_delete=models.PROTECT, related_name="+", primary_key=True)
    language = models.CharField(max_length=5)
    tasks = ArrayField(models.CharField(max_length=10, choices=choices(data.Channel)), default=list)
    news = ArrayField(models.CharField(max_length=10, choices=choices(data.Channel)), default=list)
    quiet_from = models.TimeField(default=time(21))
    quiet_to = models.TimeField(default=time(6))
    sms_instead = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = models.Manager()

    def __str__(self) -> str:
        return f"Preference {self.pk}"
