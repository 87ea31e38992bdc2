"""A letter of the city: what was printed, who signed it, whether it still holds."""

from django.db import models
from django.db.models import Q

from ayo.common.record import Record
from ayo.services.data import LetterState


class Letter(Record):
    """One edition of a letter. `printed` is frozen: what the paper says, label by label, as its reader sees it.

    PREPARED is the claim of somebody who is having it signed: it has its number and its code already, and `attempt`
    tells one try from another until `attempt_until`. Everybody else knows only of letters that were signed.
    """

    case = models.ForeignKey("services.Case", on_delete=models.PROTECT, related_name="letters")
    task = models.ForeignKey("services.Task", null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    number = models.CharField(max_length=60)
    edition = models.PositiveSmallIntegerField(default=1)
    # On the paper and in its QR code: unguessable, and tells nothing of anybody.
    code = models.CharField(max_length=16, unique=True)
    state = models.CharField(max_length=10, choices=[(one.value, one.name) for one in LetterState])
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    attempt = models.UUIDField(null=True)
    attempt_until = models.DateTimeField(null=True)
    # Who signed, with the post as it was held then.
    signer = models.ForeignKey("registry.Person", null=True, on_delete=models.PROTECT, related_name="+")
    signer_name = models.CharField(max_length=200, default="")
    signer_post = models.CharField(max_length=200, default="")
    signed_at = models.DateTimeField(null=True)
    valid_until = models.DateField(null=True)
    printed = models.JSONField(default=list)
    file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, default="", db_index=True)
    # How the signing service calls it.
    document_id = models.CharField(max_length=100, default="")
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    # Why it is no longer valid; of one that is being issued again, why.
    reason = models.CharField(max_length=500, default="")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_label = models.CharField(max_length=200, default="")

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number", "edition"], name="letter_edition_once"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state=LetterState.PREPARED), name="letter_one_being_signed"
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(state=LetterState.VALID), name="letter_one_valid"),
            models.CheckConstraint(
                condition=Q(state=LetterState.PREPARED, file__isnull=True, signed_at__isnull=True)
                | (
                    ~Q(state=LetterState.PREPARED)
                    & Q(file__isnull=False, signed_at__isnull=False, signer__isnull=False)
                    & ~Q(sha256="")
                ),
                name="letter_is_signed_and_kept",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(LetterState.REPLACED, LetterState.REVOKED), ended_at__isnull=False)
                | Q(state__in=(LetterState.PREPARED, LetterState.VALID), ended_at__isnull=True),
                name="letter_end_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["case", "-edition"], name="letter_of_case")]

    def __str__(self) -> str:
        return f"Letter {self.pk}"
