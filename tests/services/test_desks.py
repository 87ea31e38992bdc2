"""To whom a stage can be given is whose work it is: the list asks from the other side, and neither knows more."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ayo.common import clock
from ayo.common.actor import SYSTEM, Actor, ComeBy, Role
from ayo.common.errors import DomainError
from ayo.identity import facade as identity
from ayo.region.data import Rank
from ayo.registry import facade as registry
from ayo.registry.data import ActingKind, Kind
from ayo.registry.models import Employee, Organisation, Person, Post
from ayo.services import access, actions, desks, telling
from ayo.services.events import TaskEscalated
from ayo.services.models import Case, Task
from ayo.services.queries import load
from ayo.services.workbench import units
from tests import cast as people
from tests.cast import CIKOKOL, CIPONDOH, Cast
from tests.services import desk
from tests.services.test_case import handed_in

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = f"{CIKOKOL}/001/002", f"{CIKOKOL}/003/001"


@pytest.fixture
def case(city: Cast) -> Case:
    return handed_in(city)


@pytest.fixture
def office(case: Case) -> UUID:
    return desk.task_of(case).organisation_id


@pytest.fixture
def neighbourhood(city: Cast, office: UUID) -> None:
    """Joko heads Ratna's RT, Wati another one, Agus one of another kelurahan; Dewi serves the kelurahan by its area."""
    people.role(city.joko, Role.RT_HEAD, area=HERE)
    people.role(city.wati, Role.RT_HEAD, area=ELSEWHERE)
    people.role(city.agus, Role.RT_HEAD, area=f"{CIPONDOH}/001/002")
    people.role(city.dewi, Role.KELURAHAN_OFFICER, area=CIKOKOL)


@pytest.fixture
def plt(city: Cast, office: UUID) -> UUID:
    """Rini, of an agency, stands in at the post of the lurah that nobody holds; Sari was given the role besides."""
    post = registry.make_post(
        organisation_id=office, title="Lurah Cikokol", rank=Rank.HEAD, valid_from=people.LONG_AGO, actor=SYSTEM
    )  # fmt: skip
    people.employee(city.rini, "197910112005012002", Organisation.objects.get(code="BKPSDM").pk)
    registry.appoint_acting(
        post_id=post.pk, employee_id=Employee.objects.get(person_id=city.rini).pk,
        kind=ActingKind.PLT, valid_from=clock.today(), valid_to=clock.today() + timedelta(days=5), basis="800/1",
        actor=SYSTEM,
    )  # fmt: skip
    return city.rini


def at(task: Task, **changes: Any) -> Task:
    for name, value in changes.items():
        setattr(task, name, value)
    task.save()
    return task


def offered(task: Task) -> set[UUID]:
    place = (task.role, task.organisation_id, task.area)
    return set(desks.workers_at([place])[place])


def workers(task: Task) -> set[UUID]:
    """Ask everybody the city knows, one by one."""
    everybody = Person.objects.values_list("pk", flat=True)
    return {one for one in everybody if access.may_work_on(identity.actor_of(one), task)}


def test_who_is_offered_is_exactly_who_may(city: Cast, case: Case, neighbourhood: None, plt: UUID):
    task = desk.task_of(case)

    for role in Role:
        for area in ("", HERE, ELSEWHERE):
            changed = at(task, role=role, area=area)
            assert (role, area, offered(changed)) == (role, area, workers(changed))


def test_a_head_their_stand_in_and_officers_by_area_are_offered_what_officers_do(
    city: Cast, case: Case, neighbourhood: None, plt: UUID
):
    assert offered(at(desk.task_of(case), role=Role.KELURAHAN_OFFICER)) == {city.budi, city.dewi, city.sari, plt}
    assert identity.actor_of(plt).grants[-1].come_by is ComeBy.PLT


def test_what_a_neighbourhood_signs_is_offered_to_its_own_head(city: Cast, case: Case, neighbourhood: None):
    assert offered(at(desk.task_of(case), role=Role.RT_HEAD, area=HERE)) == {city.joko, city.sari}
    assert offered(at(desk.task_of(case), role=Role.RT_HEAD, area=ELSEWHERE)) == {city.wati, city.sari}


def test_any_number_of_places_costs_the_same_few_statements(city: Cast, case: Case, neighbourhood: None, plt: UUID):
    everywhere = [
        (str(role), unit, area)
        for role in Role for unit in Organisation.objects.values_list("pk", flat=True) for area in ("", HERE)
    ]  # fmt: skip

    with CaptureQueriesContext(connection) as asked:
        desks.workers_at(everywhere)
    with CaptureQueriesContext(connection) as not_asked:
        assert desks.workers_at([]) == {}

    # The areas of the offices, which office stands for each, the people, and the offices of their areas.
    assert (len(asked), len(not_asked)) == (4, 0)


def test_what_the_page_offers_the_action_takes_and_nothing_else(
    city: Cast, case: Case, office: UUID, neighbourhood: None, plt: UUID
):
    """Also where a worker is of the family of whom it is about, or where one who deals it out is."""
    family = str(Person.objects.get(pk=city.ratna).family_id)
    registry.change_record(
        Kind.PERSON, city.budi, {"family_id": family, "family_role": "OTHER"}, valid_from=people.LONG_AGO, actor=SYSTEM,
        expected_version=None, note="",
    )  # fmt: skip
    (due,) = load.urgent([office], first=0, limit=9)

    chosen = units.workers([due], dealt_by=city.sari)[due.task_id]

    sari = city.actor("sari")
    everybody = list(Person.objects.values_list("pk", flat=True))
    assert set(chosen) == {one for one in everybody if taken(due.task_id, one, sari)} == {city.dewi, city.sari, plt}
    assert units.workers([due], dealt_by=city.budi) == {due.task_id: []}


def taken(task_id: UUID, person_id: UUID, actor: Actor) -> bool:
    try:
        actions.assign_task(task_id=task_id, person_id=person_id, expected=None, actor=actor)
    except DomainError:
        return False
    return True


def test_the_page_of_the_office_names_them(city: Cast, case: Case, neighbourhood: None, plt: UUID):
    page = desk.at(city, "sari").get(reverse("services:unit")).content.decode()

    assert "Rini Astuti</option>" in page and "Dewi Lestari</option>" in page and "Joko Susilo</option>" not in page


def test_whoever_stands_in_is_told_what_is_late_too(city: Cast, case: Case, plt: UUID, monkeypatch: pytest.MonkeyPatch):
    task, told = desk.task_of(case), []
    monkeypatch.setattr(telling.notices, "ask", lambda **given: told.append(given["person_id"]))

    telling.late(
        TaskEscalated(
            task_id=task.pk,
            case_id=case.pk,
            number=case.number,
            organisation_id=task.organisation_id,
            due_on=task.due_on,
        )
    )

    assert set(told) == {city.sari, plt}


def test_a_post_ended_is_a_post_no_more(city: Cast, case: Case, plt: UUID):
    Post.objects.update(valid_to=clock.today())

    assert offered(desk.task_of(case)) == workers(desk.task_of(case)) == {city.budi, city.sari}
