"""What an officer keeps at the own desk: filters and texts, and who has which case open just now."""

from django.db import models

from ayo.common.record import Record
from ayo.services.data.desk import For


class SavedFilter(Record):
    """A way of looking at the queue that an officer gave a name."""

    person = models.ForeignKey("registry.Person", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    terms = models.JSONField(default=dict)

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="saved_filter_once")]

    def __str__(self) -> str:
        return f"Filter {self.pk}"


class Phrase(Record):
    """A text that an officer writes again and again; without a service it is offered for all of them."""

    person = models.ForeignKey("registry.Person", on_delete=models.CASCADE, related_name="+")
    service = models.ForeignKey("services.Service", null=True, on_delete=models.CASCADE, related_name="+")
    used_for = models.CharField(max_length=10, choices=[(one.value, one.name) for one in For])
    title = models.CharField(max_length=60)
    text = models.TextField()

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "used_for", "title"], name="phrase_once")]

    def __str__(self) -> str:
        return f"Phrase {self.pk}"


class Presence(models.Model):
    """Somebody had a case open at that moment; it says nothing any more when it is old."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey("services.Case", on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey("registry.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    seen_at = models.DateTimeField()

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="presence_once")]
        indexes = [models.Index(fields=["seen_at"], name="presence_by_age")]

    def __str__(self) -> str:
        return f"Presence {self.pk}"
