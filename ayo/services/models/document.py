"""Papers: of a case, and those an office accepted once and need not see again while they are valid."""

from django.db import models
from django.db.models import Q

from ayo.common.record import Record


class HeldDocument(Record):
    """A paper of a person that an office accepted; it is offered again to every service that needs this kind."""

    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField()
    accepted_by = models.UUIDField()
    valid_until = models.DateField(null=True)

    objects = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["person", "kind", "-accepted_at"], name="held_document_of_person")]

    def __str__(self) -> str:
        return f"Held document {self.pk}"


class CaseDocument(Record):
    """A paper handed in with a case, one that the city held already, or a letter of its own."""

    case = models.ForeignKey("services.Case", on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=60)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    held = models.ForeignKey(HeldDocument, null=True, on_delete=models.PROTECT, related_name="+")
    # What the city wrote itself, and may revoke while the case is open.
    letter = models.ForeignKey("services.Letter", null=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    refused_why = models.CharField(max_length=500, default="")
    replaced_at = models.DateTimeField(null=True)

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(replaced_at__isnull=True), name="case_document_one_standing"
            )
        ]

    def __str__(self) -> str:
        return f"Document {self.pk}"
