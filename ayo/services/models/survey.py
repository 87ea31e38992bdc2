"""How a case went, in the words of whoever asked for it."""

from django.db import models
from django.db.models import Q

from ayo.common.record import Record

_NINE = {
    f"{name}__{bound}": edge for name in (f"u{n}" for n in range(1, 10)) for bound, edge in (("gte", 1), ("lte", 4))
}


class Survey(Record):
    """Nine answers of 1 to 4, once per case. Who answered is never shown; age and sex are as registered that day."""

    case = models.OneToOneField("services.Case", on_delete=models.PROTECT, related_name="survey")
    service = models.ForeignKey("services.Service", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField()
    u1 = models.PositiveSmallIntegerField()
    u2 = models.PositiveSmallIntegerField()
    u3 = models.PositiveSmallIntegerField()
    u4 = models.PositiveSmallIntegerField()
    u5 = models.PositiveSmallIntegerField()
    u6 = models.PositiveSmallIntegerField()
    u7 = models.PositiveSmallIntegerField()
    u8 = models.PositiveSmallIntegerField()
    u9 = models.PositiveSmallIntegerField()
    comment = models.TextField(default="")
    age = models.PositiveSmallIntegerField(null=True)
    sex = models.CharField(max_length=10, default="")

    objects = models.Manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(**_NINE), name="survey_answers_are_one_to_four")]
        indexes = [models.Index(fields=["service", "organisation", "answered_on"], name="survey_of_service")]

    def __str__(self) -> str:
        return f"Survey {self.pk}"
