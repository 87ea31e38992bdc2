"""Crediting work, letting it count and taking it back. Work comes from the log, so the house itself is the actor."""

from collections.abc import Collection
from uuid import UUID

from django.db import IntegrityError, transaction

from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.performance.actions.telling import tell
from ayo.performance.data.activity import ActivityState, Origin, Work
from ayo.performance.models import Activity
from ayo.performance.rules import crediting
from ayo.registry import facade as registry


@transaction.atomic
def credit(*, work: Work, state: ActivityState) -> Activity | None:
    """Write down work once; None when it is there already or not to be credited (see `rules/crediting.py`)."""
    service = registry.employment_of(work.officer_id)
    if service is None or crediting.refusal(work, is_in_service=service.covers(work.on), is_family=_is_family(work)):
        return None
    try:
        with transaction.atomic():
            made = Activity.objects.create(
                employee_id=service.employee_id, person_id=work.officer_id,
                organisation_id=work.organisation_id or service.organisation_id, on=work.on, code=work.code,
                minutes=work.minutes, title=dict(work.title), state=state, origin=work.origin,
                origin_id=work.origin_id, case_id=work.case_id, step=work.step,
                settled_at=None if state == ActivityState.WAITING else clock.now(),
            )  # fmt: skip
    except IntegrityError:
        return None
    tell("performance.credit", [made], actor=SYSTEM)
    return made


@transaction.atomic
def count_case(*, case_id: UUID) -> int:
    """Let everything count that waited for the word of this case's resident; return how many activities."""
    return _move("performance.count", {"case_id": case_id}, {ActivityState.WAITING}, ActivityState.COUNTED)


@transaction.atomic
def reverse_case(*, case_id: UUID) -> int:
    """Take back the work on a result that was not right; helping the resident with the form stays."""
    standing = {ActivityState.WAITING, ActivityState.COUNTED}
    whose = {"case_id": case_id, "origin": Origin.STAGE}
    return _move("performance.reverse", whose, standing, ActivityState.REVERSED)


@transaction.atomic
def reverse_help(*, help_id: UUID) -> int:
    """Take back help that the resident says they did not ask for."""
    standing = {ActivityState.WAITING, ActivityState.COUNTED}
    whose = {"origin": Origin.HELP, "origin_id": help_id}
    return _move("performance.reverse", whose, standing, ActivityState.REVERSED)


@transaction.atomic
def restore_help(*, help_id: UUID) -> int:
    """Let help count again, since whoever judged found that it was given."""
    whose = {"origin": Origin.HELP, "origin_id": help_id}
    return _move("performance.restore", whose, {ActivityState.REVERSED}, ActivityState.COUNTED)


def _is_family(work: Work) -> bool:
    others = {work.applicant_id, work.subject_id or work.applicant_id}
    return any(registry.share_family_card(work.officer_id, other) for other in others)


def _move(act: str, whose: dict[str, object], since: Collection[ActivityState], state: ActivityState) -> int:
    rows = list(Activity.objects.select_for_update().filter(state__in=since, **whose).order_by("pk"))
    for row in rows:
        row.state, row.settled_at = state, clock.now()
    Activity.objects.bulk_update(rows, ["state", "settled_at"])
    tell(act, rows, actor=SYSTEM)
    return len(rows)
