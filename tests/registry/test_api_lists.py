"""Lists and searches over HTTP: pages without gap or double, questions only about what is granted."""

from uuid import uuid4

import pytest

from ayo.registry import models
from tests import cast as people
from tests.registry.callers import application

pytestmark = pytest.mark.django_db


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

    plain, _colon, _seal = cursor.partition(":")
    assert b"ratna" not in urlsafe_b64decode(plain + "=" * (-len(plain) % 4)).lower()


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
