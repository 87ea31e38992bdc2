"""The catalogue over the API: open, paged, with a tag, and with the schema of each form."""

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_everybody_may_read_what_the_city_offers(city: Cast, client: Client):
    answer = client.get("/api/services")

    assert answer.status_code == 200
    assert len(answer.json()["items"]) >= 15 and answer.json()["next"] is None


def test_pages_follow_each_other_without_gap_or_double(city: Cast, client: Client):
    seen, cursor = [], ""
    while cursor is not None:
        page = client.get("/api/services", {"limit": 4, "cursor": cursor}).json()
        seen += [one["code"] for one in page["items"]]
        cursor = page["next"]

    assert seen == sorted(set(seen)) and len(seen) >= 15


def test_the_schema_of_every_form_is_one(city: Cast, client: Client):
    for service in client.get("/api/services").json()["items"]:
        Draft202012Validator.check_schema(service["form"])
        assert set(service["form"]["properties"]) == {field["name"] for field in service["fields"]}


def test_who_has_it_already_is_told_that_nothing_changed(city: Cast, client: Client):
    first = client.get("/api/services/surat-domisili")

    again = client.get("/api/services/surat-domisili", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/api/services", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_services_are_narrowed_by_life_event_and_owner(city: Cast, client: Client):
    born = client.get("/api/services", {"life_event": "lahir"}).json()["items"]
    owned = client.get("/api/services", {"owner": "DPMPTSP"}).json()["items"]

    assert {one["code"] for one in born} == {"akta-kelahiran", "perubahan-kk"}
    assert {one["code"] for one in owned} == {"izin-reklame", "izin-usaha"}


def test_what_the_registry_holds_is_told_apart_from_what_is_asked(city: Cast, client: Client):
    fields = {one["name"]: one for one in client.get("/api/services/bantuan-sosial").json()["fields"]}

    assert fields["name"]["is_held"] and not fields["story"]["is_held"] and not fields["income"]["is_held"]
    assert fields["device"]["when"] == {"field": "aid", "values": ["AIDS"]}


def test_what_is_not_offered_is_not_there(city: Cast, client: Client):
    assert client.get("/api/services/tidak-ada").status_code == 404
    assert client.get("/api/services", {"limit": 1000}).status_code == 422
