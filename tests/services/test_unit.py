"""Who leads sees the load and deals out work; who leads the city sees numbers and says why before a case opens."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ayo.audit.models import Inbox
from ayo.common.actor import Role
from ayo.services import actions
from ayo.services.models import Case, Line, Task
from ayo.services.workbench import units
from tests import cast as people
from tests.cast import Cast
from tests.services import desk
from tests.services.test_case import handed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(city: Cast) -> Case:
    return handed_in(city)


@pytest.fixture
def leader(city: Cast) -> Client:
    people.role(city.rini, Role.LEADER)
    return desk.at(city, "rini")


def text(response: Any) -> str:
    return response.content.decode()


def test_the_lurah_sees_who_holds_what(city: Cast, case: Case):
    handed_in(city, "nia")
    actions.take_task(task_id=desk.task_of(case).pk, expected=None, actor=city.actor("budi"))

    page = text(desk.at(city, "sari").get(reverse("services:unit")))

    assert "Budi Santoso" in page and "Belum diambil" in page and "Pemeriksaan data" in page


def test_each_list_is_short_and_whole_by_itself(city: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(units, "AT_FIRST", 1)
    monkeypatch.setattr(units, "PAGE", 2)
    numbers = [handed_in(city, name).number for name in ("ratna", "nia", "wati")]
    sari, address = desk.at(city, "sari"), reverse("services:unit")

    first = text(sari.get(address))
    assert sum(one in first for one in numbers) == 1 and "?bagian=mendesak" in first and "?bagian=pegawai" not in first
    pages = [text(sari.get(address, {"bagian": "mendesak", "halaman": page})) for page in ("1", "2", "nol")]

    assert [[one for one in numbers if one in page] for page in pages] == [numbers[:2], numbers[2:], numbers[:2]]
    assert "Per tahap" not in pages[0] and "halaman=2" in pages[0] and "halaman=3" not in pages[1]


def test_a_page_costs_the_same_however_much_waits(city: Cast, case: Case):
    sari, address = desk.at(city, "sari"), reverse("services:unit")
    sari.get(address)

    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            sari.get(address)
        costs.append(len(seen))
        for name in ("nia", "wati"):
            handed_in(city, name)
        people.role(city.joko, Role.LURAH, organisation_id=desk.task_of(case).organisation_id, area=people.CIKOKOL)

    assert costs[0] == costs[1]


@pytest.mark.parametrize("name", ["budi", "ratna", "dewi", "agus"])
def test_nobody_else_does(city: Cast, name: str):
    assert desk.at(city, name).get(reverse("services:unit")).status_code == 403


def test_work_is_dealt_out_to_whose_work_it_is(city: Cast, case: Case):
    task, sari = desk.task_of(case), desk.at(city, "sari")
    address = reverse("services:assign", args=[task.pk])
    sari.post(address, {"versi": 1, "pegawai": str(city.joko)})
    assert Task.objects.get(pk=task.pk).holder_id is None
    sari.post(address, {"versi": 1, "pegawai": str(city.budi)})

    assert Task.objects.get(pk=task.pk).holder_id == city.budi
    assert Line.objects.get(case=case, deed="ASSIGNED").is_internal


def test_a_case_of_the_officers_family_is_not_dealt_to_them(city: Cast):
    own = handed_in(city, "budi")
    desk.at(city, "sari").post(
        reverse("services:assign", args=[desk.task_of(own).pk]), {"versi": 1, "pegawai": str(city.budi)}
    )

    assert desk.task_of(own).holder_id is None


def test_an_officer_deals_nothing_out(city: Cast, case: Case):
    address = reverse("services:assign", args=[desk.task_of(case).pk])

    assert desk.at(city, "budi").post(address, {"versi": 1, "pegawai": str(city.budi)}).status_code == 403


def test_leaders_see_numbers_without_names(city: Cast, case: Case, leader: Client):
    page = text(leader.get(reverse("services:unit")))

    assert "Kelurahan Cikokol" in page
    assert "Ratna" not in page and case.number not in page


def test_leaders_open_a_case_with_a_reason_that_the_resident_reads(city: Cast, case: Case, leader: Client):
    address = reverse("services:office_case", args=[case.pk])
    assert "Alasan membuka kasus ini" in text(leader.get(address))
    assert "Ratna" not in text(leader.get(address))
    short = leader.post(reverse("services:case_reason", args=[case.pk]), {"reason": "ingin"})
    assert short.status_code == 422
    leader.post(reverse("services:case_reason", args=[case.pk]), {"reason": "Keluhan warga lewat wali kota"})

    assert "Ratna" in text(leader.get(address))
    read = Inbox.objects.filter(act="registry.read_person", subject_id=str(city.ratna))
    assert "Keluhan warga lewat wali kota" in {row.purpose for row in read}
    assert Inbox.objects.filter(act="services.open_case").count() == 1


def test_officers_need_no_second_reason_and_open_nothing_of_other_offices(city: Cast, case: Case):
    address = reverse("services:office_case", args=[case.pk])
    assert desk.at(city, "budi").get(address).status_code == 200
    assert desk.at(city, "dewi").get(address).status_code == 404
    assert desk.at(city, "ratna").get(address).status_code == 403
