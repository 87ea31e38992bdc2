"""Invitations to employees who have no account yet."""

from django.db import models
from django.db.models import Q

from ayo.common.record import Record
from ayo.identity.data import LoginKind


class Invitation(Record):
    """A link for one person at one address. Of the token only a keyed digest is kept; the letter carries the token."""

    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(one.value, one.name) for one in LoginKind])
    address = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, unique=True)
    letter_id = models.UUIDField()
    made_by = models.UUIDField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    account_id = models.UUIDField(null=True)

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at__isnull=True), name="invitation_open_once")
        ]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"
