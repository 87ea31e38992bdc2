"""Cases on their way to connected applications: by contract, in push, pull, snapshot, resend and comparison alike."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from ayo.common import clock
from ayo.common.jsons import digest
from ayo.exchange import copies, facade, kinds, projection, queries
from ayo.exchange.actions.contracts import parsed
from ayo.exchange.models import App, Resend
from ayo.exchange.pulling import gather, resends_for
from ayo.services.models import Task
from ayo.services.queries import receipts
from tests.cast import CIKOKOL, Cast
from tests.exchange import desk
from tests.exchange import factories as exchange
from tests.portal.factories import visitor
from tests.services import factories

FIELDS = ("number", "service", "state", "applicant_id", "due_on")


def connected(slug: str, *, mode: str = "PULL", fields: tuple[str, ...] = FIELDS, **narrowed) -> tuple[App, str]:
    made = exchange.app(
        slug, mode=mode, endpoint="http://127.0.0.1:9/" if mode == "BATCH" else "", contract=exchange.terms(
            *fields, kind="case", **narrowed), scopes=("events:read", "snapshot:read"),
    )  # fmt: skip
    return App.objects.get(pk=made.id), made.api_key


def seen(app: App, *, after: int = 0) -> list[dict]:
    return [json.loads(one) for one in gather(app, after, 100, "urn:ayo:test").events]


def test_an_application_hears_each_step_and_only_what_its_contract_grants(city: Cast):
    app, _key = connected("lacak")
    factories.done(city, factories.handed_in(city.actor("ratna")))
    desk.sequence()

    heard = seen(app)

    assert {one["type"] for one in heard} == {"ayo.services.case.changed"}
    assert set(heard[0]["data"]["record"]) == set(FIELDS)
    assert [one["data"]["record"]["state"] for one in heard][0] == "SUBMITTED"
    assert heard[-1]["data"]["record"]["state"] == "DONE"


def test_a_contract_narrows_to_services_and_to_places(city: Cast):
    permits, _key = connected("izin", groups=("izin-usaha",))
    elsewhere, _key = connected("lain", areas=("36.71.99",))
    here, _key = connected("sini", areas=(CIKOKOL[:8],), groups=("surat-domisili",))
    factories.handed_in(city.actor("ratna"))
    desk.sequence()

    assert (len(seen(permits)), len(seen(elsewhere)), len(seen(here))) == (0, 0, 1)


def test_snapshot_event_and_resend_say_the_same(city: Cast):
    app, key = connected("salin", fields=(*FIELDS, "answers", "submitted_at", "ended_at", "subject_id", "area"))
    case = factories.done(city, factories.handed_in(city.actor("ratna")))
    desk.sequence()
    client = Client(headers={"Authorization": f"Bearer {key}"})

    snapshot = client.get("/api/exchange/snapshot/case").json()["records"]
    newest = seen(app)[-1]["data"]
    again = copies.of_records(queries.contract_of(app), [("case", case.pk)])[("case", case.pk)]

    assert [one["id"] for one in snapshot] == [str(case.pk)]
    assert digest(snapshot[0]["record"]) == digest(newest["record"]) == again.digest()
    assert snapshot[0]["version"] == newest["version"] == again.version


def test_a_resend_bears_the_type_of_the_kind(city: Cast):
    app, _key = connected("ulang")
    case = factories.handed_in(city.actor("ratna"))
    Resend.objects.create(app=app, kind="case", record_id=case.pk)

    assert b'"type":"ayo.services.case.changed"' in resends_for(app, 1)[0][1]


def test_what_counts_work_of_officers_is_nobody_s_record(city: Cast):
    app, _key = connected("kerja", fields=tuple(kinds.field_names("case")))
    contract = queries.contract_of(app)

    assert projection.project(contract, "ayo.services.stage.done", "case/x", {"officer_id": "x", "minutes": 5}) is None


def test_a_contract_knows_the_fields_of_cases_and_refuses_others(city: Cast):
    given = exchange.terms("number", "known", kind="case")

    with pytest.raises(Exception, match="known"):
        parsed(given)


def test_the_receipt_tells_resident_and_officer_how_many_of_the_entitled_have_it(city: Cast):
    push, _key = connected("dorong", mode="BATCH")
    connected("izin", groups=("izin-usaha",))
    case = factories.handed_in(city.actor("ratna"))
    position = desk.sequence()
    waiting = receipts.slip_of(case)
    desk.attempt(push, position, at=clock.now() + timedelta(milliseconds=4))
    desk.arrived(push, position)

    slip = receipts.slip_of(case)

    assert (waiting.reached, waiting.total) == (0, 1)
    assert (slip.reached, slip.total, slip.lines[0].name) == (1, 1, "Dorong")
    assert slip.lines[0].fields == "nomor urusan, jenis layanan, keadaan, pemohon, janji selesai"
    task = Task.objects.get(case=case)
    for page in (
        visitor(city, "ratna").get(f"/urusan/{case.pk}/"),
        visitor(city, "budi").get(f"/meja-kerja/{task.pk}/?bagian=riwayat"),
        visitor(city, "budi").get(f"/kasus/{case.pk}/?bagian=riwayat"),
    ):
        assert "Dorong" in page.text and "1 dari 1" in page.text


def test_applications_that_hold_a_case_are_named_with_why(city: Cast):
    connected("dorong", mode="BATCH")

    assert [one.app.slug for one in facade.holdings("case", CIKOKOL, ("surat-domisili",))] == ["dorong"]
    assert facade.holdings("case", CIKOKOL, ("sktm",))[0].fields == FIELDS
