"""Many cases at once: shown first, each by itself, what needs eyes is left alone, and what can be taken back is."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ayo.services import actions
from ayo.services.data import TaskState
from ayo.services.models import Case, Task
from tests.cast import Cast
from tests.services import desk
from tests.services.test_case import STILL, handed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(city: Cast) -> list[Case]:
    return [handed_in(city, name) for name in ("ratna", "nia", "wati")]


@pytest.fixture
def budi(city: Cast) -> Client:
    return desk.at(city, "budi")


def send(client: Client, deed: str, cases: list[Case], **more: object) -> Any:
    return client.post(reverse("services:bulk"), {"apa": deed, "id": [_task(case).pk for case in cases], **more})


def run(client: Client, deed: str, page: str, **more: object) -> Any:
    shown = re.findall(r'name="pilih" value="([^"]+)"', page)
    return client.post(reverse("services:bulk"), {"apa": deed, "jalankan": "ya", "pilih": shown, **more})


def _task(case: Case) -> Task:
    return Task.objects.filter(case=case).latest("opened_at")


def text(response: Any) -> str:
    return response.content.decode()


def test_a_preview_writes_nothing_and_names_what_cannot_be_done(city: Cast, cases: list[Case], budi: Client):
    actions.take_task(task_id=_task(cases[0]).pk, expected=None, actor=city.actor("sari"))

    page = text(send(budi, "ambil", cases))

    assert "Sari Wulandari memegang tahap ini" in page
    assert Task.objects.filter(holder=city.budi).count() == 0


def test_each_is_taken_by_itself_and_given_back_with_one_press(city: Cast, cases: list[Case], budi: Client):
    preview = text(send(budi, "ambil", cases))
    actions.write_note(case_id=cases[1].pk, text="x", actor=city.actor("sari"))

    done = text(run(budi, "ambil", preview))

    assert "2 kasus selesai diurus" in done
    assert "Kasus ini berubah sejak Anda membukanya" in done
    assert set(Task.objects.filter(holder=city.budi).values_list("case_id", flat=True)) == {cases[0].pk, cases[2].pk}
    assert "Urungkan" in done
    run(budi, "lepas", done)
    assert Task.objects.filter(holder=city.budi).count() == 0


def test_only_stages_of_checking_that_need_no_eyes_are_finished_together(city: Cast, budi: Client):
    """Ratna said things that no source confirms; once her answers are known everything stands on a source."""
    ratna = handed_in(city, "ratna")
    page = text(send(budi, "selesai", [ratna]))
    assert "Perlu dilihat satu per satu" in page
    clean = _clean_case(city, "nia")

    preview = text(send(budi, "selesai", [ratna, clean]))
    done = text(run(budi, "selesai", preview))

    assert "1 kasus selesai diurus" in done
    assert Task.objects.get(case=ratna).state == TaskState.OPEN
    assert Task.objects.filter(case=clean, state=TaskState.DONE).count() == 1
    # The next stage is a signature, which nobody gives by the dozen.
    sari = desk.at(city, "sari")
    assert "Hanya tahap pemeriksaan" in text(send(sari, "selesai", [clean]))


def _clean_case(city: Cast, name: str) -> Case:
    """A case in which every value stands in the registry and the rest was chosen from a list."""
    from tests.portal import factories

    factories.change(city, "dewi", STILL, whom=name)
    return handed_in(city, name)


def test_a_paper_that_nobody_accepted_holds_a_case_back(city: Cast, budi: Client):
    clean = _clean_case(city, "nia")
    desk.paper(clean)

    assert "Perlu dilihat satu per satu" in text(send(budi, "selesai", [clean]))


def test_passing_on_asks_for_office_and_reason_once(city: Cast, cases: list[Case], budi: Client):
    page = text(send(budi, "teruskan", cases[:2]))
    assert "Kantor tujuan" in page
    assert run(budi, "teruskan", page).status_code == 422
    office = re.findall(r'<option value="([0-9a-f-]{36})">Dinas Kependudukan', page)[0]

    run(budi, "teruskan", page, office=office, text="wilayah lain")

    assert Task.objects.filter(organisation_id=office).count() == 2


def test_strangers_ids_are_nobodys_cases(city: Cast, cases: list[Case]):
    page = text(send(desk.at(city, "dewi"), "ambil", cases))

    assert cases[0].number not in page and "Ratna" not in page


def test_nothing_ticked_is_nothing_done(budi: Client):
    assert budi.post(reverse("services:bulk"), {"apa": "ambil"}).status_code == 302
    assert budi.post(reverse("services:bulk"), {"apa": "hapus"}).status_code == 404
