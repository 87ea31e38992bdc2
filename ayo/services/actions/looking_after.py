"""What time does to cases: stages that are late go up, results nobody objects to count as confirmed."""

from uuid import UUID

from django.db import transaction

from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.events import facade as events
from ayo.services.actions import keeping
from ayo.services.data import Deed, State, TaskState
from ayo.services.events import CaseConfirmed, TaskEscalated
from ayo.services.models import Case, Task

PORTION = 200


def escalate_late() -> int:
    """Tell of stages that passed their day, a portion at a time; return how many."""
    late = Task.objects.filter(
        state=TaskState.OPEN, is_waiting=False, due_on__lt=clock.today(), escalated_at__isnull=True
    )
    found = list(late.order_by("due_on").values_list("pk", "case_id")[:PORTION])
    for task_id, case_id in found:
        _escalate(task_id, case_id)
    return len(found)


@transaction.atomic
def _escalate(task_id: UUID, case_id: UUID) -> None:
    case = Case.objects.select_for_update().get(pk=case_id)
    task = Task.objects.select_for_update().get(pk=task_id)
    if task.state != TaskState.OPEN or task.escalated_at is not None:
        return
    task.escalated_at = clock.now()
    task.save(update_fields=["escalated_at"])
    keeping.moved(
        case, Deed.ESCALATED, actor=SYSTEM, stage=task.stage, organisation_id=task.organisation_id, is_internal=True
    )
    event = TaskEscalated(
        case_id=case.pk, task_id=task.pk, number=case.number, organisation_id=task.organisation_id, due_on=task.due_on
    )
    events.publish(event, actor=SYSTEM)


def confirm_silent() -> int:
    """Count results as confirmed when the days to say otherwise have passed, a portion at a time; return how many."""
    waiting = Case.objects.filter(state=State.DONE, confirmed_at__isnull=True, confirm_until__lt=clock.today())
    found = list(waiting.order_by("confirm_until").values_list("pk", flat=True)[:PORTION])
    for case_id in found:
        _confirm(case_id)
    return len(found)


@transaction.atomic
def _confirm(case_id: UUID) -> None:
    case = Case.objects.select_for_update().get(pk=case_id)
    if case.state != State.DONE or case.confirmed_at is not None:
        return
    case.confirmed_at = clock.now()
    keeping.moved(case, Deed.CONFIRMED, actor=SYSTEM, facts={"silent": True})
    events.publish(CaseConfirmed(case_id=case.pk, applicant_id=case.applicant_id, by_resident=False), actor=SYSTEM)
