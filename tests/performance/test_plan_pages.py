"""Pages of plans: written on the phone by the employee, agreed by the superior, in both languages."""

import pytest
from django.urls import reverse

from ayo.common import clock
from ayo.performance import actions
from ayo.performance.models import Feedback, Plan, PlanResult
from tests.cast import Cast
from tests.performance.factories import team
from tests.performance.test_plans import result
from tests.portal import factories

ROW = {
    "text": "Arsip tertata", "kind": "MAIN", "supports": "", "QUANTITY_text": "Berkas tertata",
    "QUANTITY_target": "100", "QUANTITY_unit": "berkas",
}  # fmt: skip


@pytest.fixture
def office(cast: Cast) -> Cast:
    team(cast)
    return cast


@pytest.fixture
def plan(office: Cast) -> Plan:
    return actions.begin_plan(year=clock.today().year, actor=office.actor("budi"))


def mine(cast: Cast, name: str = "budi"):
    return factories.visitor(cast, name).get(reverse("performance:plan"))


def step(cast: Cast, plan: Plan, do: str, version: int = 1):
    visitor = factories.visitor(cast, "budi")
    return visitor.post(reverse("performance:plan_step", args=[plan.pk]), {"do": do, "version": version}, follow=True)


def test_it_begins_with_one_tap_and_shows_what_the_post_delivers(office: Cast):
    assert "Mulai dari contoh jabatan" in mine(office).content.decode()

    text = factories.visitor(office, "budi").post(reverse("performance:plan"), follow=True).content.decode()

    assert "Tugas unit yang ditugaskan selesai dengan baik" in text
    assert "Berorientasi Pelayanan" in text
    assert "120 tugas" in text


def test_it_reads_in_english_too(office: Cast, plan: Plan):
    visitor = factories.visitor(office, "budi")
    visitor.cookies["ayo_language"] = "en"
    text = visitor.get(reverse("performance:plan")).content.decode()

    assert "Add a result" in text
    assert "Service-oriented" in text


def test_only_employees_have_the_page(office: Cast):
    assert mine(office, "ratna").status_code == 404


def test_a_result_is_added_changed_and_removed(office: Cast, plan: Plan):
    visitor = factories.visitor(office, "budi")
    new = reverse("performance:new_plan_result", args=[plan.pk])

    assert visitor.get(new).status_code == 200
    assert visitor.post(new, ROW | {"version": 1}, follow=True).status_code == 200
    made = PlanResult.objects.get(text="Arsip tertata")
    one = reverse("performance:plan_result", args=[plan.pk, made.pk])
    assert "Berkas tertata" in visitor.get(one).content.decode()
    visitor.post(one, ROW | {"text": "Arsip rapi", "version": 2})
    assert PlanResult.objects.get(pk=made.pk).text == "Arsip rapi"
    visitor.post(one, {"do": "drop", "version": 3})

    assert not PlanResult.objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"text": " "}, "Tulis hasil kerjanya."),
        ({"QUANTITY_text": "", "QUANTITY_target": "", "QUANTITY_unit": ""}, "Isi paling sedikit satu indikator."),
        ({"QUANTITY_target": ""}, "Lengkapi indikator, target, dan satuannya."),
        ({"supports": "x"}, "Pilih salah satu dari daftar."),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_lost(office: Cast, plan: Plan, wrong, told):
    visitor = factories.visitor(office, "budi")

    answer = visitor.post(reverse("performance:new_plan_result", args=[plan.pk]), ROW | {"version": 1} | wrong)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert all(said in answer.content.decode() for said in (ROW | wrong).values() if said not in ("x", " ", ""))
    assert Plan.objects.get().version == 1


def test_another_tab_was_faster_what_was_typed_stays_and_goes_in_with_a_second_send(office: Cast, plan: Plan):
    visitor, new = factories.visitor(office, "budi"), reverse("performance:new_plan_result", args=[plan.pk])
    visitor.post(new, ROW | {"version": 1})

    answer = visitor.post(new, ROW | {"text": "Yang kedua", "version": 1})
    assert answer.status_code == 422
    assert "berubah sejak Anda membukanya" in answer.content.decode()
    assert 'value="2"' in answer.content.decode()
    visitor.post(new, ROW | {"text": "Yang kedua", "version": 2})

    assert PlanResult.objects.filter(text="Yang kedua").count() == 1


def test_it_is_sent_taken_back_and_an_old_page_is_told(office: Cast, plan: Plan):
    assert "Terkirim." in step(office, plan, "submit").content.decode()
    assert "Terkirim." in step(office, plan, "submit").content.decode()
    assert "berubah sejak Anda membukanya" in step(office, plan, "take_back", version=1).content.decode()
    assert "Ditarik kembali." in step(office, plan, "take_back", version=2).content.decode()
    assert Plan.objects.get().state == "DRAFT"


def test_measured_by_success_it_asks_for_words(office: Cast, plan: Plan):
    step(office, plan, "QUALITATIVE")
    visitor, new = factories.visitor(office, "budi"), reverse("performance:new_plan_result", args=[plan.pk])

    assert "Ukuran keberhasilan" in visitor.get(new).content.decode()
    visitor.post(new, {"text": "Rekan terbantu", "kind": "EXTRA", "success": "Satu\n\nDua", "version": 2})

    assert [one["text"] for one in PlanResult.objects.get(kind="EXTRA").indicators] == ["Satu", "Dua"]


def test_the_superior_sees_who_waits_agrees_and_says_what_they_expect(office: Cast, plan: Plan):
    step(office, plan, "submit")
    visitor, one = factories.visitor(office, "sari"), reverse("performance:team_plan", args=[plan.pk])

    assert "Menunggu Anda" in visitor.get(reverse("performance:team_plans")).content.decode()
    assert "Setujui" in visitor.get(one).content.decode()
    told = visitor.post(one, {"do": "return", "version": 2, "comment": ""})
    assert (told.status_code, "Tulis apa yang perlu diubah." in told.content.decode()) == (422, True)
    visitor.post(one, {"do": "agree", "version": 2, "expect_KOMPETEN": "Bimbing dua rekan."})

    assert Plan.objects.get().state == "AGREED"
    assert "Bimbing dua rekan." in mine(office).content.decode()


def test_what_the_superior_answers_to_an_old_page_is_told(office: Cast, plan: Plan):
    step(office, plan, "submit")
    step(office, plan, "take_back", version=2)
    visitor, one = factories.visitor(office, "sari"), reverse("performance:team_plan", args=[plan.pk])

    text = visitor.post(one, {"do": "agree", "version": 2}, follow=True).content.decode()

    assert "berubah sejak Anda membukanya" in text
    assert Plan.objects.get().state == "DRAFT"


def test_feedback_is_read_by_the_employee_and_a_nonsense_key_is_told(office: Cast, plan: Plan):
    visitor, where = factories.visitor(office, "sari"), reverse("performance:plan_feedback", args=[plan.pk])

    assert visitor.post(where, {"key": "x", "text": "Baik."}).status_code == 422
    assert visitor.post(where, {"key": "019380f0-0000-7000-8000-000000000001", "text": ""}).status_code == 422
    for _ in range(2):
        visitor.post(where, {"key": "019380f0-0000-7000-8000-000000000001", "text": "Cepat dan ramah."})

    assert Feedback.objects.count() == 1
    assert "Cepat dan ramah." in mine(office).content.decode()


def test_nobody_else_opens_a_plan(office: Cast, plan: Plan):
    for name in ("budi", "joko", "rini"):
        answer = factories.visitor(office, name).get(reverse("performance:team_plan", args=[plan.pk]))
        assert answer.status_code == 404


def test_a_plan_costs_as_much_however_much_it_says(office: Cast, plan: Plan, django_assert_max_num_queries):
    for version in range(1, 9):
        actions.put_result(
            plan_id=plan.pk, version=version, result_id=None, actor=office.actor("budi"),
            result=result(f"Hasil {version}"),
        )  # fmt: skip
    visitor = factories.visitor(office, "budi")
    visitor.get(reverse("performance:plan"))

    with django_assert_max_num_queries(20):
        visitor.get(reverse("performance:plan"))
