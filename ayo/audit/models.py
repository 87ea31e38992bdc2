"""The inbox of the chain and the chain. The database itself refuses to change or remove an entry (see 0002)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class AuditFacts(models.Model):
    entry_id = models.UUIDField()
    at = models.DateTimeField(db_default=Now())
    act = models.CharField(max_length=100)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField()
    actor_label = models.CharField(max_length=200)
    on_behalf_of = models.UUIDField(null=True)
    app_id = models.UUIDField(null=True)
    purpose = models.CharField(max_length=300)
    subject_kind = models.CharField(max_length=50)
    subject_id = models.CharField(max_length=64)
    label = models.CharField(max_length=200)
    fields = ArrayField(models.CharField(max_length=60))
    before_digest = models.CharField(max_length=64)
    after_digest = models.CharField(max_length=64)

    class Meta:
        abstract = True


class Inbox(AuditFacts):
    """Recorded with the change, in its transaction; waits some milliseconds for its place in the chain."""

    id = models.BigAutoField(primary_key=True)

    class Meta:
        db_table = "audit_inbox"


class AuditEntry(AuditFacts):
    """One link of the chain."""

    seq = models.BigIntegerField(primary_key=True)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_entry"
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-seq"], name="audit_entry_subject"),
            models.Index(fields=["actor_id", "-seq"], name="audit_entry_actor"),
            models.Index(fields=["act", "-seq"], name="audit_entry_act"),
            models.Index(fields=["at"], name="audit_entry_at"),
            models.Index(
                fields=["on_behalf_of", "-seq"],
                name="audit_entry_for_another",
                condition=models.Q(on_behalf_of__isnull=False),
            ),
        ]


class AuditSeal(models.Model):
    """A signed place of the chain; the same line is appended to a file outside the database."""

    seq = models.BigIntegerField(primary_key=True)
    hash = models.CharField(max_length=64)
    at = models.CharField(max_length=40)
    signature = models.CharField(max_length=100)

    class Meta:
        db_table = "audit_seal"
