"""The history: what a source said, from when it holds, when it was written down. Rows are added, never changed."""

from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform

from ayo.common.record import Record


class Said(Record):
    """Values of one record that one source gave in one act. The pure fold in `rules.history` makes sense of them."""

    values = models.JSONField()
    source = models.CharField(max_length=40)
    valid_from = models.DateField()
    recorded_at = models.DateTimeField()
    actor_id = models.UUIDField()
    actor_label = models.CharField(max_length=200, default="")
    app_id = models.UUIDField(null=True)
    act = models.CharField(max_length=100)
    event_id = models.UUIDField(null=True)

    class Meta:
        abstract = True


class PersonAssertion(Said):
    subject = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="assertions", db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "recorded_at"], name="person_assertions"),
            models.Index(fields=["valid_from"], name="person_assertions_due", condition=Q(event_id__isnull=True)),
            # Who was ever said to be of a family; few assertions name one, so writing the others costs nothing.
            models.Index(
                KeyTextTransform("family_id", "values"),
                name="person_assertions_of_family",
                condition=Q(values__has_key="family_id"),
            ),
        ]


class FamilyAssertion(Said):
    subject = models.ForeignKey("registry.Family", on_delete=models.PROTECT, related_name="assertions", db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "recorded_at"], name="family_assertions"),
            models.Index(fields=["valid_from"], name="family_assertions_due", condition=Q(event_id__isnull=True)),
        ]


class EmployeeAssertion(Said):
    subject = models.ForeignKey(
        "registry.Employee", on_delete=models.PROTECT, related_name="assertions", db_index=False
    )

    class Meta:
        indexes = [
            models.Index(fields=["subject", "recorded_at"], name="employee_assertions"),
            models.Index(fields=["valid_from"], name="employee_assertions_due", condition=Q(event_id__isnull=True)),
        ]


class OrganisationAssertion(Said):
    subject = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="assertions", db_index=False
    )

    class Meta:
        indexes = [
            models.Index(fields=["subject", "recorded_at"], name="organisation_assertions"),
            models.Index(fields=["valid_from"], name="organisation_assertions_due", condition=Q(event_id__isnull=True)),
        ]
