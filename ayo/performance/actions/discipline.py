"""Disciplinary measures, recorded and ended by the personnel office; the next run of TPP cuts by them."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import Invalid, NotFound
from ayo.events import facade as events
from ayo.notices import facade as notices
from ayo.performance import access
from ayo.performance.errors import MeasureRefused
from ayo.performance.events import MeasureChanged
from ayo.performance.models import DisciplinaryMeasure
from ayo.performance.queries import tables
from ayo.registry import facade as registry

MINE = "/kinerja/hukuman/saya/"
LONGEST = timedelta(days=5 * 366)


@transaction.atomic
def record_measure(
    *, employee_id: UUID, kind: str, decree: str, since: date, until: date, legal_basis: str, actor: Actor
) -> DisciplinaryMeasure:
    """Write down a measure from a day until before another. Raises NotFound, Invalid, MeasureRefused."""
    if not access.may_discipline(actor, employee_id):
        raise NotFound("No such employee.")
    if kind not in tables.in_force(since).tariff.punishments:
        raise Invalid("The tables have no such kind of measure.", fields={"kind": "unknown"})
    if not timedelta(0) < until - since <= LONGEST:
        raise Invalid("A measure ends after it begins, and within five years.", fields={"until": "bad_dates"})
    if not decree.strip() or not legal_basis.strip():
        raise Invalid("A measure has a decree and a legal basis.", fields={"decree": "no_decree"})
    try:
        with transaction.atomic():
            measure = DisciplinaryMeasure.objects.create(
                employee_id=employee_id, kind=kind, decree=decree.strip(), since=since, until=until,
                legal_basis=legal_basis.strip(), recorded_by=actor.id,
            )  # fmt: skip
    except IntegrityError as error:
        raise MeasureRefused("A measure of this kind holds on some of these days.", code="overlaps") from error
    _tell("performance.record_measure", measure, "measure_recorded", actor)
    return measure


@transaction.atomic
def end_measure(*, measure_id: UUID, until: date, reason: str, actor: Actor) -> None:
    """Let a measure end earlier, on its first day when it was annulled; ended twice alike it ended once.

    Raises NotFound, or Invalid when the day lies outside the measure or nothing says why.
    """
    measure = DisciplinaryMeasure.objects.select_for_update().filter(pk=measure_id).first()
    if measure is None or not access.may_discipline(actor, measure.employee_id):
        raise NotFound("No such measure.")
    if measure.ended_at is not None and measure.until == until:
        return
    if not measure.since <= until < measure.until:
        raise Invalid("It ends on a day of the measure.", fields={"until": "bad_dates"})
    if not reason.strip():
        raise Invalid("Say why it ends early.", fields={"reason": "no_reason"})
    measure.until, measure.end_reason = until, reason.strip()[:300]
    measure.ended_at, measure.ended_by = clock.now(), actor.id
    measure.save(update_fields=["until", "end_reason", "ended_at", "ended_by"])
    _tell("performance.end_measure", measure, "measure_ended", actor)


@transaction.atomic
def note_measure_reading(*, measures: Iterable[DisciplinaryMeasure], actor: Actor) -> None:
    """Note in each person's access log that the personnel office saw their measures. Raises NotFound."""
    rows = list(measures)
    if not rows:
        return
    if not all(access.may_discipline(actor, employee_id) for employee_id in {row.employee_id for row in rows}):
        raise NotFound("No such employee.")
    audit.record_many(
        audit.entry(
            "performance.read_measure", actor=actor, subject_kind="person", subject_id=one, after={"measure": "read"}
        )
        for one in sorted({row.employee.person_id for row in rows})
    )


def _tell(act: str, measure: DisciplinaryMeasure, code: str, actor: Actor) -> None:
    service = registry.service_of(measure.employee_id)
    if service is None:
        raise NotFound("No such employee.")
    audit.record(
        act, actor=actor, subject_kind="employee", subject_id=measure.employee_id, purpose=measure.legal_basis,
        label=measure.decree, after={
            "kind": measure.kind, "since": measure.since, "until": measure.until, "reason": measure.end_reason,
        },
    )  # fmt: skip
    events.publish(
        MeasureChanged(
            measure_id=measure.pk, employee_id=measure.employee_id, person_id=service.person_id, kind=measure.kind,
            since=measure.since, until=measure.until,
        ),
        actor=actor,
    )  # fmt: skip
    # Which measure it is stands behind the door only: a notice may go out by mail or WhatsApp.
    notices.tell(
        person_id=service.person_id, code=code, facts={"decree": measure.decree}, url=MINE,
        about=f"{code}/{measure.pk}/{measure.until}",
    )  # fmt: skip
