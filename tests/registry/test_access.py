"""What seeing costs: nobody's list may be a question put to every row of the city."""

import json
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import QuerySet

from ayo.common.actor import Actor, ActorKind, Grant, Role
from ayo.registry import access, models, queries
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


def many_employees(code: str, count: int) -> UUID:
    """Put so many people into the service of a unit, and let the database know."""
    office = unit(code)
    with connection.cursor() as cursor:
        cursor.execute(_MANY, {"unit": office, "count": count})
        cursor.execute("analyze registry_employee, registry_person")
    return office


_MANY = """
with made as (
    insert into registry_person (id, created_at, updated_at, version, name, search_name, front_title, back_title, sex,
        birth_place, religion, marital_status, occupation, phone, email, kelurahan, rw, rt, street, postal_code,
        family_role, life_state)
    select gen_random_uuid(), now(), now(), 1, 'Ujang', 'ujang' || n, '', '', 'MALE', '', '', '', '', '', '', '', '',
        '', '', '', '', 'ALIVE'
    from generate_series(1, %(count)s) n returning id
)
insert into registry_employee (id, created_at, updated_at, version, person_id, nip, status, post, grade,
    organisation_id, started_on)
select gen_random_uuid(), now(), now(), 1, id, left(replace(id::text, '-', ''), 24), 'PNS', '', '', %(unit)s,
    '2020-01-01'
from made
"""


def page_of(actor: Actor) -> tuple[str, int]:
    """Return how the database finds a page of employees, and how many rows it looks at for that."""
    rows = access.employees_visible_to(actor).order_by("pk")[:50]
    found = rows.explain(analyze=True, format="json")
    whole = json.loads(found)[0]["Plan"]
    return found, max(_looked_at(whole))


def _looked_at(node: dict) -> Iterator[float]:
    if node["Node Type"] != "Bitmap Index Scan":
        # The entries of an index are those of tests before this one too; only what is read of the table tells.
        yield node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
    for inner in node.get("Plans", ()):
        yield from _looked_at(inner)


def test_a_page_of_a_large_unit_costs_no_more_than_one_of_a_small(cast):
    """However many of the staff a unit holds, a page is found by walking where that is short, by index where not."""
    large, small = many_employees("DISKOMINFO", 3000), many_employees("BKPSDM", 20)

    walked, looked_at_of_large = page_of(holder(cast.ratna, Grant(Role.PERSONNEL_OFFICER, organisation_id=large)))
    gathered, looked_at_of_small = page_of(holder(cast.ratna, Grant(Role.PERSONNEL_OFFICER, organisation_id=small)))

    assert "registry_employee_pkey" in walked, walked
    assert '"Index Cond": "(organisation_id = ' in gathered, gathered
    assert looked_at_of_large <= 200
    assert looked_at_of_small <= 200


@pytest.mark.parametrize("who", ["ratna", "budi"])
def test_indexes_find_the_proposals_a_resident_sees(cast, who):
    found = plan(access.proposals_visible_to(holder(getattr(cast, who))))

    assert found.startswith("Bitmap Heap Scan on registry_proposal"), found
    assert "SubPlan" not in found
    for column in ("person_id", "proposed_by"):
        assert f"Index Cond: ({column} = " in found, found


def test_what_waits_for_a_resident_is_found_by_index_however_much_waits_for_others(cast):
    many_employees("BKPSDM", 2000)
    models.Proposal.objects.bulk_create(
        models.Proposal(
            kind="person", subject_id=other, person_id=other, authority="RESIDENT", values={}, before={}, source="",
            valid_from=people.LONG_AGO, proposed_by=cast.budi, proposed_by_label="",
        )
        for other in models.Person.objects.exclude(pk=cast.ratna).values_list("pk", flat=True)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("analyze registry_proposal")
    refuse("seqscan", "indexscan", "indexonlyscan")
    (part,) = queries.pending_parts(holder(cast.ratna))
    found = part.order_by().explain()

    assert found.startswith("Bitmap Heap Scan on registry_proposal"), found
    assert "Index Cond: (person_id = " in found, found


def test_what_waits_for_a_steward_is_walked_oldest_first_and_looks_at_nothing_else(cast):
    """Thousands of residents have something of their own to decide; a steward's page looks at none of it."""
    many_employees("BKPSDM", 2000)
    people_of_the_city = models.Person.objects.exclude(pk=cast.wati).values_list("pk", flat=True)
    models.Proposal.objects.bulk_create(waiting(other, "RESIDENT", by=cast.budi) for other in people_of_the_city)
    judged = [waiting(cast.ratna, "DISDUKCAPIL", by=cast.budi) for _ in range(60)]
    models.Proposal.objects.bulk_create(judged)
    models.Proposal.objects.bulk_create([waiting(cast.wati, "RESIDENT", by=cast.budi)])
    with connection.cursor() as cursor:
        cursor.execute("analyze registry_proposal")

    rows = queries.waiting_ids(cast.actor("wati"), limit=51)
    found = rows.explain(analyze=True, format="json")

    assert "proposal_to_judge" in found
    assert max(_looked_at(json.loads(found)[0]["Plan"])) <= 62, found
    assert list(rows) == [one.pk for one in judged[:51]]
    assert queries.waiting_ids(cast.actor("wati"), limit=1, before=judged[7].pk)[0] == judged[6].pk


@pytest.mark.parametrize("who", ["wati", "ratna", "dewi", "agus"])
def test_what_waits_is_exactly_what_one_may_decide(cast, who):
    actor = cast.actor(who)
    models.Proposal.objects.bulk_create(
        waiting(about, authority, by=by)
        for about in (cast.ratna, cast.bima, cast.wati)
        for authority in ("RESIDENT", "DISDUKCAPIL", "BKPSDM")
        for by in (cast.budi, cast.ratna, cast.wati)
    )

    found = list(queries.waiting_ids(actor, limit=99))

    assert set(found) == {one.pk for one in models.Proposal.objects.all() if access.may_decide(actor, one)}
    assert found == sorted(found)
    assert [one.pk for one in queries.waiting_for(actor, limit=99)] == found


def waiting(about: UUID, authority: str, *, by: UUID) -> models.Proposal:
    return models.Proposal(
        kind="person", subject_id=about, person_id=about, authority=authority, values={}, before={}, source="",
        valid_from=people.LONG_AGO, proposed_by=by, proposed_by_label="",
    )  # fmt: skip
