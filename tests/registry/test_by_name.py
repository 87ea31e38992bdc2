"""Lists by name: the same people as the one condition names, in pages that an index gives however many there are."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ayo.common.actor import SYSTEM, Actor, Grant, Role
from ayo.common.errors import NotFound
from ayo.common.ids import uuid7
from ayo.registry import access, by_name, models
from ayo.registry.data import Group, PersonFilter
from tests import cast as people
from tests.portal import factories
from tests.registry.test_access import DUTIES, _looked_at, grants_of, holder, many_employees, unit

pytestmark = pytest.mark.django_db

EVERYBODY = PersonFilter("", "", "")
WHOLE_CITY = (Grant(Role.DATA_STEWARD),)
AREAS = ("", people.CIKOKOL, people.CIPONDOH, "36.71.01", "36.71")


def ids_of(parts: list) -> list[UUID]:
    return [pk for part, _name in parts for pk in part.values_list("pk", flat=True)]


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("duty", [*DUTIES, "city", "whole area"])
def test_the_parts_are_together_exactly_who_is_seen(cast, duty, area):
    given = {"city": WHOLE_CITY, "whole area": (Grant(Role.CAMAT, area=""),)}.get(duty) or grants_of(duty)
    actor = holder(cast.ratna, *given)
    seen = access.persons_visible_in(area, actor) if area else access.persons_visible_to(actor)

    assert set(ids_of(by_name.parts_of(actor, area))) == set(seen.values_list("pk", flat=True))


@pytest.mark.parametrize("name", ["ratna", "budi", "sari", "nia", "wati", "dewi", "agus", "rini"])
def test_that_holds_for_everybody_of_the_cast_and_for_nobody(cast, name):
    for actor in (cast.actor(name), Actor(kind=cast.actor(name).kind, id=uuid7(), label="x"), SYSTEM):
        seen = set(access.persons_visible_to(actor).values_list("pk", flat=True))

        assert set(ids_of(by_name.parts_of(actor))) == seen
        assert by_name.visible_among(list(models.Person.objects.values_list("pk", flat=True)), actor=actor) == seen


@pytest.mark.parametrize("wanted", [EVERYBODY, PersonFilter("", "FEMALE", ""), PersonFilter("", "", Group.EMPLOYEE)])
def test_pages_follow_each_other_without_gap_or_double(cast, wanted):
    actor = holder(cast.ratna, *grants_of("kecamatan and unit"), Grant(Role.LURAH, area=people.CIKOKOL))
    models.Person.objects.filter(pk=cast.nia).update(search_name="ratna")
    people.employee(cast.sari, "197505052003122002", unit("KEL-CIKOKOL"), "Staf")
    whole = by_name.lines(actor, wanted, after=None, limit=100)

    paged, after = [], None
    while found := by_name.lines(actor, wanted, after=after, limit=2):
        paged += found
        after = found[-1].id

    assert paged == whole
    assert len({one.id for one in whole}) == len(whole) > 1


def test_no_page_begins_behind_somebody_who_is_not_seen(cast):
    with pytest.raises(NotFound):
        by_name.lines(cast.actor("budi"), EVERYBODY, after=cast.joko, limit=5)


def looked_at(actor: Actor, after: UUID | None) -> float:
    """Return how many rows of persons or employees one step of the plan looks at for a page."""
    with CaptureQueriesContext(connection) as seen:
        by_name.lines(actor, EVERYBODY, after=after, limit=51)
    statement = next(one["sql"] for one in reversed(seen.captured_queries) if "unnest" not in one["sql"])
    with connection.cursor() as cursor:
        cursor.execute(f"explain (analyze, format json) {statement}")
        return max(_looked_at(cursor.fetchone()[0][0]["Plan"]))


@pytest.mark.parametrize(
    "given",
    [
        (Grant(Role.LURAH, area=people.CIPONDOH),),
        (Grant(Role.CAMAT, area="36.71.05"),),
        "office",
        (Grant(Role.BKPSDM_ADMIN),),
        WHOLE_CITY,
    ],
)
def test_a_page_looks_at_a_page_however_many_there_are(cast, given):
    """Thousands in one kelurahan, all of them in the service of one office, and a reader of each kind."""
    office = many_employees("BKPSDM", 3000)
    with connection.cursor() as cursor:
        cursor.execute("update registry_person set kelurahan = %s where name = 'Ujang'", [people.CIPONDOH])
        cursor.execute("update registry_employee set search_name = ''")
        cursor.execute("analyze registry_employee, registry_person")
    actor = holder(cast.ratna, *((Grant(Role.OPD_HEAD, organisation_id=office),) if given == "office" else given))
    after = models.Person.objects.get(search_name="ujang2500").pk

    assert looked_at(actor, None) <= 120
    assert looked_at(actor, after) <= 120


def test_employees_bear_the_name_of_their_person_whichever_way_it_is_written(cast):
    mine = models.Employee.objects.filter(person=cast.budi)
    assert mine.values_list("search_name", flat=True)[0] == "budi santoso"

    models.Person.objects.filter(pk=cast.budi).update(search_name="bambang")
    assert mine.values_list("search_name", flat=True)[0] == "bambang"
    mine.update(search_name="somebody else")
    assert mine.values_list("search_name", flat=True)[0] == "bambang"
    mine.update(person=cast.ratna)

    assert models.Employee.objects.get(person=cast.ratna).search_name == "ratna"


def test_the_staff_of_a_unit_come_page_by_page(cast, monkeypatch):
    from ayo.registry.views import organisations

    monkeypatch.setattr(organisations, "EMPLOYEES", 1)
    people.employee(cast.joko, "198507102010011003", unit("KEL-CIKOKOL"), "Staf")
    rini, address = factories.visitor(cast, "rini"), f"/organisasi/{unit('KEL-CIKOKOL')}/"
    first = rini.get(address).text
    place = first.partition("?sesudah=")[2].partition("#")[0]
    second = rini.get(f"{address}?sesudah={place}").text

    assert "Budi Santoso" in first and "Joko Susilo" not in first
    assert "Joko Susilo" in second and "Budi Santoso" not in second
    assert rini.get(f"{address}?sesudah={cast.joko}").status_code == 404
