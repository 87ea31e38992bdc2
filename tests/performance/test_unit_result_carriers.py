"""Who carries what a unit is to reach hears when that is said otherwise or ended."""

from django.urls import reverse

from ayo.notices.models import Notice
from ayo.performance import actions, subscribers
from ayo.performance.events import UnitResultChanged
from tests.cast import Cast
from tests.performance.test_unit_results import YEAR, added, carried_by_budi
from tests.portal import factories


def told(cast: Cast, code: str) -> list[str]:
    return [one.facts["text"] for one in Notice.objects.filter(code=code, person_id=cast.budi).order_by("created_at")]


def test_whoever_carries_it_hears_that_it_is_said_otherwise_and_that_it_ended(office: Cast, unit):
    row = added(office, unit)
    carried_by_budi(office, row)
    assert actions.tell_carriers(unit_result_id=added(office, unit, text="Arsip tertata").pk) == 0

    actions.change_unit_result(
        unit_result_id=row.pk, version=1, text="Surat selesai sehari", actor=office.actor("sari")
    )
    for _again in range(2):
        assert actions.tell_carriers(unit_result_id=row.pk) == 1
    actions.drop_unit_result(unit_result_id=row.pk, version=2, actor=office.actor("sari"))
    actions.tell_carriers(unit_result_id=row.pk)

    assert told(office, "unit_result_changed") == ["Surat selesai sehari"]
    assert told(office, "unit_result_ended") == ["Surat selesai sehari"]
    assert (
        "Unit sudah mengakhirinya; pilih hasil lain"
        in factories.visitor(office, "budi").get(reverse("performance:plan")).text
    )


def test_a_change_is_heard_of_through_the_log(office: Cast, unit):
    row = added(office, unit)
    carried_by_budi(office, row)
    actions.change_unit_result(
        unit_result_id=row.pk, version=1, text="Surat selesai sehari", actor=office.actor("sari")
    )

    subscribers.follow_unit_results(
        UnitResultChanged(result_id=row.pk, organisation_id=unit, year=YEAR, is_dropped=False)
    )  # fmt: skip

    assert told(office, "unit_result_changed") == ["Surat selesai sehari"]
