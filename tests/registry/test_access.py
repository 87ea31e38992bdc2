"""What seeing costs: nobody's list may be a question put to every row of the city."""

from uuid import UUID

import pytest
from django.db import connection
from django.db.models import QuerySet

from ayo.common.actor import Actor, ActorKind, Grant, Role
from ayo.registry import access, models
from tests import cast as people

pytestmark = pytest.mark.django_db


def holder(person_id: UUID, *grants: Grant) -> Actor:
    return Actor(kind=ActorKind.PERSON, id=person_id, label="", person_id=person_id, grants=grants)


def unit(code: str) -> UUID:
    return models.Organisation.objects.get(code=code).pk


def grants_of(duty: str) -> tuple[Grant, ...]:
    office = Grant(Role.PERSONNEL_OFFICER, organisation_id=unit("DISKOMINFO"))
    return {
        "none": (),
        "kelurahan": (Grant(Role.LURAH, area=people.CIKOKOL),),
        "unit": (office,),
        "all staff": (Grant(Role.BKPSDM_ADMIN),),
        "kecamatan and unit": (Grant(Role.CAMAT, area="36.71.01"), office),
    }[duty]


DUTIES = ("none", "kelurahan", "unit", "all staff", "kecamatan and unit")
VISIBLE = {
    "registry_person": access.persons_visible_to,
    "registry_family": access.families_visible_to,
    "registry_employee": access.employees_visible_to,
}
# The whole staff is every row of one table, and in the other so many that a walk by name meets them soon.
CASES = [(table, duty) for table in VISIBLE for duty in DUTIES if duty != "all staff" or table == "registry_family"]


def refuse(*ways: str) -> None:
    """Tell the database to go these ways only where there is no other: in a test every table is small."""
    with connection.cursor() as cursor:
        for way in ways:
            cursor.execute(f"set local enable_{way} = off")


def plan(rows: QuerySet) -> str:
    refuse("seqscan", "indexscan", "indexonlyscan")
    return rows.order_by().explain()


@pytest.mark.parametrize(("table", "duty"), CASES)
def test_indexes_answer_every_part_of_who_is_seen(cast, table, duty):
    found = plan(VISIBLE[table](holder(cast.ratna, *grants_of(duty))))

    # Only how it begins matters: a subquery inside may well read a small table as a whole.
    assert found.startswith(f"Bitmap Heap Scan on {table}"), found
    assert "SubPlan" not in found


@pytest.mark.parametrize("duty", DUTIES)
@pytest.mark.parametrize("area", [people.CIKOKOL, people.CIPONDOH, "36.71.01", "36.71"])
def test_an_area_holds_those_of_it_that_are_seen_anyway(cast, area, duty):
    actor = holder(cast.ratna, *grants_of(duty))

    inside = access.persons_visible_in(area, actor)

    assert {one.pk for one in inside} == {
        one.pk for one in access.persons_visible_to(actor) if one.kelurahan.startswith(area)
    }


def test_the_persons_of_a_kelurahan_come_sorted_by_its_index(cast):
    officer = holder(cast.ratna, Grant(Role.CAMAT, area="36.71.01"))
    rows = access.persons_visible_in(people.CIKOKOL, officer).standing().order_by("search_name", "pk")

    refuse("seqscan", "bitmapscan", "sort", "incremental_sort")
    found = rows.explain()

    assert "Index Scan using person_by_area" in found, found
    assert "Sort" not in found
