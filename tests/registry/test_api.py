"""The registry over HTTP: what is told, to whom, and what a write answers."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.events.models import Outbox
from ayo.registry import models
from ayo.registry.api import schemas
from tests import cast as people
from tests.registry import callers
from tests.registry.callers import application

pytestmark = pytest.mark.django_db

PERSON = ["nik", "name", "sex", "birth_on", "phone", "email", "domicile"]
NEW = {"nik": "3671015507910011", "name": "Siti Aminah", "sex": "FEMALE", "birth_on": "1991-07-15"}


@pytest.fixture
def app(cast):
    return application({"person": PERSON})


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


def test_pages_follow_each_other_without_gap_or_double(cast, app):
    seen, cursor = [], ""
    while True:
        page = app.get(f"/persons?limit=3&cursor={cursor}").json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break

    assert len(seen) == len(set(seen)) == models.Person.objects.count()


@pytest.mark.parametrize("question", [f"kelurahan={people.CIKOKOL}", "name=r", "updated_since=2020-01-01T00:00:00Z"])
def test_every_order_pages_without_gap_or_double(cast, app, question):
    whole = [one["id"] for one in app.get(f"/persons?limit=200&{question}").json()["items"]]
    seen, cursor = [], ""
    while cursor is not None:
        page = app.get(f"/persons?limit=1&{question}&cursor={cursor}").json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next"]

    assert seen == whole
    assert whole


def test_a_cursor_holds_no_name(cast, app):
    from base64 import urlsafe_b64decode

    cursor = app.get("/persons?limit=1&name=r").json()["next"]

    assert b"ratna" not in urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).lower()


@pytest.mark.parametrize("cursor", ["x", "W10", "WyJhIiwiYiJd", "WzEsMl0", "bnVsbA"])
def test_a_strange_cursor_is_refused(cast, app, cursor):
    assert app.get(f"/persons?cursor={cursor}").status_code == 422


@pytest.mark.parametrize("limit", ["0", "201", "many"])
def test_a_page_has_at_most_two_hundred(cast, app, limit):
    answer = app.get(f"/persons?limit={limit}")

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")


def test_a_page_costs_the_same_number_of_queries_however_long_it_is(cast, app, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        app.get("/persons?limit=200")


def test_a_nik_is_searched_for_by_post(cast, app):
    found = app.post("/persons/search", {"nik": "3671015203890001"}).json()["items"]

    assert [one["id"] for one in found] == [str(cast.ratna)]


def test_search_takes_typing_errors_and_a_birth_date(cast, app):
    assert app.post("/persons/search", {"name": "jokko susilo"}).json()["items"][0]["id"] == str(cast.joko)
    found = app.post("/persons/search", {"name": "joko", "birth_on": "1985-07-10"}).json()["items"]
    assert [one["id"] for one in found] == [str(cast.joko)]
    assert app.post("/persons/search", {"name": "joko", "birth_on": "1985-07-11"}).json()["items"] == []


def test_a_search_needs_something_to_search_for(cast, app):
    assert app.post("/persons/search", {"birth_on": "1985-07-10"}).status_code == 422


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/persons/search", {"nik": "3671015203890001"}),
        ("/persons/search", {"name": "ratna", "birth_on": "1989-03-12"}),
        (f"/persons?kelurahan={people.CIKOKOL}", None),
    ],
)
def test_a_question_about_a_field_outside_the_contract_is_refused(cast, path, body):
    app = application({"person": ["name"]})

    answer = app.get(path) if body is None else app.post(path, body)

    assert (answer.status_code, answer.json()["code"]) == (403, "field_not_granted")


def test_what_one_has_already_is_not_sent_again(cast, app):
    tag = app.get(f"/persons/{cast.ratna}")["ETag"]

    assert app.get(f"/persons/{cast.ratna}", If_None_Match=tag).status_code == 304
    assert app.get(f"/persons/{cast.ratna}", If_None_Match='"9"').status_code == 200


def test_a_wider_contract_changes_the_etag(cast):
    narrow, wide = application({"person": ["name"]}), application({"person": ["name", "phone"]})

    assert narrow.get(f"/persons/{cast.ratna}")["ETag"] != wide.get(f"/persons/{cast.ratna}")["ETag"]


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


def test_history_of_a_field_tells_every_value_and_its_source(cast):
    ratna = callers.person(cast.ratna)
    ratna.patch(f"/persons/{cast.ratna}", {"phone": "081299990001"})

    values = ratna.get(f"/persons/{cast.ratna}/history?field=phone").json()["values"]

    assert [one["value"] for one in values] == ["+6281299990001", "+6281234567801"]
    assert values[0]["source"] == "RESIDENT"
    assert values[0]["by"] == "Ratna"


def test_history_answers_what_was_known_then(cast):
    before = clock.now().isoformat().replace("+", "%2B")
    ratna = callers.person(cast.ratna)
    ratna.patch(f"/persons/{cast.ratna}", {"phone": "081299990001"})

    then = ratna.get(f"/persons/{cast.ratna}/history?known_at={before}").json()["fields"]
    now = ratna.get(f"/persons/{cast.ratna}/history?valid_on={clock.today()}").json()["fields"]

    assert (then["phone"]["value"], now["phone"]["value"]) == ("+6281234567801", "+6281299990001")


def test_history_of_an_application_stays_within_its_contract(cast):
    app = application({"person": ["domicile.kelurahan"]})

    fields = app.get(f"/persons/{cast.ratna}/history").json()["fields"]

    assert set(fields) == {"domicile"}
    assert fields["domicile"]["value"] == {"kelurahan": people.CIKOKOL}
    assert "by" not in fields["domicile"]
    assert app.get(f"/persons/{cast.ratna}/history?field=phone").status_code == 403


@pytest.mark.parametrize("question", ["field=fone", "known_at=2026-01-01T00:00:00", "valid_on=yesterday"])
def test_history_refuses_what_it_cannot_answer(cast, app, question):
    assert app.get(f"/persons/{cast.ratna}/history?{question}").status_code == 422


def test_employees_are_listed_by_organisation_and_status(cast):
    app = application({"employee": ["nip", "status", "organisation_id"]})
    unit = models.Organisation.objects.get(code="KEL-CIKOKOL").pk

    assert len(app.get(f"/employees?organisation_id={unit}&status=PNS").json()["items"]) == 1
    assert app.get(f"/employees?organisation_id={uuid4()}").json()["items"] == []
    assert app.get(f"/employees?person_id={cast.budi}").status_code == 403


def test_families_and_organisations_are_listed_by_their_filters(cast):
    app = application({"family": ["number", "address"], "organisation": ["code", "name", "kind", "area", "parent_id"]})

    assert len(app.get(f"/families?kelurahan={people.CIKOKOL}").json()["items"]) == 1
    assert [one["code"] for one in app.get("/organisations?area=36.71").json()["items"]] == ["KEL-CIKOKOL"]
    assert len(app.get("/organisations?kind=DINAS").json()["items"]) == 2
    assert app.get(f"/organisations?parent_id={uuid4()}").json()["items"] == []


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


def test_a_person_without_a_place_is_outside_every_area(cast):
    app = application({"person": PERSON}, sources=("DISDUKCAPIL",), areas=("36.71",))

    made = app.post("/persons", NEW).json()["id"]

    assert app.get(f"/persons/{made}").status_code == 404


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
