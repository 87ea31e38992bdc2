"""Reading over HTTP: which fields, to whom, with which trace."""

import pytest
from django.test import Client

from ayo.audit.models import Inbox
from ayo.registry.api import schemas
from tests import cast as people
from tests.registry import callers
from tests.registry.callers import NEW, PERSON, application

pytestmark = pytest.mark.django_db


def test_an_application_reads_the_fields_of_its_contract_and_no_others(cast, app):
    answer = app.get(f"/persons/{cast.ratna}")

    assert answer.status_code == 200
    assert set(answer.json()) == {"id", "version", "updated_at", *PERSON}
    assert answer["ETag"].startswith('"1-')
    schemas.PersonOut.model_validate(answer.json())


def test_a_dotted_field_gives_only_that_part(cast):
    app = application({"person": ["name", "domicile.kelurahan", "domicile.rt"]})

    body = app.get(f"/persons/{cast.ratna}").json()

    assert body["domicile"] == {"kelurahan": people.CIKOKOL, "rt": "002"}


def test_a_person_signed_in_reads_everything_of_her_own(cast):
    answer = callers.person(cast.ratna).get(f"/persons/{cast.ratna}")

    assert answer.json()["nik"] == "3671015203890001"
    assert answer["ETag"] == '"1"'


def test_nobody_reads_without_a_key(cast):
    answer = Client().get(f"/api/registry/persons/{cast.ratna}")

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/persons", "/families", "/employees", "/organisations"])
def test_a_key_without_the_scope_is_refused(cast, path):
    app = application({kind: ["name"] for kind in ("person", "family", "employee", "organisation")}, scopes=())

    assert (app.get(path).status_code, app.get(path).json()["code"]) == (403, "missing_scope")


def test_a_scope_without_a_contract_gives_nothing(cast):
    assert application({}).get("/persons").json()["code"] == "no_contract"


def test_outside_the_areas_of_the_contract_nobody_exists(cast):
    app = application({"person": PERSON}, areas=("36.71.05",))

    assert app.get(f"/persons/{cast.ratna}").status_code == 404
    assert [one["id"] for one in app.get("/persons").json()["items"]] == [str(cast.joko)]


def test_a_person_without_a_place_is_outside_every_area(cast):
    app = application({"person": PERSON}, sources=("DISDUKCAPIL",), areas=("36.71",))

    made = app.post("/persons", NEW).json()["id"]

    assert app.get(f"/persons/{made}").status_code == 404


def test_each_reading_by_an_application_is_in_the_audit_with_its_purpose(cast, app):
    app.get(f"/persons/{cast.ratna}")

    entry = Inbox.objects.get(act="registry.read_person")
    assert (entry.app_id, entry.subject_id) == (app.app_id, str(cast.ratna))
    assert entry.purpose == "Pemutakhiran wajib pajak"
    assert set(entry.fields) == set(PERSON)


def test_a_list_is_one_audit_entry_with_the_number_of_records(cast, app):
    app.get("/persons?limit=3")

    assert [one.label for one in Inbox.objects.filter(act="registry.list_person")] == ["3"]


def test_reading_oneself_leaves_no_trace(cast):
    callers.person(cast.ratna).get(f"/persons/{cast.ratna}")

    assert not Inbox.objects.filter(act="registry.read_person").exists()


def test_what_one_has_already_is_not_sent_again(cast, app):
    tag = app.get(f"/persons/{cast.ratna}")["ETag"]

    assert app.get(f"/persons/{cast.ratna}", If_None_Match=tag).status_code == 304
    assert app.get(f"/persons/{cast.ratna}", If_None_Match='"9"').status_code == 200


def test_a_wider_contract_changes_the_etag(cast):
    narrow, wide = application({"person": ["name"]}), application({"person": ["name", "phone"]})

    assert narrow.get(f"/persons/{cast.ratna}")["ETag"] != wide.get(f"/persons/{cast.ratna}")["ETag"]


def test_the_document_describes_every_endpoint_with_examples(cast):
    document = Client().get("/api/openapi.json").json()

    paths = document["paths"]
    assert document["openapi"].startswith("3.1")
    assert {"/api/registry/persons", "/api/registry/persons/{person_id}", "/api/registry/persons/search"} <= set(paths)
    assert document["components"]["schemas"]["PersonPatch"]["examples"]
    parameters = [
        parameter for path in paths.values() for one in path.values() for parameter in one.get("parameters", [])
    ]
    assert "nik" not in {parameter["name"] for parameter in parameters}
