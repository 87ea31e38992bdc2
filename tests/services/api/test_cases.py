"""Cases over the API: an application hands in and reads within its contract, a person their own."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ayo.audit.models import Inbox
from ayo.common.ids import uuid7
from ayo.registry import facade as registry
from ayo.services.models import Case
from tests.cast import CIKOKOL, Cast
from tests.exchange import factories as exchange
from tests.portal.factories import visitor
from tests.services import factories

pytestmark = pytest.mark.django_db

ANSWERS = factories.ANSWERS
FIELDS = ("number", "service", "state", "applicant_id", "due_on", "answers", "organisation_id")
SCOPES = ("cases:read", "cases:write", "persons:read")


def caller(
    slug: str = "paten", *, fields: tuple[str, ...] = FIELDS, scopes: tuple[str, ...] = SCOPES,
    people: tuple[str, ...] = (CIKOKOL,), **narrowed: Any,
) -> Client:  # fmt: skip
    terms = exchange.terms(*fields, kind="case", **narrowed)
    terms["grants"] += exchange.terms("name", areas=people)["grants"]
    made = exchange.app(slug, mode="PULL", contract=terms, scopes=scopes)
    return Client(headers={"Authorization": f"Bearer {made.api_key}"})


def send(client: Client, key: str = "", **body: Any) -> Any:
    body = {"service": factories.SERVICE, "answers": ANSWERS, **body}
    headers = {"Idempotency-Key": key} if key else {}
    return client.post("/api/services/cases", body, content_type="application/json", headers=headers)


def test_an_application_hands_in_for_a_person_of_its_contract_and_reads_it_back(city: Cast):
    client = caller()

    made = send(client, applicant_id=str(city.ratna))

    assert made.status_code == 201 and set(made.json()) == {"id", "version", "changed_at", *FIELDS}
    case = Case.objects.get(pk=made.json()["id"])
    assert case.applicant_id == city.ratna and case.lines.get().actor_label.startswith("Paten")
    again = client.get(made["Location"])
    assert again.json() == made.json() and again["ETag"] == made["ETag"]
    assert client.get(made["Location"], headers={"If-None-Match": again["ETag"]}).status_code == 304


def test_what_it_was_told_for_a_person_goes_no_further_than_its_contract(city: Cast):
    before = registry.record("person", city.ratna).version

    assert send(caller(), applicant_id=str(city.ratna)).status_code == 201

    assert registry.record("person", city.ratna).version == before


def test_the_same_key_makes_one_case(city: Cast):
    client = caller()

    first, second = (send(client, "kunci-1", applicant_id=str(city.ratna)) for _ in range(2))

    assert first.json()["id"] == second.json()["id"] and second["Idempotency-Replayed"] == "true"
    assert Case.objects.count() == 1


def test_a_post_is_a_few_statements(city: Cast):
    client = caller()
    for number in range(2):
        with CaptureQueriesContext(connection) as seen:
            assert send(client, f"kunci-{number}", applicant_id=str(city.ratna)).status_code == 201

    # Key, claim, applicant, service, proposals, what was said, office, number, case, answer; savepoints around.
    assert len([one for one in seen if "SAVEPOINT" not in one["sql"]]) == 10
    assert sum('"registry_person"' in one["sql"].partition(" where ")[0] for one in seen) == 1


def test_answers_that_will_not_do_are_named_as_in_the_form(city: Cast):
    refused = send(caller(), applicant_id=str(city.ratna), answers={**ANSWERS, "purpose": "APA SAJA"})

    assert (refused.status_code, refused["Content-Type"]) == (422, "application/problem+json")
    assert refused.json()["code"] == "bad_answers" and "purpose" in str(refused.json()["errors"])
    assert Case.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"scopes": ("cases:read", "persons:read")}, 403, "no_contract"),
        ({"groups": ("sktm",)}, 403, "service_not_granted"),
        ({"fields": ("number", "applicant_id")}, 422, "outside_contract"),
        ({"fields": ("number", "answers")}, 422, "outside_contract"),
        ({"areas": ("36.71.99",)}, 404, "not_found"),
        ({"people": ("36.71.99",)}, 404, "not_found"),
        ({"scopes": ("cases:read", "cases:write")}, 404, "not_found"),
    ],
)
def test_outside_the_contract_nothing_is_handed_in_whoever_is_named(city: Cast, given, status, code):
    client = caller(**given)

    for applicant in (city.ratna, uuid7()):
        refused = send(client, applicant_id=str(applicant))
        assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert Case.objects.count() == 0


def test_an_application_reads_only_services_and_places_of_its_contract(city: Cast):
    case = factories.handed_in(city.actor("ratna"))

    for slug, narrowed, count in (
        ("a", {}, 1),
        ("b", {"groups": ("sktm",)}, 0),
        ("c", {"areas": ("36.71.99",)}, 0),
        ("d", {"areas": (CIKOKOL,)}, 1),
    ):
        client = caller(slug, **narrowed)
        assert len(client.get("/api/services/cases").json()["items"]) == count
        assert client.get(f"/api/services/cases/{case.pk}").status_code == (200 if count else 404)
    assert caller("e", scopes=("persons:read",)).get("/api/services/cases").status_code == 403


def test_a_field_outside_the_contract_can_not_be_asked_after(city: Cast):
    client = caller(fields=("number",))

    assert client.get("/api/services/cases", {"state": "DONE"}).json()["code"] == "field_not_granted"
    assert client.get("/api/services/cases", {"unit": "KEL-CIKOKOL"}).status_code == 403


def test_filters_and_pages_miss_nothing_and_follow_what_changed(city: Cast):
    client, cases = caller(), [factories.handed_in(city.actor("ratna")) for _ in range(5)]
    ended = factories.done(city, cases[0])
    seen, cursor = [], ""
    while cursor is not None:
        page = client.get("/api/services/cases", {"limit": 2, "cursor": cursor}).json()
        seen += [UUID(one["id"]) for one in page["items"]]
        cursor = page["next"]

    assert seen == [*(one.pk for one in cases[1:]), ended.pk]
    since = Case.objects.get(pk=ended.pk).changed_at.isoformat()
    found = {
        name: [one["id"] for one in client.get("/api/services/cases", asked).json()["items"]]
        for name, asked in {
            "state": {"state": "DONE"}, "since": {"changed_since": since}, "service": {"service": "sktm"},
            "unit": {"unit": registry.organisation_code(ended.organisation_id)}, "nowhere": {"unit": "TIADA"},
        }.items()
    }  # fmt: skip
    assert found["state"] == found["since"] == [str(ended.pk)]
    assert (len(found["unit"]), found["service"], found["nowhere"]) == (5, [], [])
    assert client.get("/api/services/cases", {"cursor": "abc"}).json()["code"] == "invalid"


def test_a_person_hands_in_and_reads_only_the_own(city: Cast):
    ratna, joko = visitor(city, "ratna"), visitor(city, "joko")

    made = send(ratna)

    assert made.status_code == 201 and made.json()["answers"]["purpose"] == "BANK"
    assert [one["id"] for one in ratna.get("/api/services/cases").json()["items"]] == [made.json()["id"]]
    assert joko.get("/api/services/cases").json()["items"] == []
    assert joko.get(made["Location"]).status_code == 404
    assert send(joko, applicant_id=str(city.ratna)).status_code == 404


def test_each_reading_by_an_application_is_on_record_without_values(city: Cast):
    client, case = caller(), factories.handed_in(city.actor("ratna"))

    client.get(f"/api/services/cases/{case.pk}")
    client.get("/api/services/cases")

    acts = Inbox.objects.filter(act__in=("services.read_case", "services.list_cases")).order_by("pk")
    assert [one.act for one in acts] == ["services.read_case", "services.list_cases"]
    assert all("answers" in one.fields and case.number not in one.subject_id for one in acts)


def test_a_page_costs_the_same_however_many_cases_are_on_it(city: Cast):
    client = caller()
    factories.handed_in(city.actor("ratna"))
    client.get("/api/services/cases")

    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            client.get("/api/services/cases")
        costs.append(len(seen))
        for _more in range(4):
            factories.handed_in(city.actor("ratna"))

    assert costs[0] == costs[1]


def test_the_openapi_document_describes_cases_and_the_word_cases_is_no_service(city: Cast, client: Client):
    paths = client.get("/api/openapi.json").json()["paths"]

    assert {"get", "post"} <= set(paths["/api/services/cases"])
    assert client.get("/api/services/cases").status_code == 401
