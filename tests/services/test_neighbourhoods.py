"""Stages of RT and RW go to the head of the applicant's own neighbourhood, or to the lurah in their place."""

import pytest
from django.urls import reverse

from ayo.common.actor import Role
from ayo.services import access, actions, offices
from ayo.services.data.lines import WorkFilter
from ayo.services.models import Case, Task
from ayo.services.queries import queue
from tests import cast as people
from tests.cast import CIKOKOL, Cast
from tests.services import definitions, desk
from tests.services.test_case import handed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(city: Cast) -> Task:
    """A stage as the certificate of heirs has it, in the hands of Ratna's RT."""
    task = desk.task_of(handed_in(city))
    Task.objects.filter(pk=task.pk).update(role=Role.RT_HEAD, area=f"{CIKOKOL}/003/002")
    return Task.objects.get(pk=task.pk)


def seen(city: Cast, name: str) -> set[object]:
    lines = queue.queue(city.actor(name), WorkFilter(), after=queue.FIRST, limit=9)
    return {line.task_id for line in lines}


def test_the_neighbourhood_is_that_of_the_applicant(city: Cast):
    made = definitions.service("ahli-waris")
    found = {
        stage.role: offices.neighbourhood_for(stage, applicant_id=city.ratna, area=CIKOKOL) for stage in made.stages
    }

    assert found[Role.RT_HEAD] == f"{CIKOKOL}/003/002"
    assert found[Role.RW_HEAD] == f"{CIKOKOL}/003"
    assert found[Role.KELURAHAN_OFFICER] == ""


def test_its_head_and_the_lurah_work_on_it_and_no_other_head(city: Cast, task: Task):
    people.role(city.agus, Role.RT_HEAD, area=f"{CIKOKOL}/003/002")
    people.role(city.joko, Role.RT_HEAD, area=f"{CIKOKOL}/003/009")

    assert seen(city, "agus") == seen(city, "sari") == {task.pk}
    assert seen(city, "joko") == seen(city, "budi") == set()
    assert access.may_work_on(city.actor("agus"), task)
    assert not access.may_work_on(city.actor("joko"), task)


def test_such_a_head_reads_name_and_address_of_what_the_registry_holds(city: Cast, task: Task):
    people.role(city.rini, Role.RT_HEAD, area=f"{CIKOKOL}/003/002")
    actions.write_note(case_id=task.case_id, text="Rahasia kantor", actor=city.actor("budi"))
    rini = desk.at(city, "rini")

    page = rini.get(desk.page_of(task)).content.decode()
    history = rini.get(desk.page_of(task) + "?bagian=riwayat").content.decode()

    assert "Nama lengkap" in page and "Jl. Perintis 14" in page
    assert "Tanggal lahir" not in page and "3671" not in page
    assert "Rahasia kantor" not in history


def test_a_neighbour_of_elsewhere_reads_no_case(city: Cast, task: Task):
    people.role(city.joko, Role.RT_HEAD, area=f"{CIKOKOL}/003/009")

    assert desk.at(city, "joko").get(desk.page_of(task)).status_code == 404
    assert desk.at(city, "joko").get(reverse("services:office_case", args=[task.case_id])).status_code == 404
    assert Case.objects.count() == 1
