"""What a unit is to reach in a year, kept by whoever leads it or the unit above."""

from uuid import UUID

from django.db import IntegrityError, transaction

from ayo.audit import facade as audit
from ayo.common import clock, sql
from ayo.common.actor import Actor
from ayo.common.errors import NotFound
from ayo.events import facade as events
from ayo.notices import facade as notices
from ayo.performance import access
from ayo.performance.data.plan import PlanState
from ayo.performance.errors import UnitChangedSince, UnitRefused
from ayo.performance.events import UnitResultChanged
from ayo.performance.models import PlanResult, UnitResult
from ayo.performance.rules import plan as rules
from ayo.registry import facade as registry

MINE = "/kinerja/skp/"


@transaction.atomic
def add_unit_result(*, organisation_id: UUID, year: int, text: str, actor: Actor) -> UnitResult:
    """Write down what a unit is to reach; written twice it is there once, and what was ended is there again.

    Raises NotFound for whoever leads neither the unit nor the one above, UnitRefused (no_text, too_many, wrong_year).
    """
    if not access.keeps_results_of(actor, organisation_id):
        raise NotFound("No such unit.")
    said = _said(text)
    if year - clock.today().year not in (0, 1):
        raise UnitRefused("Results are kept for this year and the next.", code="wrong_year")
    _one_at_a_time(organisation_id, year)
    same = UnitResult.objects.select_for_update().filter(organisation_id=organisation_id, year=year, text=said)
    row = same.order_by("-dropped_at").first()
    if row is not None and row.dropped_at is None:
        return row
    standing = UnitResult.objects.filter(organisation_id=organisation_id, year=year, dropped_at__isnull=True)
    if standing.count() >= rules.MOST_RESULTS:
        raise UnitRefused("There are too many results.", code="too_many", fields={"text": "too_many"})
    if row is None:
        row = UnitResult(organisation_id=organisation_id, year=year, text=said, version=0)
    row.dropped_at = None
    try:
        with transaction.atomic():
            return _written(row, "performance.add_unit_result", before="", actor=actor)
    except IntegrityError:
        return standing.get(text=said)


@transaction.atomic
def change_unit_result(*, unit_result_id: UUID, version: int, text: str, actor: Actor) -> UnitResult:
    """Say otherwise what a unit is to reach; whoever carries it carries the new words.

    Raises NotFound, UnitChangedSince, UnitRefused (no_text, said_already).
    """
    row = _kept(unit_result_id, actor)
    said = _said(text)
    if row.text == said:
        return row
    _is_seen(row, version)
    before, row.text = row.text, said
    try:
        with transaction.atomic():
            return _written(row, "performance.change_unit_result", before=before, actor=actor)
    except IntegrityError as error:
        raise UnitRefused(
            "The unit has this result already.", code="said_already", fields={"text": "said_already"}
        ) from error


@transaction.atomic
def drop_unit_result(*, unit_result_id: UUID, version: int, actor: Actor) -> UnitResult:
    """End what a unit is to reach; clicked twice it ends once. Plans keep their own results.

    Raises NotFound, UnitChangedSince.
    """
    row = _kept(unit_result_id, actor)
    if row.dropped_at is not None:
        return row
    _is_seen(row, version)
    row.dropped_at = clock.now()
    return _written(row, "performance.drop_unit_result", before=row.text, actor=actor)


@transaction.atomic
def tell_carriers(*, unit_result_id: UUID) -> int:
    """Tell whoever carries what a unit is to reach that it is said otherwise, or ended; return how many.

    Each hears of each version once, so that it may be called again.
    """
    row = UnitResult.objects.select_related("organisation").get(pk=unit_result_id)
    code = "unit_result_ended" if row.dropped_at else "unit_result_changed"
    carried = PlanResult.objects.filter(supports=row, plan__until__gt=clock.today())
    carriers = carried.exclude(plan__state=PlanState.WITHDRAWN).order_by("plan__person").values_list(
        "plan__person", flat=True
    )  # fmt: skip
    told = list(carriers.distinct())
    for person_id in told:
        notices.tell(
            person_id=person_id, code=code, facts={"unit": row.organisation.name, "text": row.text}, url=MINE,
            about=f"unit_result/{row.pk}/{row.version}",
        )  # fmt: skip
    return len(told)


def _one_at_a_time(organisation_id: UUID, year: int) -> None:
    """Let nobody else add to the results of this unit and year before this is settled: they are counted."""
    sql.run("select pg_advisory_xact_lock(hashtext(%s))", [f"unit_results|{organisation_id}|{year}"])


def _said(text: str) -> str:
    said = " ".join(text.split())[:300]
    if not said:
        raise UnitRefused("Say what the unit is to reach.", code="no_text", fields={"text": "no_text"})
    return said


def _kept(unit_result_id: UUID, actor: Actor) -> UnitResult:
    row = UnitResult.objects.select_for_update().filter(pk=unit_result_id).first()
    if row is None or not access.keeps_results_of(actor, row.organisation_id):
        raise NotFound("No such result.")
    return row


def _is_seen(row: UnitResult, version: int) -> None:
    if row.dropped_at is not None or row.version != version:
        raise UnitChangedSince("It was changed since you opened it.")


def _written(row: UnitResult, act: str, *, before: str, actor: Actor) -> UnitResult:
    row.version += 1
    row.save()
    audit.record(
        act, actor=actor, subject_kind="unit_result", subject_id=row.pk,
        label=f"{registry.unit_name(row.organisation_id)} {row.year}", before={"text": before},
        after={"text": row.text, "dropped": row.dropped_at is not None},
    )  # fmt: skip
    events.publish(
        UnitResultChanged(
            result_id=row.pk, organisation_id=row.organisation_id, year=row.year, is_dropped=row.dropped_at is not None
        ),
        actor=actor,
    )
    return row
