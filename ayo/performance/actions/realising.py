"""The employee says what came of a planned result in a period; each version is kept."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import NotFound
from ayo.events import facade as events
from ayo.notices import facade as notices
from ayo.performance import law, periods
from ayo.performance.actions.telling import TEAM, in_each_language, late_realisation
from ayo.performance.data.plan import Indicator, PlanState, Realised
from ayo.performance.data.rating import Rated
from ayo.performance.errors import PlanChangedSince, PlanRefused, WrongStep
from ayo.performance.events import RealisationWritten
from ayo.performance.models import Plan, Realisation
from ayo.performance.queries import plans, ratings, realisations
from ayo.performance.rules import plan as rules
from ayo.performance.words.ratings import period
from ayo.registry import facade as registry


@transaction.atomic
def write_realisation(
    *, plan_id: UUID, result_id: UUID, since: date, lines: Sequence[Realised], version: int, actor: Actor
) -> Realisation:
    """Write what came of each indicator of one's own agreed result, in its order; clicked twice it is one version.

    `version` is the one that was seen, 0 for none. Raises NotFound, WrongStep when the plan is not agreed on,
    PlanRefused (no_period, not_begun, no_text), or PlanChangedSince when another tab wrote since.
    """
    if actor.person_id is None or actor.on_behalf_of is not None:
        raise NotFound("Only employees have a plan.")
    plan = Plan.objects.select_for_update().filter(pk=plan_id, person_id=actor.person_id).first()
    line = next((one for one in plans.lines_of(plan) if one.id == result_id), None) if plan else None
    if plan is None or line is None or len(lines) != len(line.result.indicators):
        raise NotFound("No such result.")
    if plan.state != PlanState.AGREED:
        raise WrongStep("What is not agreed on has no realisation yet.")
    until = _until(plan, since)
    if not any(one.text.strip() for one in lines):
        raise PlanRefused("Say what was reached.", code="no_text")
    given = [_kept(planned, one) for planned, one in zip(line.result.indicators, lines, strict=True)]
    known = realisations.newest(plan_id, result_id, since=since)
    if known is not None and known.lines == given:
        return known
    if (known.version if known else 0) != version:
        raise PlanChangedSince("It was written since you opened it.")
    row = _written(plan, result_id, (since, until), version + 1, given, actor)
    _tell(plan, row, actor)
    _ask_to_look_again(plan, since)
    return row


def _ask_to_look_again(plan: Plan, since: date) -> None:
    """A rating stands until it is given anew; whoever may give it is told that what it rests on has changed."""
    today = clock.today()
    superior = registry.superior_of(plan.employee_id, today)
    if superior is None:
        return
    for rating in ratings.covering(plan.employee_id, since):
        code = periods.code(Rated(rating.kind), rating.since)
        notices.ask(
            person_id=superior.person_id, code="realised_after_rating", about=late_realisation(rating.pk),
            facts={
                "who": registry.name_of(plan.person_id),
                "period": in_each_language(partial(period, Rated(rating.kind), rating.since, rating.until)),
            },
            url=f"{TEAM}nilai/{plan.employee_id}/?periode={code}",
        )  # fmt: skip


def _until(plan: Plan, since: date) -> date:
    """Return the first day after a period that has begun and has days of the plan."""
    first, until = rules.period_of(since, months=law.plan_rules(since).period_months)
    if first != since or not (plan.since < until and since < plan.until):
        raise PlanRefused("No period of the plan begins on that day.", code="no_period")
    if since > clock.today():
        raise PlanRefused("The period has not begun.", code="not_begun")
    return until


def _kept(planned: Indicator, given: Realised) -> dict[str, Any]:
    return {
        "indicator": planned.text, "target": f"{planned.target} {planned.unit}".strip(), "text": given.text.strip(),
        "evidence": given.evidence.strip(), "link": given.link.strip(),
    }  # fmt: skip


def _written(
    plan: Plan, result_id: UUID, period: tuple[date, date], version: int, lines: list[dict[str, Any]], actor: Actor
) -> Realisation:
    try:
        with transaction.atomic():
            return Realisation.objects.create(
                plan=plan, result_id=result_id, since=period[0], until=period[1], version=version, lines=lines,
                written_at=clock.now(), written_by=actor.id,
            )  # fmt: skip
    except IntegrityError as error:
        raise PlanChangedSince("It was written just now in another tab.") from error


def _tell(plan: Plan, row: Realisation, actor: Actor) -> None:
    audit.record(
        "performance.write_realisation", actor=actor, subject_kind="plan", subject_id=plan.pk,
        label=f"SKP {plan.year} {row.since}",
        after={"result": row.result_id, "version": row.version, "lines": row.lines},
    )  # fmt: skip
    events.publish(
        RealisationWritten(
            plan_id=plan.pk, employee_id=plan.employee_id, person_id=plan.person_id, result_id=row.result_id,
            since=row.since, until=row.until, version=row.version,
        ),
        actor=actor,
    )  # fmt: skip
