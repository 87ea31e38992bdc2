"""That a resident let an employee act for them: one thing, less than an hour."""

from django.db import models
from django.db.models import F, Q

from ayo.common.record import Record
from ayo.identity.models.joining import Code


class Assistance(Record):
    """Asked by the helper, confirmed by the principal or not at all. `thing` names the one service it opens.

    `code` is the last code sent; how often one was sent and guessed is bounded, and no helper ever sees it here.
    """

    helper = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    principal = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    thing = models.CharField(max_length=60)
    named = models.JSONField(default=dict)
    # Where the helper goes on with it.
    url = models.CharField(max_length=200)
    code = models.ForeignKey(Code, null=True, on_delete=models.SET_NULL, related_name="+")
    codes_sent = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    ask_until = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=10, default="")
    ends_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(helper=F("principal")), name="assistance_of_another"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, ends_at__isnull=True)
                | Q(confirmed_at__isnull=False, ends_at__gt=F("confirmed_at")),
                name="assistance_ends",
            ),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True) | Q(confirmed_at__isnull=True), name="assistance_one_answer"
            ),
        ]
        indexes = [models.Index(fields=["principal", "-asked_at"], name="assistance_of_person")]

    def __str__(self) -> str:
        return f"Assistance {self.pk}"
