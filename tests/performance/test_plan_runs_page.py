"""The personnel agency begins drafts for everybody and sees what came of them; a second click begins nothing."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from ayo.performance import actions, drafting
from ayo.performance.models import Plan, PlanRun
from tests.cast import Cast
from tests.portal import factories

WHERE = "/kepegawaian/skp/"


def text_of(cast: Cast, language: str = "id") -> str:
    visitor = factories.visitor(cast, "rini")
    visitor.cookies["ayo_language"] = language
    return visitor.get(WHERE).content.decode()


def test_it_is_begun_once_watched_and_counted(office: Cast):
    actions.begin_plan(year=2026, actor=office.actor("budi"))
    visitor = factories.visitor(office, "rini")
    assert "2 pegawai akan dilihat." in text_of(office)

    told = [visitor.post(WHERE, {"tahun": "2026", "setelah": ""}, follow=True).content.decode() for _ in range(2)]

    assert "Dimulai." in told[0]
    assert "Sedang dibuat" in told[0]
    assert "Sudah dimulai." in told[1]
    assert PlanRun.objects.count() == 1
    assert ProcrastinateJob.objects.filter(task_name="performance.draft_plans").count() == 1
    drafting.work(PlanRun.objects.get().pk, after_each=lambda: None)
    run = PlanRun.objects.get()
    assert (run.state, run.seen, run.drafted, Plan.objects.count()) == ("DONE", 2, 1, 2)
    assert "Sudah punya SKP" in text_of(office)
    assert "Had a plan already" in text_of(office, "en")


def test_an_old_page_does_not_begin_a_run_that_is_over_once_more(office: Cast):
    visitor = factories.visitor(office, "rini")
    visitor.post(WHERE, {"tahun": "2026", "setelah": ""})
    drafting.work(PlanRun.objects.get().pk, after_each=lambda: None)

    told = visitor.post(WHERE, {"tahun": "2026", "setelah": ""}, follow=True).content.decode()
    assert "Sudah dimulai." in told
    assert PlanRun.objects.get().state == "DONE"
    mark = PlanRun.objects.get().touched_at.isoformat()
    visitor.post(WHERE, {"tahun": "2026", "setelah": mark})

    assert PlanRun.objects.get().state == "DRAFTING"


def test_who_has_no_template_of_their_own_post_is_counted(office: Cast):
    # Budi is "Pelaksana" and Sari "Lurah Cikokol"; what the region has for each decides.
    assert "tanpa contoh jabatan sendiri" in text_of(office)


@pytest.mark.parametrize("year", ["", "x", "2031"])
def test_another_year_begins_nothing(office: Cast, year):
    answer = factories.visitor(office, "rini").post(WHERE, {"tahun": year, "setelah": ""})

    assert answer.status_code == 422
    assert not PlanRun.objects.exists()


@pytest.mark.parametrize("who", ["budi", "sari", "ratna", "wati"])
def test_nobody_else_has_the_page(office: Cast, who):
    assert factories.visitor(office, who).get(WHERE).status_code == 403
