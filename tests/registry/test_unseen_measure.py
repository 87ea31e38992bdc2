"""A number of an employee holds birth date and sex: whoever may not see those learns nothing from what became of it."""

from uuid import UUID

import pytest

from ayo.common import clock
from ayo.registry import actions, models
from ayo.registry.data import Kind
from ayo.registry.errors import AlreadyRegistered, BadValues
from tests.cast import Cast
from tests.registry.callers import application

pytestmark = pytest.mark.django_db
POST = ["nip", "status", "post", "person_id", "organisation_id", "started_on"]
RIGHT, WRONG_DAY, WRONG_SEX = "198004112010011002", "197001012010011002", "198004112010012002"
GUESSES = (RIGHT, WRONG_DAY, WRONG_SEX)


@pytest.fixture
def budi(cast: Cast) -> models.Employee:
    return models.Employee.objects.get(person_id=cast.budi)


def personnel(**more: list[str]):
    """An application that speaks for the personnel agency."""
    return application({"employee": POST, **more}, sources=("BKPSDM",))


def proposal_of(budi: models.Employee, nip: str) -> UUID:
    personnel().patch(f"/employees/{budi.pk}", {"nip": nip})
    return models.Proposal.objects.get().pk


@pytest.mark.parametrize("value", [*({"nip": nip} for nip in GUESSES), {"status": "PPPK"}])
def test_right_and_wrong_guesses_get_the_same_answer(cast: Cast, budi: models.Employee, value: dict[str, str]):
    answer = personnel().patch(f"/employees/{budi.pk}", value)

    body = answer.json()
    assert (answer.status_code, body["changed"], body["proposed"]) == (200, [], list(value))
    assert models.Employee.objects.get(pk=budi.pk).nip == budi.nip


@pytest.mark.parametrize("granted", [["birth_on"], ["sex"], ["name"]])
def test_half_of_the_measure_is_not_enough(cast: Cast, budi: models.Employee, granted: list[str]):
    body = personnel(person=granted).patch(f"/employees/{budi.pk}", {"nip": RIGHT}).json()

    assert body["proposed"] == ["nip"]


def test_who_sees_the_measure_writes_and_hears_what_is_wrong(cast: Cast, budi: models.Employee):
    app = personnel(person=["birth_on", "sex"])

    wrong = app.patch(f"/employees/{budi.pk}", {"nip": WRONG_DAY})
    right = app.patch(f"/employees/{budi.pk}", {"nip": RIGHT})

    assert (wrong.status_code, wrong.json()["errors"][0]["code"]) == (422, "nip_other_birth_date")
    assert right.json()["changed"] == ["nip"]


def test_other_fields_are_written_and_say_nothing_about_the_number(cast: Cast, budi: models.Employee):
    models.Employee.objects.filter(pk=budi.pk).update(nip=WRONG_DAY)
    unit = models.Organisation.objects.get(code="DISKOMINFO").pk

    body = personnel().patch(f"/employees/{budi.pk}", {"post": "Sekretaris", "organisation_id": str(unit)}).json()

    assert sorted(body["changed"]) == ["organisation_id", "post"]


@pytest.mark.parametrize("nip", [RIGHT.replace("19800411", "19880808").replace("1002", "2002"), WRONG_DAY])
def test_registering_without_the_measure_is_refused_before_anything_is_looked_up(cast: Cast, nip: str):
    unit = models.Organisation.objects.get(code="BKPSDM").pk
    values = {
        "person_id": str(cast.dewi), "nip": nip, "status": "PNS", "post": "Analis", "organisation_id": str(unit),
        "started_on": "2020-01-01",
    }  # fmt: skip

    answer = personnel().post("/employees", values)

    assert (answer.status_code, answer.json()["code"]) == (422, "outside_contract")
    assert {one["field"] for one in answer.json()["errors"]} == {"birth_on", "sex"}


def test_whoever_decides_hears_whether_it_fits(cast: Cast, budi: models.Employee):
    proposal = proposal_of(budi, WRONG_DAY)

    with pytest.raises(BadValues) as refused:
        actions.accept_proposal(proposal, actor=cast.actor("wati"), reason="")

    assert refused.value.fields == {"nip": "nip_other_birth_date"}
    assert models.Proposal.objects.get().state == "PENDING"


def test_whoever_decides_makes_it_true(cast: Cast, budi: models.Employee):
    actions.accept_proposal(proposal_of(budi, RIGHT), actor=cast.actor("wati"), reason="")

    budi.refresh_from_db()
    assert budi.nip == RIGHT


def test_only_who_answers_for_a_number_learns_that_it_is_taken(cast: Cast):
    """Uniqueness is the office's business; a guess by anybody else waits for it like any other."""
    taken, free = "3671051007850003", "3671051007850099"
    reader = application({"person": ["nik", "name"]})
    office = application({"person": ["nik", "name"]}, sources=("DISDUKCAPIL",))

    answers = [reader.patch(f"/persons/{cast.budi}", {"nik": nik}) for nik in (taken, free)]

    assert [(one.status_code, one.json()["proposed"]) for one in answers] == [(200, ["nik"])] * 2
    assert office.patch(f"/persons/{cast.budi}", {"nik": taken}).json()["code"] == "already_registered"


def test_accepting_a_number_that_is_taken_is_refused_and_leaves_the_proposal(cast: Cast):
    application({"person": ["nik"]}).patch(f"/persons/{cast.budi}", {"nik": "3671051007850003"})
    proposal = models.Proposal.objects.get()

    with pytest.raises(AlreadyRegistered):
        actions.accept_proposal(proposal.pk, actor=cast.actor("wati"), reason="")

    proposal.refresh_from_db()
    assert proposal.state == "PENDING"


def test_people_still_hear_at_once_whether_a_number_fits(cast: Cast, budi: models.Employee):
    with pytest.raises(BadValues):
        actions.change_record(
            Kind.EMPLOYEE, budi.pk, {"nip": WRONG_DAY}, valid_from=clock.today(), actor=cast.actor("rini"),
            expected_version=None, note="",
        )  # fmt: skip
