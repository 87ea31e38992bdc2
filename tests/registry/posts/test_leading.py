"""Who leads a unit: the holder of its leading post or who stands in, else whoever others in it answer to."""

from datetime import timedelta

from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.registry import facade as registry
from ayo.registry import models
from ayo.registry.data import ActingKind
from tests import cast as people


def led(employee_id):
    return registry.led_by(employee_id, clock.today())


def members(office):
    return {one.employee_id for one in registry.members_of(office.unit, clock.today())}


def acts(office, kind, who):
    registry.appoint_acting(
        post_id=office.post.pk, employee_id=who, kind=kind, valid_from=clock.today(),
        valid_to=clock.today() + timedelta(days=5), basis="SP 1", actor=SYSTEM,
    )  # fmt: skip


def test_the_holder_of_the_leading_post_leads_and_the_others_are_members(office):
    assert (led(office.sari), led(office.budi)) == ({office.unit}, frozenset())
    assert members(office) == {office.budi, office.hasan}


def test_who_stands_in_leads_meanwhile_and_the_members_stay_the_same(office):
    acts(office, ActingKind.PLH, office.hasan)

    assert (led(office.hasan), led(office.sari)) == ({office.unit}, frozenset())
    assert members(office) == {office.budi, office.hasan}


def test_in_a_vacant_post_the_stand_in_leads_until_somebody_holds_it(office):
    models.Employee.objects.filter(pk=office.sari).update(ended_on=clock.today() - timedelta(days=1))
    acts(office, ActingKind.PLT, office.hasan)
    assert led(office.hasan) == {office.unit}

    models.Employee.objects.filter(pk=office.budi).update(post="Lurah Cikokol")

    assert (led(office.hasan), led(office.budi)) == (frozenset(), {office.unit})
    assert registry.subordinates_of(office.hasan, clock.today()) == []


def test_without_a_leading_post_whoever_others_in_the_unit_answer_to_leads(office):
    models.Post.objects.filter(pk=office.post.pk).update(valid_to=clock.today())
    models.Employee.objects.filter(pk=office.budi).update(superior=office.hasan)

    assert (led(office.sari), led(office.hasan)) == ({office.unit}, frozenset())


def test_who_answers_to_somebody_in_the_unit_is_a_member_wherever_they_serve(cast, office):
    other = models.Organisation.objects.get(code="DISKOMINFO").pk
    rini = people.employee(cast.rini, "197910112005012003", other)
    models.Employee.objects.filter(pk=rini).update(superior=office.sari)

    assert rini in members(office)


def test_units_below_and_the_top_of_the_city_are_known(office):
    top = models.Organisation.objects.get(code="DISKOMINFO").pk
    models.Organisation.objects.filter(pk=office.unit).update(parent=top)

    assert registry.directly_under({top}, clock.today()) == [(office.unit, "Kelurahan Cikokol")]
    assert top in registry.top_units(clock.today())
    assert office.unit not in registry.top_units(clock.today())
