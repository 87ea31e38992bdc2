"""Requests to correct a day follow the superior, go up when nobody answers, and end at the personnel office."""

from datetime import date, datetime, time

import pytest
from django.urls import reverse

from ayo.common import clock
from ayo.common.actor import SYSTEM, Role
from ayo.notices.models import Notice
from ayo.performance import actions
from ayo.performance.models import Correction
from ayo.region.data import Rank
from ayo.registry import facade as registry
from ayo.registry.data import ActingKind
from ayo.registry.models import Employee
from tests import cast as people
from tests.cast import Cast
from tests.performance.factories import DAY, TODAY, district, team
from tests.portal import factories

NIP_OF_AGUS = "197009091995031001"
WEDNESDAY, MONDAY = (datetime(2026, 10, day, 1, tzinfo=TODAY.tzinfo) for day in (14, 19))


@pytest.fixture(autouse=True)
def friday():
    with clock.at(TODAY):
        yield


def ask(cast: Cast) -> Correction:
    return actions.ask_correction(
        on=DAY, arrived=time(7, 25), left=None, reason="Mesin mati.", evidence=None, actor=cast.actor("budi")
    )


def asked() -> list[tuple[object, str]]:
    waiting = Notice.objects.filter(code="correction_to_judge", done_at__isnull=True)
    return sorted(waiting.values_list("person_id", "url"), key=str)


def test_a_new_superior_finds_it_and_the_former_is_spared(cast: Cast):
    budi, sari = team(cast)
    other = people.employee(cast.agus, NIP_OF_AGUS, registry.service_of(sari).organisation_id, "Sekretaris Lurah")
    made = ask(cast)
    assert asked() == [(cast.sari, "/kinerja/tim/#koreksi")]
    Employee.objects.filter(pk=budi).update(superior=other)

    assert (actions.follow_correction_superiors(), actions.follow_correction_superiors()) == (1, 0)

    assert asked() == [(cast.agus, "/kinerja/tim/#koreksi")]
    assert "Mesin mati." not in factories.visitor(cast, "sari").get(reverse("performance:team")).text
    actions.accept_correction(correction_id=made.pk, actor=cast.actor("agus"))
    assert asked() == []


def test_whoever_stands_in_decides_from_the_day_they_do(cast: Cast):
    _budi, sari = team(cast)
    unit = registry.service_of(sari).organisation_id
    post = registry.make_post(
        organisation_id=unit, rank=Rank.HEAD, title="Lurah Cikokol", valid_from=people.LONG_AGO, actor=SYSTEM
    )
    made = ask(cast)
    agus = people.employee(cast.agus, NIP_OF_AGUS, unit, "Sekretaris Lurah")
    registry.appoint_acting(
        post_id=post.pk, employee_id=agus, kind=ActingKind.PLH, valid_from=date(2026, 10, 9),
        valid_to=date(2026, 10, 23), basis="Surat tugas 1/2026", actor=SYSTEM,
    )  # fmt: skip

    actions.follow_correction_superiors()

    assert Correction.objects.get().superior_id == agus
    factories.visitor(cast, "agus").post(
        reverse("performance:decide_correction", args=[made.pk]), {"putus": "terima"}
    )  # fmt: skip
    assert Correction.objects.get().state == "ACCEPTED"


def test_silence_takes_it_up_and_in_the_end_to_the_personnel_office(cast: Cast):
    team(cast)
    district(cast)
    ask(cast)
    assert actions.escalate_corrections() == 0

    with clock.at(WEDNESDAY):
        assert (actions.escalate_corrections(), actions.escalate_corrections()) == (1, 0)
    assert asked() == [(cast.agus, "/kinerja/tim/#koreksi")]
    assert actions.follow_correction_superiors() == 0
    page = factories.visitor(cast, "agus").get(reverse("performance:team"))
    assert "Atasan langsungnya belum menjawab" in page.text

    with clock.at(MONDAY):
        assert (actions.escalate_corrections(), actions.escalate_corrections()) == (1, 0)
    row = Correction.objects.get()
    assert (row.state, row.superior_id, row.escalates_on) == ("WAITING", None, None)
    assert asked() == [(cast.rini, "/kinerja/cuti/#koreksi")]


def test_the_personnel_office_decides_where_nobody_is_above(cast: Cast):
    made = ask(cast)
    assert asked() == [(cast.rini, "/kinerja/cuti/#koreksi")]
    office = factories.visitor(cast, "rini")
    assert "Mesin mati." in office.get(reverse("performance:leave")).text

    answer = office.post(
        reverse("performance:decide_correction", args=[made.pk]), {"putus": "terima", "dari": "kantor"}
    )  # fmt: skip

    assert answer["Location"] == reverse("performance:leave")
    assert (Correction.objects.get().state, asked()) == ("ACCEPTED", [])
    assert "Mesin mati." not in office.get(reverse("performance:leave")).text


def test_a_personnel_officer_sees_those_of_the_own_unit_only(cast: Cast):
    ask(cast)
    elsewhere = people.organisation("DINAS-X", "Dinas X", "DINAS", "")
    unit = registry.employment_of(cast.budi).organisation_id
    people.role(cast.nia, Role.PERSONNEL_OFFICER, organisation_id=elsewhere)
    people.role(cast.joko, Role.PERSONNEL_OFFICER, organisation_id=unit)

    assert "Mesin mati." not in factories.visitor(cast, "nia").get(reverse("performance:leave")).text
    assert "Mesin mati." in factories.visitor(cast, "joko").get(reverse("performance:leave")).text


def test_what_was_decided_or_taken_back_goes_nowhere(cast: Cast):
    team(cast)
    made = ask(cast)
    actions.withdraw_correction(correction_id=made.pk, actor=cast.actor("budi"))

    with clock.at(WEDNESDAY):
        assert (actions.escalate_corrections(), actions.follow_correction_superiors()) == (0, 0)
    assert asked() == []
