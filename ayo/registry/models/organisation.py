"""Organisations of the city: agencies, units, districts; renamed and merged over time, hence dates."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from ayo.registry.models.master import Master

_TREE = """
with recursive below as (
    select id from registry_organisation where id = any(%s)
    union
    select child.id from registry_organisation child join below on child.parent_id = below.id
) select id from below
"""


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def standing_on(self, day: date) -> "OrganisationQuerySet":
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)

    def tree(self, roots: Collection[UUID]) -> "OrganisationQuerySet":
        """Keep the roots and everything below them."""
        below = RawSQL(_TREE, [list(roots)])  # noqa: S611  constant SQL, ids as parameter
        return self.filter(pk__in=below)


class Organisation(Master):
    """A unit with a parent. `siasn_code` is its unit code at BKN; `valid_to` is the first day it no longer exists."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=60, default="")
    kind = models.CharField(max_length=30)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    siasn_code = models.CharField(max_length=40, default="")
    area = models.CharField(max_length=13, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="organisation_dates"
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="organisation_not_its_own_parent"),
        ]
        indexes = [models.Index(fields=["area"], name="organisation_by_area")]

    def __str__(self) -> str:
        return self.name
