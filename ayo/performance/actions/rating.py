"""The superior rates results and behaviour of a period that is over; the matrix says the predicate."""

from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import NotFound
from ayo.events import facade as events
from ayo.notices import facade as notices
from ayo.performance import access, law
from ayo.performance.actions import unit_rating
from ayo.performance.actions.telling import in_each_language, late_realisation
from ayo.performance.data.rating import Rated, Rating
from ayo.performance.errors import PlanChangedSince, PlanRefused
from ayo.performance.events import RatingChanged
from ayo.performance.models import EmployeeRating
from ayo.performance.queries import plans, realisations
from ayo.performance.rules import evaluation
from ayo.performance.words import ratings as rating_words
from ayo.registry import facade as registry

MINE = "/kinerja/skp/"


@transaction.atomic
def rate(
    *, employee_id: UUID, kind: Rated, since: date, results: Rating, behaviour: Rating, note: str, version: int,
    actor: Actor,
) -> EmployeeRating:  # fmt: skip
    """Rate a period or year that is over, for the first time (`version` 0) or anew; clicked twice it is one rating.

    The same marks once more are a new rating only when realisation was changed since.

    Raises NotFound for whoever is not the superior today, PlanRefused (not_over, no_service, no_period), or
    PlanChangedSince when it was rated otherwise since it was seen.
    """
    if not access.judges_plans_of(actor, employee_id) or actor.person_id is None:
        raise NotFound("No such employee.")
    until = unit_rating.until_of(kind, since)
    service = registry.service_of(employee_id)
    if service is None or not _served(service, since, until):
        raise PlanRefused("Not in service in these days.", code="no_service")
    known = EmployeeRating.objects.select_for_update().filter(employee_id=employee_id, kind=kind, since=since).first()
    given = (results.value, behaviour.value, note.strip()[:500])
    if known is not None and known.rated_by == actor.person_id and _given(known) == given and not _is_outdated(known):
        return known
    if (known.version if known else 0) != version:
        raise PlanChangedSince("It was rated since you opened it.")
    row = known or EmployeeRating(
        employee_id=employee_id, person_id=service.person_id, organisation_id=_unit(service, since, until), kind=kind,
        since=since, until=until, version=0,
    )  # fmt: skip
    row.results, row.behaviour, row.note = given
    row.predicate = evaluation.predicate(law.evaluation(since), results=results, behaviour=behaviour)
    row.version += 1
    row.rated_at, row.rated_by, row.rated_label = clock.now(), actor.person_id, actor.label[:200]
    row.object_until = clock.today() + timedelta(days=law.plan_rules(since).object_within)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise PlanChangedSince("It was rated just now in another tab.") from error
    _tell(row, actor)
    notices.finish(about=late_realisation(row.pk))
    return row


def _served(service: registry.Employment, since: date, until: date) -> bool:
    return service.started_on < until and (service.ended_on is None or service.ended_on >= since)


def _unit(service: registry.Employment, since: date, until: date) -> UUID:
    """Return the unit somebody worked in at the end of the period, by their plan."""
    standing = plans.standing_of(service.employee_id, since=since, until=until)
    return standing[-1].organisation_id if standing else service.organisation_id


def _is_outdated(row: EmployeeRating) -> bool:
    """Tell whether realisation was changed since: the same marks once more then say that it was looked at."""
    span = plans.standing_of(row.employee_id, since=row.since, until=row.until)
    return realisations.is_later(realisations.of_plans(span, since=row.since, until=row.until), row.rated_at)


def _given(row: EmployeeRating) -> tuple[str, str, str]:
    return row.results, row.behaviour, row.note


def _tell(row: EmployeeRating, actor: Actor) -> None:
    audit.record(
        "performance.rate", actor=actor, subject_kind="rating", subject_id=row.pk, label=f"{row.kind} {row.since}",
        after={"results": row.results, "behaviour": row.behaviour, "predicate": row.predicate, "note": row.note},
    )  # fmt: skip
    events.publish(
        RatingChanged(
            employee_id=row.employee_id, person_id=row.person_id, organisation_id=row.organisation_id, kind=row.kind,
            since=row.since, until=row.until, results=row.results, behaviour=row.behaviour, predicate=row.predicate,
        ),
        actor=actor,
    )  # fmt: skip
    notices.tell(
        person_id=row.person_id, code="rating_given",
        facts={
            "predicate": in_each_language(lambda: str(rating_words.PREDICATES[row.predicate].word)),
            "period": in_each_language(lambda: rating_words.period(Rated(row.kind), row.since, row.until)),
            "last": row.object_until.isoformat(),
        },
        url=MINE, about=f"rating/{row.pk}/{row.version}",
    )  # fmt: skip
