"""What opening and binding an account leaves behind: codes that prove an address, tries that are counted."""

from datetime import datetime

from django.db import models

from ayo.common.record import Record
from ayo.identity.data import CheckState, CodeFor, LoginKind
from ayo.identity.models.account import Account


class Code(Record):
    """Six digits sent to an address, good for minutes, a few tries and once; kept as a keyed digest.

    The digits lie sealed beside it until they have left by the last way that is left to send them. Without a digest it
    is a letter that proves nothing.
    """

    purpose = models.CharField(max_length=10, choices=[(one.value, one.name) for one in CodeFor])
    kind = models.CharField(max_length=10, choices=[(one.value, one.name) for one in LoginKind])
    address = models.CharField(max_length=200)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, default="")
    sealed = models.TextField(default="")
    language = models.CharField(max_length=5)
    # What the letter says beside the digits; never a number of a person.
    facts = models.JSONField(default=dict)
    tries = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True)
    # The way it left by did not carry it after all.
    failed_at = models.DateTimeField(null=True)
    proved_at = models.DateTimeField(null=True)
    spent_at = models.DateTimeField(null=True)

    objects = models.Manager()

    def __str__(self) -> str:
        return f"Code {self.pk}"

    def is_open(self, now: datetime) -> bool:
        return self.proved_at is None and self.expires_at > now


class Attempt(Record):
    """Something that may be tried only so often, counted in the database so that every web process knows.

    `whom` is a keyed digest of an address, a network, an account or a NIK: the table names nobody.
    """

    kind = models.CharField(max_length=20)
    whom = models.CharField(max_length=64)
    at = models.DateTimeField()

    objects = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["kind", "whom", "at"], name="attempt_count")]

    def __str__(self) -> str:
        return f"Attempt {self.kind}"


class Check(Record):
    """A request to be verified in person. It holds no number: the officer reads that from the document."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    area = models.CharField(max_length=13)
    state = models.CharField(max_length=10, choices=[(one.value, one.name) for one in CheckState])
    reason = models.CharField(max_length=300, default="")
    decided_by = models.ForeignKey("registry.Person", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(state=CheckState.WAITING), name="check_waits_once"
            )
        ]
        indexes = [models.Index(fields=["area", "id"], condition=models.Q(state=CheckState.WAITING), name="check_due")]

    def __str__(self) -> str:
        return f"Check {self.pk}"
