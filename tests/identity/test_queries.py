"""Roles hold in their time and place, and give their holder the voice of the office."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from ayo.common import clock
from ayo.common.actor import Role
from ayo.identity import facade as identity
from ayo.identity.models import RoleGrant
from tests import cast as people

pytestmark = pytest.mark.django_db


def test_everybody_is_a_resident(cast):
    assert cast.actor("joko").has(Role.RESIDENT)
    assert not cast.actor("joko").has(Role.DATA_STEWARD)


def test_an_officer_of_the_population_office_speaks_for_it(cast):
    assert cast.actor("dewi").speaks_for("DISDUKCAPIL")
    assert not cast.actor("budi").speaks_for("DISDUKCAPIL")


def test_a_role_that_ended_counts_no_more(cast):
    RoleGrant.objects.filter(person_id=cast.budi).update(valid_to=clock.today())

    assert not cast.actor("budi").has(Role.KELURAHAN_OFFICER)


def test_a_role_that_has_not_begun_counts_not_yet(cast):
    RoleGrant.objects.filter(person_id=cast.budi).update(valid_from=clock.today() + timedelta(days=1))

    assert not cast.actor("budi").has(Role.KELURAHAN_OFFICER)


def test_an_actor_costs_one_query_however_many_roles(cast):
    from django.db import connection

    for area in ("36.71.02", "36.71.03", "36.71.04"):
        people.role(cast.budi, Role.KELURAHAN_OFFICER, area=area)

    with CaptureQueriesContext(connection) as queries:
        actor = identity.actor_of(cast.budi)

    assert len(queries) == 1
    assert len(actor.areas(Role.KELURAHAN_OFFICER)) == 4
