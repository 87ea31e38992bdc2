"""What somebody has begun to fill in: it follows the person to every device and becomes a case once."""

from django.db import models

from ayo.common.record import Record


class Draft(Record):
    """Answers so far. `version` grows with each save, so that two devices do not overwrite each other unseen."""

    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    service_version = models.ForeignKey("services.ServiceVersion", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey("services.Service", on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey("registry.Person", null=True, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    objects = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["person", "saved_at"], name="draft_of_person")]

    def __str__(self) -> str:
        return f"Draft {self.pk}"
