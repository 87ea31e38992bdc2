"""What a unit achieved, said by the unit above, and why its people's predicates spread otherwise than the pattern."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import NotFound
from ayo.events import facade as events
from ayo.performance import access, law
from ayo.performance.data.rating import Achievement, Rated
from ayo.performance.errors import PlanRefused, UnitChangedSince, UnitRefused
from ayo.performance.events import UnitRatingChanged
from ayo.performance.models import UnitRating, UnitRatingStep
from ayo.performance.rules import plan as rules
from ayo.registry import facade as registry


@transaction.atomic
def set_achievement(
    *, organisation_id: UUID, kind: Rated, since: date, achievement: Achievement, reason: str, version: int,
    actor: Actor,
) -> UnitRating:  # fmt: skip
    """Say what a unit achieved in a period that is over, for the first time (`version` 0) or anew; twice is once.

    Raises NotFound for whoever does not lead the unit above, or leads this one; UnitRefused (no_reason), PlanRefused
    (no_period, not_over), UnitChangedSince.
    """
    if not access.is_above(actor, organisation_id):
        raise NotFound("No such unit.")
    until_of(kind, since)
    said = reason.strip()[:500]
    if not said:
        raise UnitRefused("Say why.", code="no_reason", fields={"reason": "no_reason"})
    row = _locked(organisation_id, kind, since)
    if row is not None and (row.achievement, row.reason, row.set_by) == (achievement, said, actor.id):
        return row
    if (row.version if row else 0) != version:
        raise UnitChangedSince("It was set since you opened it.")
    row = row or UnitRating(organisation_id=organisation_id, kind=kind, since=since, version=0)
    row.achievement, row.reason = achievement, said
    row.set_by, row.set_label = actor.id, actor.label[:200]
    try:
        with transaction.atomic():
            return _written(row, "performance.set_achievement", actor)
    except IntegrityError as error:
        raise UnitChangedSince("It was set just now in another tab.") from error


@transaction.atomic
def justify_spread(
    *, organisation_id: UUID, kind: Rated, since: date, justification: str, version: int, actor: Actor
) -> UnitRating:
    """Say why the predicates of one's unit spread otherwise than the pattern, or nothing any more; twice is once.

    Raises NotFound for whoever does not lead the unit, or while nobody set what it achieved; UnitChangedSince.
    """
    row = _locked(organisation_id, kind, since)
    if row is None or not access.leads(actor, organisation_id):
        raise NotFound("No such unit.")
    said = justification.strip()[:500]
    if row.justification == said:
        return row
    if row.version != version:
        raise UnitChangedSince("It was changed since you opened it.")
    row.justification = said
    return _written(row, "performance.justify_spread", actor)


def until_of(kind: Rated, since: date) -> date:
    """Return the first day after a period that begins then. Raises PlanRefused when it is none, or not over."""
    months = law.plan_rules(since).period_months
    first, until = rules.year_of(since.year) if kind is Rated.YEARLY else rules.period_of(since, months=months)
    if first != since:
        raise PlanRefused("No period begins on that day.", code="no_period")
    if until > clock.today():
        raise PlanRefused("The period is not over yet.", code="not_over")
    return until


def _locked(organisation_id: UUID, kind: Rated, since: date) -> UnitRating | None:
    rows = UnitRating.objects.select_for_update()
    return rows.filter(organisation_id=organisation_id, kind=kind, since=since).first()


def _written(row: UnitRating, act: str, actor: Actor) -> UnitRating:
    row.version += 1
    row.save()
    UnitRatingStep.objects.create(
        rating=row, version=row.version, at=clock.now(), by=actor.id, label=actor.label[:200],
        achievement=row.achievement, reason=row.reason, justification=row.justification,
    )  # fmt: skip
    audit.record(
        act, actor=actor, subject_kind="unit_rating", subject_id=row.pk,
        label=f"{registry.unit_name(row.organisation_id)} {row.kind} {row.since}"[:200],
        after={"achievement": row.achievement, "reason": row.reason, "justification": row.justification},
    )  # fmt: skip
    events.publish(
        UnitRatingChanged(
            organisation_id=row.organisation_id, kind=row.kind, since=row.since, achievement=row.achievement
        ),
        actor=actor,
    )
    return row
