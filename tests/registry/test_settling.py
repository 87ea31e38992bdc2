"""A city without the demo begins with the organisations of its pack."""

import pytest

from ayo.common.actor import SYSTEM
from ayo.region.facade import pack
from ayo.registry import actions, models

pytestmark = pytest.mark.django_db


def test_the_organisations_of_the_pack_move_in_with_their_parents():
    assert actions.settle_organisations(actor=SYSTEM) == len(pack().organisations)

    seed = next(one for one in pack().organisations if one.parent)
    assert models.Organisation.objects.get(code=seed.code).parent.code == seed.parent


def test_a_second_time_changes_nothing_even_what_was_renamed_since():
    actions.settle_organisations(actor=SYSTEM)
    models.Organisation.objects.filter(code="DISKOMINFO").update(name="Renamed")

    assert actions.settle_organisations(actor=SYSTEM) == 0
    assert models.Organisation.objects.get(code="DISKOMINFO").name == "Renamed"
