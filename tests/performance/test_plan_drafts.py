"""Drafts for everybody in one run, which goes on where it was killed and says what a draft by hand would."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from ayo.common import clock
from ayo.common.errors import Conflict, NotAllowed
from ayo.events.models import Outbox
from ayo.performance import actions, drafting
from ayo.performance.models import Plan, PlanRun, PlanStep
from ayo.performance.queries import plans
from ayo.registry.models import Employee
from tests.cast import Cast
from tests.performance.test_plans import YEAR, begun


def test_everybody_has_a_draft_after_one_run_and_another_changes_nothing(office: Cast):
    rini = office.actor("rini")
    own = begun(office)

    run = actions.draft_here(year=YEAR, actor=rini)
    with pytest.raises(Conflict):
        actions.draft_here(year=YEAR, actor=rini)
    drafting.work(run.pk, after_each=lambda: None)
    again = actions.draft_here(year=YEAR, actor=rini)
    drafting.work(again.pk, after_each=lambda: None)

    run.refresh_from_db()
    serving = Employee.objects.filter(status="PNS").count()
    assert (run.state, run.seen, run.drafted) == ("DONE", serving, 0)
    assert Plan.objects.count() == serving == PlanStep.objects.filter(act="DRAFTED").count()
    assert Plan.objects.filter(pk=own.pk).exists()
    assert Outbox.objects.filter(type="ayo.performance.plan.changed").count() == serving


def test_a_run_goes_on_where_it_was_killed(office: Cast, monkeypatch):
    monkeypatch.setattr("ayo.performance.actions.plan_drafts.AT_ONCE", 1)
    run = actions.draft_here(year=YEAR, actor=office.actor("rini"))

    def killed() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        drafting.work(run.pk, after_each=killed)
    assert Plan.objects.count() == 1
    drafting.work(run.pk, after_each=lambda: None)

    assert PlanRun.objects.get().state == "DONE"
    assert Plan.objects.count() == Employee.objects.filter(status="PNS").count()


def test_drafts_for_everybody_are_the_personnel_agency_s(office: Cast):
    with pytest.raises(NotAllowed):
        actions.draft_here(year=YEAR, actor=office.actor("sari"))


def test_a_drafted_plan_is_the_same_as_one_begun_by_hand(office: Cast):
    run = actions.draft_here(year=YEAR, actor=office.actor("rini"))
    drafting.work(run.pk, after_each=lambda: None)
    plan = Plan.objects.get(person_id=office.budi)
    drafted = plans.results_of(plan)
    Plan.objects.all().delete()

    assert plans.results_of(begun(office)) == drafted
    with clock.at(datetime(2026, 12, 1, 8, tzinfo=ZoneInfo("Asia/Jakarta"))):
        sent = actions.submit_plan(
            plan_id=Plan.objects.get().pk, version=1, actor=office.actor("budi")
        )  # fmt: skip
    assert sent.state == "SUBMITTED"
