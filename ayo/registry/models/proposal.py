"""Proposals: a change by somebody who is not the authoritative source, waiting for the owner or a steward."""

from django.db import models
from django.db.models import Q

from ayo.common.record import Record
from ayo.registry import data


class Proposal(Record):
    class State(models.TextChoices):
        PENDING = "PENDING", "Pending"
        ACCEPTED = "ACCEPTED", "Accepted"
        REFUSED = "REFUSED", "Refused"
        WITHDRAWN = "WITHDRAWN", "Withdrawn"

    kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    person = models.ForeignKey("registry.Person", null=True, on_delete=models.PROTECT, related_name="+")
    authority = models.CharField(max_length=40)
    values = models.JSONField()
    before = models.JSONField()
    source = models.CharField(max_length=40)
    valid_from = models.DateField()
    note = models.CharField(max_length=500, default="")
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    proposed_by = models.UUIDField()
    proposed_by_label = models.CharField(max_length=200)
    app_id = models.UUIDField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_by_label = models.CharField(max_length=200, default="")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.CharField(max_length=500, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="PENDING", decided_at__isnull=True)
                | Q(decided_at__isnull=False) & ~Q(state="PENDING"),
                name="proposal_decided_or_pending",
            )
        ]
        indexes = [
            models.Index(fields=["authority", "-id"], name="proposal_pending", condition=Q(state="PENDING")),
            # What a steward decides: everything that is not its owner's own matter.
            models.Index(
                fields=["id"], name="proposal_to_judge", condition=Q(state="PENDING") & ~Q(authority=data.OWNER)
            ),
            models.Index(fields=["person", "-id"], name="proposal_by_person"),
            models.Index(fields=["proposed_by", "-id"], name="proposal_by_proposer"),
        ]

    def __str__(self) -> str:
        return f"Proposal {self.pk}"
