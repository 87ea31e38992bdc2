"""Persons: their present values. History and provenance are in the assertions."""

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from ayo.registry import data
from ayo.registry.models.master import Master


def choices(enumeration: type) -> list[tuple[str, str]]:
    return [(member.value, member.name) for member in enumeration]  # type: ignore[attr-defined]


def titled(front: str, name: str, back: str) -> str:
    """Return a name with the titles around it, as it is written on an envelope."""
    whole = f"{front} {name}".strip()
    return f"{whole}, {back}" if back else whole


def is_under_age(born: date | None, day: date) -> bool:
    """Tell whether somebody born then is under 18 on a day (UU 35/2014 art. 1)."""
    if born is None:
        return False
    return (day.year, day.month, day.day) < (born.year + 18, born.month, born.day)


class PersonQuerySet(models.QuerySet["Person"]):
    def standing(self) -> "PersonQuerySet":
        """Leave out records that were merged into another."""
        return self.filter(merged_into__isnull=True)

    def in_areas(self, codes: tuple[str, ...]) -> "PersonQuerySet":
        """Keep persons who live in one of the areas; an empty code is the whole city, no code at all is nowhere."""
        if "" in codes:
            return self
        inside = Q(pk__in=[])
        for code in codes:
            inside |= Q(kelurahan__startswith=code)
        return self.filter(inside)


class Person(Master):
    """One human being. A name may be a single word; titles stand apart; the NIK may be missing for a newborn."""

    nik = models.CharField(max_length=16, null=True, unique=True)
    name = models.CharField(max_length=120)
    front_title = models.CharField(max_length=40, default="")
    back_title = models.CharField(max_length=60, default="")
    sex = models.CharField(max_length=6, choices=choices(data.Sex))
    birth_place = models.CharField(max_length=80, default="")
    birth_on = models.DateField(null=True)
    religion = models.CharField(max_length=30, default="")
    marital_status = models.CharField(max_length=10, choices=choices(data.MaritalStatus), default="")
    occupation = models.CharField(max_length=80, default="")
    phone = models.CharField(max_length=16, default="")
    email = models.CharField(max_length=200, default="")
    kelurahan = models.CharField(max_length=13, default="")
    rw = models.CharField(max_length=3, default="")
    rt = models.CharField(max_length=3, default="")
    street = models.CharField(max_length=200, default="")
    postal_code = models.CharField(max_length=5, default="")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    family = models.ForeignKey("registry.Family", null=True, on_delete=models.PROTECT, related_name="members")
    family_role = models.CharField(max_length=10, choices=choices(data.FamilyRole), default="")
    life_state = models.CharField(max_length=10, choices=choices(data.LifeState), default=data.LifeState.ALIVE)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    search_name = models.CharField(max_length=120)

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(nik__isnull=True) | Q(nik__regex=r"^[0-9]{16}$"), name="person_nik_form"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="person_point_whole",
            ),
            models.CheckConstraint(condition=~Q(merged_into=models.F("id")), name="person_not_merged_into_itself"),
        ]
        indexes = [
            models.Index(fields=["search_name", "birth_on", "id"], name="person_by_name"),
            models.Index(fields=["updated_at", "id"], name="person_by_update"),
            models.Index(fields=["birth_on"], name="person_without_nik", condition=Q(nik__isnull=True)),
            models.Index(fields=["kelurahan", "search_name", "id"], name="person_by_area"),
            models.Index(fields=["birth_on", "search_name", "id"], name="person_by_birth"),
            models.Index(fields=["phone"], name="person_by_phone", condition=~Q(phone="")),
            models.Index(fields=["email"], name="person_by_email", condition=~Q(email="")),
            GinIndex(fields=["search_name"], opclasses=["gin_trgm_ops"], name="person_name_trigram"),
        ]

    def __str__(self) -> str:
        return self.titled_name

    @property
    def titled_name(self) -> str:
        return titled(self.front_title, self.name, self.back_title)

    def is_child_on(self, day: date) -> bool:
        """Tell whether the person is under 18 (UU 35/2014 art. 1)."""
        return is_under_age(self.birth_on, day)
