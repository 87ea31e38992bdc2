"""What a unit is to reach is kept by whoever leads it or the unit above; the matrix says who carries it."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.common.errors import NotFound
from ayo.common.ids import uuid7
from ayo.events.models import Outbox
from ayo.performance import actions
from ayo.performance.errors import UnitChangedSince, UnitRefused
from ayo.performance.models import Plan, PlanResult, UnitResult
from ayo.region.data import Rank
from ayo.registry import facade as registry
from ayo.registry.data import ActingKind
from ayo.registry.models import Employee
from tests import cast as people
from tests.cast import Cast
from tests.performance.test_plans import result
from tests.portal import factories

YEAR = 2026
WORDS = "Surat warga selesai dalam satu hari"


def added(cast: Cast, unit, who: str = "sari", text: str = WORDS) -> UnitResult:
    return actions.add_unit_result(organisation_id=unit, year=YEAR, text=text, actor=cast.actor(who))


def carried_by_budi(cast: Cast, row: UnitResult, text: str = "Surat domisili selesai sehari") -> Plan:
    plan = actions.begin_plan(year=YEAR, actor=cast.actor("budi"))
    return actions.put_result(
        plan_id=plan.pk, version=plan.version, result_id=None, result=result(text, supports=row.pk),
        actor=cast.actor("budi"),
    )  # fmt: skip


def page(cast: Cast, unit, who: str = "sari", language: str = "id") -> str:
    visitor = factories.visitor(cast, who)
    visitor.cookies["ayo_language"] = language
    return visitor.get(reverse("performance:unit_results", args=[unit])).content.decode()


@pytest.mark.parametrize("who", ["sari", "agus"])
def test_whoever_leads_the_unit_or_the_one_above_writes_what_it_is_to_reach(office: Cast, unit, who):
    row = added(office, unit, who)

    assert (row.text, row.version, row.dropped_at) == (WORDS, 1, None)
    assert Inbox.objects.filter(act="performance.add_unit_result").count() == 1
    assert Outbox.objects.filter(type="ayo.performance.unit_result.changed").count() == 1


@pytest.mark.parametrize("who", ["budi", "rini", "ratna"])
def test_nobody_else_does(office: Cast, unit, who):
    row = added(office, unit)

    with pytest.raises(NotFound):
        added(office, unit, who, "Lain")
    with pytest.raises(NotFound):
        actions.change_unit_result(unit_result_id=row.pk, version=1, text="Lain", actor=office.actor(who))
    with pytest.raises(NotFound):
        actions.drop_unit_result(unit_result_id=row.pk, version=1, actor=office.actor(who))


def test_who_stands_in_for_the_head_leads_and_the_head_does_not_meanwhile(office: Cast, unit):
    head = registry.make_post(
        organisation_id=unit, rank=Rank.HEAD, title="Lurah Cikokol", valid_from=people.LONG_AGO, actor=SYSTEM
    )
    assert added(office, unit).version == 1
    with pytest.raises(NotFound):
        added(office, unit, "budi", "Lain")
    registry.appoint_acting(
        post_id=head.pk, employee_id=registry.employee_id_of(office.budi), kind=ActingKind.PLH,
        valid_from=clock.today(), valid_to=clock.today() + timedelta(days=3), basis="SP 1", actor=SYSTEM,
    )  # fmt: skip

    assert added(office, unit, "budi", "Lain").text == "Lain"
    with pytest.raises(NotFound):
        added(office, unit, "sari", "Lagi")


def test_written_twice_it_is_there_once_and_what_was_ended_comes_back(office: Cast, unit):
    row = added(office, unit)
    assert added(office, unit, text=f"  {WORDS} ").pk == row.pk
    for _click in range(2):
        actions.drop_unit_result(unit_result_id=row.pk, version=1, actor=office.actor("sari"))
    again = added(office, unit)

    assert (again.pk, again.version, again.dropped_at) == (row.pk, 3, None)
    assert UnitResult.objects.count() == 1


def test_another_tab_is_told_and_two_results_never_say_the_same(office: Cast, unit):
    row, other = added(office, unit), added(office, unit, text="Arsip tertata")
    actions.change_unit_result(unit_result_id=row.pk, version=1, text="Surat selesai", actor=office.actor("agus"))

    with pytest.raises(UnitChangedSince):
        actions.change_unit_result(unit_result_id=row.pk, version=1, text="Lain", actor=office.actor("sari"))
    with pytest.raises(UnitChangedSince):
        actions.drop_unit_result(unit_result_id=row.pk, version=1, actor=office.actor("sari"))
    with pytest.raises(UnitRefused) as refused:
        actions.change_unit_result(unit_result_id=other.pk, version=1, text="Surat selesai", actor=office.actor("sari"))
    assert refused.value.code == "said_already"


def test_what_is_ended_is_not_changed_any_more(office: Cast, unit):
    row = added(office, unit)
    actions.drop_unit_result(unit_result_id=row.pk, version=1, actor=office.actor("sari"))

    with pytest.raises(UnitChangedSince):
        actions.change_unit_result(unit_result_id=row.pk, version=2, text="Lain", actor=office.actor("sari"))


@pytest.mark.parametrize(
    ("more", "code"), [({"year": 2025}, "wrong_year"), ({"year": 2028}, "wrong_year"), ({"text": " "}, "no_text")]
)
def test_what_cannot_be_written_is_refused(office: Cast, unit, more, code):
    given = {"organisation_id": unit, "year": YEAR, "text": WORDS} | more

    with pytest.raises(UnitRefused) as refused:
        actions.add_unit_result(**given, actor=office.actor("sari"))

    assert refused.value.code == code


def test_a_unit_has_twenty_results_at_most(office: Cast, unit):
    for number in range(20):
        added(office, unit, text=f"Hasil {number}")

    with pytest.raises(UnitRefused) as refused:
        added(office, unit, text="Satu lagi")

    assert refused.value.code == "too_many"


def test_the_matrix_shows_who_carries_what_and_says_what_nobody_carries(office: Cast, unit):
    row = added(office, unit)
    added(office, unit, text="Arsip tertata")
    assert "Belum membawa hasil unit:" in page(office, unit)
    carried_by_budi(office, row)

    text = page(office, unit)

    assert "Surat domisili selesai sehari" in text
    assert "<li>Arsip tertata</li>" in text
    assert f"<li>{WORDS}</li>" not in text
    assert "Belum membawa hasil unit:" not in text
    assert "Nobody carries yet:" in page(office, unit, "agus", "en")


def test_when_everything_is_carried_by_everybody_it_says_so(office: Cast, unit):
    carried_by_budi(office, added(office, unit))

    assert "Setiap hasil unit ada yang membawa" in page(office, unit)


def test_the_member_chooses_the_result_in_the_form_of_the_plan(office: Cast, unit):
    row = added(office, unit)
    plan = actions.begin_plan(year=YEAR, actor=office.actor("budi"))
    visitor = factories.visitor(office, "budi")
    where = reverse("performance:new_plan_result", args=[plan.pk])
    given = {
        "version": 1, "text": "Surat domisili selesai sehari", "kind": "MAIN", "supports": str(row.pk),
        "QUANTITY_text": "Surat", "QUANTITY_target": "100", "QUANTITY_unit": "surat",
    }  # fmt: skip

    assert WORDS in visitor.get(where).content.decode()
    visitor.post(where, given)

    assert PlanResult.objects.get(supports=row).plan_id == plan.pk


def test_a_head_of_a_unit_below_carries_what_the_unit_above_is_to_reach(office: Cast, unit):
    above = registry.employment_of(office.agus).organisation_id
    row = added(office, above, "agus", "Kelurahan melayani tepat waktu")
    plan = actions.begin_plan(year=YEAR, actor=office.actor("sari"))
    actions.put_result(
        plan_id=plan.pk, version=1, result_id=None, result=result("Cikokol tepat waktu", supports=row.pk),
        actor=office.actor("sari"),
    )  # fmt: skip

    assert "Cikokol tepat waktu" in page(office, above, "agus")
    with pytest.raises(NotFound):
        added(office, above, "sari")


def test_the_pages_write_change_and_end(office: Cast, unit):
    visitor, where = factories.visitor(office, "sari"), reverse("performance:unit_results", args=[unit])

    assert visitor.get(reverse("performance:own_unit_results")).headers["Location"].startswith(where)
    assert visitor.post(where, {"version": 0, "text": ""}).status_code == 422
    assert "Tersimpan." in visitor.post(where, {"version": 0, "text": WORDS}, follow=True).content.decode()
    row = UnitResult.objects.get()
    one = reverse("performance:unit_result", args=[unit, row.pk])
    assert WORDS in visitor.get(one).content.decode()
    stale = visitor.post(one, {"version": 7, "text": "Surat selesai"})
    assert (stale.status_code, "berubah sejak Anda membukanya" in stale.content.decode()) == (422, True)
    visitor.post(one, {"version": 1, "text": "Surat selesai"})
    assert UnitResult.objects.get().text == "Surat selesai"
    assert "Diakhiri." in visitor.post(one, {"version": 2, "do": "drop"}, follow=True).content.decode()

    assert UnitResult.objects.get().dropped_at is not None
    assert visitor.get(one).status_code == 404


def test_next_year_is_prepared_beside_this_one(office: Cast, unit):
    visitor, where = factories.visitor(office, "sari"), reverse("performance:unit_results", args=[unit])
    visitor.post(f"{where}?tahun=2027", {"version": 0, "text": WORDS})

    assert UnitResult.objects.get().year == 2027
    assert WORDS not in visitor.get(where).content.decode()


@pytest.mark.parametrize(("who", "status"), [("budi", 404), ("ratna", 404), ("agus", 200)])
def test_the_unit_of_others_is_not_there(office: Cast, unit, who, status):
    visitor = factories.visitor(office, who)

    assert visitor.get(reverse("performance:unit_results", args=[unit])).status_code == status
    where = reverse("performance:unit_results_download", args=[unit])
    assert visitor.post(where, {"form": "csv"}).status_code == status
    assert visitor.get(reverse("performance:unit_results", args=[uuid7()])).status_code == 404


def test_an_employee_without_a_unit_is_told_and_a_resident_has_no_page(office: Cast):
    where = reverse("performance:own_unit_results")

    assert "Anda tidak memimpin unit" in factories.visitor(office, "budi").get(where).content.decode()
    assert factories.visitor(office, "ratna").get(where).status_code == 404


def test_the_file_has_a_row_for_each_member_and_no_formula(office: Cast, unit):
    row = added(office, unit, text="=1+1")
    carried_by_budi(office, row, text="@SUM(A1)")
    visitor, where = factories.visitor(office, "sari"), reverse("performance:unit_results_download", args=[unit])

    told = b"".join(visitor.post(where, {"form": "csv"}).streaming_content).decode("utf-8-sig").splitlines()
    sent = visitor.post(where, {"form": "xlsx"})
    book = b"".join(sent.streaming_content)
    sent.close()

    assert told == ["Nama,Jabatan,'=1+1", "Budi Santoso,Pelaksana,'@SUM(A1)"]
    with ZipFile(BytesIO(book)) as file:
        assert "@SUM(A1)" in file.read("xl/worksheets/sheet1.xml").decode()


def _more_members(unit) -> None:
    for number, name in enumerate(("Ahmad Fauzi", "Kartika Dewanti", "Hendra Gunawan", "Siti Maesaroh")):
        person = people.person(name, f"36710111{number + 1:02d}8000{20 + number}")
        people.employee(person, f"1980{number + 1:02d}112005011{100 + number}", unit)


def test_more_members_cost_no_more_queries(office: Cast, unit):
    row = added(office, unit)
    carried_by_budi(office, row)
    visitor, where = factories.visitor(office, "sari"), reverse("performance:unit_results", args=[unit])
    visitor.get(where)
    with CaptureQueriesContext(
        connection,
    ) as few:
        visitor.get(where)
    _more_members(unit)
    added(office, unit, text="Arsip tertata")

    with CaptureQueriesContext(connection) as many:
        text = visitor.get(where).content.decode()

    assert "Siti Maesaroh" in text
    assert len(many) == len(few)


def test_who_has_left_is_no_member(office: Cast, unit):
    carried_by_budi(office, added(office, unit))
    Employee.objects.filter(person_id=office.budi).update(ended_on=clock.today() - timedelta(days=1))

    assert office.budi not in {one.person_id for one in registry.members_of(unit, clock.today())}
