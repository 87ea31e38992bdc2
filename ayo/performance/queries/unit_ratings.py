"""What units achieved, and how the predicates given in them spread."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from ayo.performance.data.rating import Predicate, Rated
from ayo.performance.models import EmployeeRating, UnitRating, UnitRatingStep

STEPS = 50


def of_units(organisation_ids: Collection[UUID], *, kind: Rated, since: date) -> Mapping[UUID, UnitRating]:
    """Return what each unit achieved in a period; one query."""
    rows = UnitRating.objects.filter(organisation_id__in=organisation_ids, kind=kind, since=since)
    return {row.organisation_id: row for row in rows}


def predicates(organisation_ids: Collection[UUID], *, kind: Rated, since: date) -> Mapping[UUID, list[Predicate]]:
    """Return the predicates given to the people of each unit for a period; one query."""
    rows = EmployeeRating.objects.filter(organisation_id__in=organisation_ids, kind=kind, since=since)
    found: dict[UUID, list[Predicate]] = {one: [] for one in organisation_ids}
    for organisation_id, predicate in rows.values_list("organisation_id", "predicate"):
        found[organisation_id].append(Predicate(predicate))
    return found


def steps_of(rating: UnitRating) -> list[UnitRatingStep]:
    """Return the versions of what was said of a unit, the newest first."""
    return list(UnitRatingStep.objects.filter(rating=rating).order_by("-version")[: STEPS + 1])
