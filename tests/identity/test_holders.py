"""Who holds a role in an office: what the evaluator says of each person, asked from the other side in one statement."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ayo.common import clock
from ayo.common.actor import Grant, Role
from ayo.identity import facade as identity
from ayo.identity.models import RoleGrant
from ayo.registry import facade as registry
from ayo.registry import models
from tests import cast as people
from tests.cast import Cast

pytestmark = pytest.mark.django_db

ROLES = (Role.KELURAHAN_OFFICER, Role.LURAH, Role.OPD_HEAD, Role.VERIFIER, Role.INTEGRATOR, Role.RT_HEAD)


@pytest.fixture
def places(cast: Cast) -> list[tuple[Role, object]]:
    """Given roles in two offices, one that has ended, one that is to come, and the post of the lurah."""
    cikokol = registry.organisation_id("KEL-CIKOKOL")
    today = clock.today()
    people.role(cast.joko, Role.VERIFIER, organisation_id=registry.organisation_id("DISKOMINFO"))
    people.role(cast.nia, Role.RT_HEAD, organisation_id=cikokol, area=people.CIKOKOL)
    people.role(cast.joko, Role.KELURAHAN_OFFICER, organisation_id=cikokol, area=people.CIKOKOL)
    RoleGrant.objects.filter(person_id=cast.joko, role=Role.KELURAHAN_OFFICER).update(valid_to=today)
    people.role(cast.rini, Role.KELURAHAN_OFFICER, organisation_id=cikokol, area=people.CIKOKOL)
    RoleGrant.objects.filter(person_id=cast.rini, role=Role.KELURAHAN_OFFICER).update(
        valid_from=today + timedelta(days=1)
    )
    return [(role, unit) for unit in models.Organisation.objects.values_list("pk", flat=True) for role in ROLES]


def by_person(place: tuple[Role, object]) -> set[object]:
    """Ask everybody the city knows, one by one."""
    return {
        person_id
        for person_id in models.Person.objects.values_list("pk", flat=True)
        if any((one.role, one.organisation_id) == place for one in identity.actor_of(person_id).grants)
    }


def in_place(found: list[tuple[UUID, Grant]], place: tuple[Role, object]) -> set[object]:
    return {person_id for person_id, grant in found if (grant.role, grant.organisation_id) == place}


def test_it_agrees_with_the_evaluator_for_everybody_in_every_office(cast: Cast, places):
    found = identity.holders(ROLES, units={unit for _role, unit in places}, areas=())

    assert {place: in_place(found, place) for place in places} == {place: by_person(place) for place in places}
    assert cast.budi in in_place(found, (Role.KELURAHAN_OFFICER, registry.organisation_id("KEL-CIKOKOL")))
    for role, unit in places[:12]:
        assert in_place(found, (role, unit)) == set(identity.persons_with_role(role, organisation_id=unit))


def test_by_area_it_finds_whoever_serves_there_whatever_office_they_are_of(cast: Cast, places):
    people.role(cast.wati, Role.RT_HEAD, area=f"{people.CIKOKOL}/001/002")
    people.role(cast.agus, Role.RT_HEAD, area=f"{people.CIPONDOH}/001/002")

    found = identity.holders([Role.RT_HEAD, Role.LURAH], units=(), areas=[people.CIKOKOL])

    assert {(one, grant.role) for one, grant in found} == {
        (cast.wati, Role.RT_HEAD), (cast.nia, Role.RT_HEAD), (cast.sari, Role.LURAH),
    }  # fmt: skip
    assert all(grant in identity.actor_of(one).grants for one, grant in found)


def test_a_unit_that_is_closed_has_nobody_by_post(cast: Cast):
    unit = registry.organisation_id("KEL-CIKOKOL")
    models.Organisation.objects.filter(pk=unit).update(valid_to=clock.today())

    assert identity.persons_with_role(Role.OPD_HEAD, organisation_id=unit) == []


def test_many_places_cost_one_statement(places):
    units = {unit for _role, unit in places}
    identity.holders(ROLES[:1], units=units, areas=())

    with CaptureQueriesContext(connection) as seen:
        identity.holders(ROLES, units=units, areas=[people.CIKOKOL, people.CIPONDOH])

    assert len(seen) == 1


def test_nowhere_costs_none(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert identity.holders([], units=(), areas=[people.CIKOKOL]) == []
        assert identity.holders(ROLES, units=(), areas=()) == []


def test_a_source_is_spoken_for_by_its_office_and_the_stewards(cast: Cast):
    assert set(identity.speakers_of("DISDUKCAPIL")) == {cast.dewi, cast.wati}
    assert identity.speakers_of("NOBODY") == [cast.wati]
