"""The list of an office's cases: narrowed, by pages, as a file without numbers of persons."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.services import actions
from ayo.services.models import Case
from ayo.services.views import cases as views
from tests.cast import Cast
from tests.services import desk
from tests.services.test_case import handed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(city: Cast) -> list[Case]:
    return [handed_in(city, name) for name in ("ratna", "nia", "wati")]


@pytest.fixture
def budi(city: Cast) -> Client:
    return desk.at(city, "budi")


def page(client: Client, query: str = "") -> str:
    return client.get(reverse("services:office_cases") + query).content.decode()


def test_the_list_is_narrowed_by_state_service_and_days(city: Cast, cases: list[Case], budi: Client):
    actions.cancel_case(case_id=cases[0].pk, reason="", actor=city.actor("ratna"))
    tomorrow = clock.today().replace(year=clock.today().year + 1).isoformat()

    assert cases[0].number in page(budi, "?keadaan=CANCELLED")
    assert cases[1].number not in page(budi, "?keadaan=CANCELLED")
    assert cases[1].number not in page(budi, "?layanan=sktm")
    assert cases[1].number in page(budi, f"?sejak={clock.today()}&sampai={clock.today()}")
    assert cases[1].number not in page(budi, f"?sejak={tomorrow}")
    assert cases[1].number in page(budi, "?sejak=kemarin&keadaan=apa&layanan=itu")


def test_pages_follow_each_other_without_gap(city: Cast, cases: list[Case], budi: Client, monkeypatch: Any):
    monkeypatch.setattr(views, "PAGE", 2)
    first = page(budi)
    following = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")

    assert cases[2].number in first and cases[1].number in first and cases[0].number not in first
    assert cases[0].number in page(budi, following)
    assert cases[2].number in page(budi, "?sebelum=kacau")


def test_a_number_leads_to_its_case(cases: list[Case], budi: Client):
    found = budi.get(reverse("services:office_cases"), {"nomor": cases[0].number})

    assert found.headers["Location"] == reverse("services:office_case", args=[cases[0].pk])


def test_the_file_holds_what_the_list_does_no_number_of_a_person_and_no_formula(
    city: Cast, cases: list[Case], budi: Client
):
    sent = budi.post(reverse("services:cases_csv"), {"keadaan": "SUBMITTED"})
    lines = b"".join(sent.streaming_content).decode().splitlines()  # type: ignore[attr-defined]

    assert len(lines) == 1 + len(cases)
    assert "3671" not in "".join(lines)
    assert Inbox.objects.get(act="services.export_cases").label == "keadaan=SUBMITTED"
    assert views._cells(_line("=1+1"))[2] == "'=1+1"


def _line(name: str) -> Any:
    from uuid import uuid4

    from ayo.services.data.lines import CaseLine

    return CaseLine(uuid4(), "1", {"id": "x"}, name, "DONE", clock.today(), clock.now(), None)


def test_other_offices_see_none_of_it(city: Cast, cases: list[Case]):
    assert cases[0].number not in page(desk.at(city, "dewi"))
    assert desk.at(city, "ratna").get(reverse("services:office_cases")).status_code == 403
    assert desk.at(city, "ratna").post(reverse("services:cases_csv")).status_code == 403
