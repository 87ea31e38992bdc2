"""The same click from several connections in one moment: one result, one achievement, one run."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from procrastinate.contrib.django.models import ProcrastinateJob

from ayo.common import clock
from ayo.common.errors import DomainError
from ayo.performance import actions
from ayo.performance.data.rating import Achievement, Rated
from ayo.performance.models import PlanResult, PlanRun, UnitRating, UnitRatingStep, UnitResult
from ayo.performance.rules import plan as rules
from tests.cast import Cast
from tests.performance.factories import district, team
from tests.performance.test_plans import result

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def at_once(act: Callable[[], Any]) -> list[str]:
    """Act from several connections in the same moment; return what became of each."""
    gate = Barrier(AT_ONCE)

    def one() -> str:
        gate.wait()
        try:
            act()
        except DomainError as error:
            return error.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sorted(future.result() for future in [pool.submit(one) for _ in range(AT_ONCE)])


def test_a_unit_result_is_there_once(cast: Cast):
    team(cast)
    unit, sari = district(cast), cast.actor("sari")

    told = at_once(
        lambda: actions.add_unit_result(
            organisation_id=unit, year=clock.today().year, text="Arsip tertata", actor=sari
        )
    )  # fmt: skip

    assert told == ["done"] * AT_ONCE
    assert UnitResult.objects.count() == 1


def test_no_more_than_the_most_come_in_at_once(cast: Cast):
    team(cast)
    unit, sari, year = district(cast), cast.actor("sari"), clock.today().year
    for number in range(rules.MOST_RESULTS - 1):
        actions.add_unit_result(organisation_id=unit, year=year, text=f"Hasil {number}", actor=sari)
    texts = iter([f"Yang terakhir {number}" for number in range(AT_ONCE)])

    told = at_once(lambda: actions.add_unit_result(organisation_id=unit, year=year, text=next(texts), actor=sari))

    assert told == ["done", *["too_many"] * (AT_ONCE - 1)]
    assert UnitResult.objects.count() == rules.MOST_RESULTS


def test_no_more_results_of_a_plan_than_the_most_come_in_at_once(cast: Cast):
    team(cast)
    budi = cast.actor("budi")
    plan = actions.begin_plan(year=clock.today().year, actor=budi)
    for number in range(PlanResult.objects.count(), rules.MOST_RESULTS - 1):
        more = result(f"Hasil {number}")
        plan = actions.put_result(plan_id=plan.pk, version=plan.version, result_id=None, result=more, actor=budi)
    version = plan.version

    told = at_once(
        lambda: actions.put_result(
            plan_id=plan.pk, version=version, result_id=None, result=result("Yang terakhir"), actor=budi
        )
    )  # fmt: skip

    assert told == ["done", *["plan_changed"] * (AT_ONCE - 1)]
    assert PlanResult.objects.count() == rules.MOST_RESULTS


def test_an_achievement_is_set_once_and_whoever_came_later_is_told(cast: Cast):
    team(cast)
    unit, agus = district(cast), cast.actor("agus")
    since = rules.period_of(clock.today().replace(day=1) - timedelta(days=1), months=1)[0]

    told = at_once(
        lambda: actions.set_achievement(
            organisation_id=unit, kind=Rated.PERIODIC, since=since, achievement=Achievement.GOOD, reason="Tercapai.",
            version=0, actor=agus,
        )
    )  # fmt: skip

    assert "done" in told
    assert set(told) <= {"done", "unit_changed"}
    assert (UnitRating.objects.count(), UnitRatingStep.objects.count()) == (1, 1)


def test_a_run_of_drafts_is_begun_once(cast: Cast):
    rini = cast.actor("rini")

    told = at_once(lambda: actions.draft_for_everybody(year=clock.today().year, actor=rini))

    assert told == ["done", *["run_exists"] * (AT_ONCE - 1)]
    assert PlanRun.objects.count() == 1
    assert ProcrastinateJob.objects.filter(task_name="performance.draft_plans").count() == 1
