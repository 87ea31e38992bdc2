"""What an application may write: the fields of its contract, and not so much as a guess about any other."""

from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse

from ayo.audit.models import Inbox
from ayo.events.models import Outbox
from ayo.registry import models
from tests import cast as people
from tests.cast import Cast
from tests.registry.callers import Caller, application, person

pytestmark = pytest.mark.django_db

SOURCES = ("DISDUKCAPIL", "BKPSDM", "ORGANISASI")
KINDS = {"persons": "person", "families": "family", "employees": "employee", "organisations": "organisation"}
NEW = {
    "persons": {"name": "Siti Aminah", "sex": "FEMALE", "birth_on": "1991-07-15", "religion": "ISLAM"},
    "families": {"number": "3671010202150001", "address": people.address(people.CIKOKOL, "Jl. Baru 1")},
    "employees": {"nip": "197910112005012001", "status": "PNS", "post": "Analis", "grade": "III/a"},
    "organisations": {"code": "UPT-X", "name": "UPT X", "kind": "UPT", "valid_from": "2020-01-01"},
}
GRANTED = {"persons": ["name", "sex", "birth_on"], "families": ["number"], "employees": ["nip", "status", "post"],
           "organisations": ["code", "kind", "valid_from"]}  # fmt: skip
OUTSIDE = {"persons": "religion", "families": "address", "employees": "grade", "organisations": "name"}


def writer(plural: str, *, sources: tuple[str, ...]) -> Caller:
    return application({KINDS[plural]: GRANTED[plural]}, sources=sources)


def told(answer: HttpResponse) -> tuple[Any, ...]:
    """Everything an answer could tell: status, body and headers, without those that differ by themselves."""
    headers = {name: value for name, value in answer.headers.items() if name.lower() not in {"x-request-id", "date"}}
    return answer.status_code, answer.content, headers


@pytest.mark.parametrize("sources", [(), SOURCES])
@pytest.mark.parametrize(
    ("field", "right", "wrong"),
    [
        ("nik", "3671015203890001", "3671015203890002"),
        ("phone", "0812 3456 7801", "0812 3456 7802"),
        ("birth_on", "1989-03-12", "1989-03-13"),
        ("life_state", "ALIVE", "DECEASED"),
        ("family_role", "HEAD", "not a role at all"),
    ],
)
def test_a_right_guess_is_answered_like_a_wrong_one(cast: Cast, sources: Any, field: str, right: str, wrong: str):
    app = application({"person": ["name"]}, sources=sources)
    audits, announced = Inbox.objects.count(), Outbox.objects.count()

    guesses = [app.patch(f"/persons/{cast.ratna}", {field: value}) for value in (right, wrong)]

    assert told(guesses[0]) == told(guesses[1])
    assert guesses[0].status_code == 422
    assert "ETag" not in guesses[0]
    assert (Inbox.objects.count(), Outbox.objects.count()) == (audits, announced)
    assert not models.Proposal.objects.exists()


def test_a_guess_tells_not_even_whether_the_record_exists(cast: Cast):
    app = application({"person": ["name"]}, areas=("36.71.05",))

    guesses = [app.patch(f"/persons/{whose}", {"phone": "081234567801"}) for whose in (cast.ratna, cast.joko, uuid4())]

    assert len({told(guess)[:2] for guess in guesses}) == 1


def test_the_refusal_is_a_problem_document_that_names_every_field(cast: Cast):
    answer = application({"person": ["name"]}).patch(
        f"/persons/{cast.ratna}", {"phone": "081299990001", "name": "Ratna Dewi", "email": "x"}
    )

    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "outside_contract"
    assert answer.json()["errors"] == [
        {"field": "email", "code": "outside_contract"},
        {"field": "phone", "code": "outside_contract"},
    ]
    assert models.Person.objects.get(pk=cast.ratna).version == 1


@pytest.mark.parametrize("plural", KINDS)
def test_no_kind_takes_a_field_outside_the_contract(cast: Cast, plural: str):
    app = writer(plural, sources=SOURCES)
    field = OUTSIDE[plural]

    answers = [app.post(f"/{plural}", NEW[plural]), app.patch(f"/{plural}/{uuid4()}", {field: NEW[plural][field]})]

    for answer in answers:
        assert (answer.status_code, answer.json()["code"]) == (422, "outside_contract")
        assert answer.json()["errors"] == [{"field": field, "code": "outside_contract"}]


def test_a_grant_of_parts_of_an_address_is_none_to_write_it(cast: Cast):
    app = application({"person": ["domicile.kelurahan"]})
    right = {"domicile": people.address(people.CIKOKOL, "Jl. Perintis 14")}

    for guess in (right, {"domicile": {"kelurahan": people.CIKOKOL}}):
        answer = app.patch(f"/persons/{cast.ratna}", guess)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "domicile")


def test_within_the_contract_and_for_people_nothing_changes(cast: Cast):
    app = application({"person": ["phone"]})

    assert app.patch(f"/persons/{cast.ratna}", {"phone": "081299990001"}).json()["proposed"] == ["phone"]
    assert person(cast.ratna).patch(f"/persons/{cast.ratna}", {"email": "r@example.test"}).json()["changed"] == [
        "email"
    ]
