"""What somebody has begun to fill in: it follows the person to every device and becomes a case once."""

from django.db import models
from django.db.models import Q

from ayo.common.record import Record


class Draft(Record):
    """Answers so far; None is a question that was left empty knowingly.

    `version` grows with each save and `stamps` say at which version each answer was given, so that two devices never
    overwrite each other unseen. `documents` are the papers so far, by kind. What is thrown away can be had back for a
    while.
    """

    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    service_version = models.ForeignKey("services.ServiceVersion", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey("services.Service", on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey("registry.Person", null=True, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    stamps = models.JSONField(default=dict)
    documents = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    discarded_at = models.DateTimeField(null=True)

    objects = models.Manager()

    class Meta:
        constraints = [
            # Two tabs that begin in one moment find the same draft.
            models.UniqueConstraint(
                fields=["person", "service", "subject"], condition=Q(discarded_at__isnull=True), nulls_distinct=False,
                name="draft_one_of_a_service",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["person", "saved_at"], name="draft_of_person"),
            models.Index(fields=["saved_at"], name="draft_by_age"),
        ]

    def __str__(self) -> str:
        return f"Draft {self.pk}"
