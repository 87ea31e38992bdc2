"""The attendance application sends what its machines saw: once by key, in any order, each refusal named."""

from datetime import timedelta

import pytest
from django.test import Client

from ayo.common import clock
from ayo.common.ids import uuid7
from ayo.performance.models import AttendanceDay, ClockRecord
from ayo.registry import facade as registry
from tests.cast import Cast
from tests.exchange import factories
from tests.performance.factories import DAY, TODAY

URL = "/api/performance/attendance"


@pytest.fixture(autouse=True)
def friday():
    with clock.at(TODAY):
        yield


def app(slug: str = "absensi", *, scopes=("attendance:write",), kind: str = "employee"):
    contract = factories.terms("nip", kind=kind) if kind == "employee" else factories.terms("name")
    key = factories.app(slug, mode="PULL", scopes=scopes, contract=contract).api_key
    return Client(headers={"authorization": f"Bearer {key}"})


def record(employee, at: str = "07:20:00", direction: str = "IN", **more):
    moment = f"{DAY}T{at}+07:00"
    return {"key": f"{at}{direction}", "employee_id": str(employee), "at": moment, "direction": direction} | more


def send(client: Client, *records):
    return client.post(URL, {"records": list(records)}, content_type="application/json")


def test_records_count_once_and_in_any_order(cast: Cast):
    budi, client = registry.employee_id_of(cast.budi), app()

    late = send(client, record(budi, "16:05:00", "OUT"))
    both = send(client, record(budi, "16:05:00", "OUT"), record(budi))

    assert late.json() == {"taken": 1, "known": 0, "refused": []}
    assert both.json() == {"taken": 1, "known": 1, "refused": []}
    assert AttendanceDay.objects.get(employee_id=budi, on=DAY).status == "PRESENT"


def test_what_cannot_be_taken_is_named_and_the_rest_is_taken(cast: Cast):
    budi = registry.employee_id_of(cast.budi)
    ahead = (TODAY + timedelta(hours=1)).isoformat()
    long_ago = (TODAY - timedelta(days=400)).isoformat()

    answer = send(
        app(),
        record(uuid7(), key="a"),
        record(budi, key="b") | {"at": ahead},
        record(budi, key="c") | {"at": long_ago},
        record(budi, key="d"),
    )

    assert answer.json()["taken"] == 1
    assert {(one["key"], one["code"]) for one in answer.json()["refused"]} == {
        ("a", "unknown_employee"), ("b", "in_the_future"), ("c", "too_old"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "more", [{"at": "2026-10-08T07:20:00"}, {"direction": "UP"}, {"key": ""}, {"latitude": 100}, {"employee_id": "x"}]
)
def test_a_record_that_is_none_is_refused_whole(cast: Cast, more):
    budi = registry.employee_id_of(cast.budi)

    assert send(app(), record(budi), record(budi) | more).status_code == 422
    assert not ClockRecord.objects.exists()


def test_only_an_application_with_the_scope_and_a_contract_about_employees_sends(cast: Cast):
    budi = registry.employee_id_of(cast.budi)

    assert send(app("bare", scopes=("events:read",)), record(budi)).json()["code"] == "missing_scope"
    assert send(app("persons", kind="person"), record(budi)).json()["code"] == "no_contract"
    assert send(Client(), record(budi)).status_code == 401
