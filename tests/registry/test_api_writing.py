"""Writing over HTTP: what is written, what is proposed, what is refused, and what an answer tells."""

import threading
from datetime import timedelta

import pytest
from django.db import connections

from ayo.common import clock
from ayo.events.models import Outbox
from ayo.registry import models
from ayo.registry.api import schemas
from tests.registry import callers
from tests.registry.callers import NEW, PERSON, application

pytestmark = pytest.mark.django_db


def test_a_change_tells_what_was_written_and_what_was_proposed(cast):
    answer = callers.person(cast.ratna).patch(
        f"/persons/{cast.ratna}", {"phone": "0812 9999 0001", "name": "Ratna Dewi", "note": "loket 3"}
    )

    body = answer.json()
    assert answer.status_code == 200
    assert (body["changed"], body["proposed"], body["version"]) == (["phone"], ["name"], 2)
    assert body["event_id"] == str(Outbox.objects.filter(type="ayo.registry.person.changed").latest("id").event_id)
    assert body["proposal_id"] == str(models.Proposal.objects.get().pk)
    assert models.Proposal.objects.get().note == "loket 3"
    assert answer["ETag"] == '"2"'
    schemas.PersonChanged.model_validate(body)


def test_an_application_with_the_say_writes_at_once_and_one_without_proposes(cast):
    city, tax = application({"person": PERSON}, sources=("DISDUKCAPIL",)), application({"person": PERSON})

    assert tax.patch(f"/persons/{cast.ratna}", {"name": "Ratna A"}).json()["proposed"] == ["name"]
    assert city.patch(f"/persons/{cast.ratna}", {"name": "Ratna B"}).json()["changed"] == ["name"]


def test_a_change_for_a_later_day_waits(cast):
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()

    body = (
        callers.person(cast.ratna)
        .patch(f"/persons/{cast.ratna}", {"phone": "081299990001", "valid_from": tomorrow})
        .json()
    )

    assert (body["phone"], body["changed"], body["event_id"]) == ("+6281234567801", ["phone"], None)


def test_an_old_etag_does_not_overwrite(cast, app):
    tag = app.get(f"/persons/{cast.ratna}")["ETag"]
    callers.person(cast.ratna).patch(f"/persons/{cast.ratna}", {"phone": "081299990001"})

    answer = app.patch(f"/persons/{cast.ratna}", {"phone": "081299990002"}, If_Match=tag)

    assert (answer.status_code, answer.json()["code"]) == (412, "stale")


@pytest.mark.parametrize(("tag", "status"), [("*", 200), ('"1"', 200), ('W/"1"', 200), ("1", 422), ("abc", 422)])
def test_if_match_is_a_version_or_any(cast, app, tag, status):
    assert app.patch(f"/persons/{cast.ratna}", {"phone": "081299990002"}, If_Match=tag).status_code == status


def test_faults_name_their_fields(cast, app):
    answer = app.patch(f"/persons/{cast.ratna}", {"phone": "12", "email": "x"})

    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"field": "email", "code": "not_an_email"},
        {"field": "phone", "code": "not_a_phone"},
    ]


def test_an_unknown_field_is_refused(cast, app):
    assert app.patch(f"/persons/{cast.ratna}", {"fone": "081299990002"}).status_code == 422


def test_the_authoritative_source_registers_and_others_do_not(cast):
    tax, city = application({"person": PERSON}), application({"person": PERSON}, sources=("DISDUKCAPIL",))

    assert tax.post("/persons", NEW).status_code == 403
    answer = city.post("/persons", NEW)
    assert answer.status_code == 201
    assert answer["Location"] == f"/api/registry/persons/{answer.json()['id']}"
    assert models.Person.objects.get(nik=NEW["nik"]).name == "Siti Aminah"


def test_a_likely_double_comes_back_with_its_candidates(cast):
    city = application({"person": PERSON}, sources=("DISDUKCAPIL",))
    twin = {"name": "Joko Susila", "sex": "MALE", "birth_on": "1985-07-10"}

    answer = city.post("/persons", twin)

    assert (answer.status_code, answer.json()["code"]) == (409, "possible_duplicate")
    candidate = answer.json()["candidates"][0]["person_id"]
    assert city.post("/persons", {**twin, "not_duplicates_of": [candidate]}).status_code == 201


def test_an_organisation_is_renamed_from_a_day_on(cast):
    app = application({"organisation": ["code", "name"]}, sources=("ORGANISASI",))
    unit = models.Organisation.objects.get(code="BKPSDM").pk

    body = app.patch(
        f"/organisations/{unit}", {"name": "BKPSDM Kota", "applies_from": clock.today().isoformat()}
    ).json()

    assert (body["changed"], body["name"]) == (["name"], "BKPSDM Kota")


def test_every_kind_is_registered_read_changed_and_has_a_history(cast):
    app = application(
        {
            "person": ["birth_on", "sex"],
            "family": ["number", "head_id"],
            "employee": ["nip", "post", "person_id", "status", "organisation_id", "started_on"],
            "organisation": ["code", "name", "kind", "valid_from"],
        },
        sources=("DISDUKCAPIL", "BKPSDM", "ORGANISASI"),
    )
    unit = models.Organisation.objects.get(code="BKPSDM").pk
    new = {
        "families": ({"number": "3671010202150001"}, {"head_id": str(cast.ratna)}),
        "organisations": (
            {"code": "UPT-X", "name": "UPT X", "kind": "UPT", "valid_from": "2020-01-01"}, {"name": "UPT Y"},
        ),
        "employees": (
            {"person_id": str(cast.rini), "nip": "197910112005012001", "status": "PNS", "post": "Analis",
             "organisation_id": str(unit), "started_on": "2020-01-01"},
            {"post": "Kepala Bidang"},
        ),
    }  # fmt: skip
    for plural, (values, change) in new.items():
        made = app.post(f"/{plural}", values)
        assert made.status_code == 201, made.content
        path = f"/{plural}/{made.json()['id']}"
        assert app.patch(path, change).json()["changed"] == list(change)
        assert app.get(path).json()["version"] == 2
        field, value = next(iter(change.items()))
        assert app.get(f"{path}/history?field={field}").json()["values"][0]["value"] == value


@pytest.mark.django_db(transaction=True)
def test_two_of_the_same_write_at_once_make_one_record():
    city = application({"person": PERSON}, sources=("DISDUKCAPIL",))
    answers, gate = [], threading.Barrier(4)

    def register() -> None:
        gate.wait()
        answers.append(city.post("/persons", NEW, Idempotency_Key="the-same"))
        connections.close_all()

    threads = [threading.Thread(target=register) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answer.status_code for answer in answers] == [201] * 4
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert models.Person.objects.count() == 1
    assert Outbox.objects.filter(type="ayo.registry.person.changed").count() == 1
