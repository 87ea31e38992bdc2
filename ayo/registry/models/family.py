"""Families as the family card (Kartu Keluarga) knows them."""

from django.db import models
from django.db.models import Q

from ayo.registry.models.master import Master


class Family(Master):
    """One family card: its number, its head and its registered address. Members point here."""

    number = models.CharField(max_length=16, unique=True)
    head = models.ForeignKey("registry.Person", null=True, on_delete=models.PROTECT, related_name="+")
    kelurahan = models.CharField(max_length=13, default="")
    rw = models.CharField(max_length=3, default="")
    rt = models.CharField(max_length=3, default="")
    street = models.CharField(max_length=200, default="")
    postal_code = models.CharField(max_length=5, default="")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    objects = models.Manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(number__regex=r"^[0-9]{16}$"), name="family_number_form")]
        indexes = [
            models.Index(fields=["kelurahan", "id"], name="family_by_area"),
            models.Index(fields=["updated_at", "id"], name="family_by_update"),
        ]

    def __str__(self) -> str:
        return f"Family {self.pk}"
