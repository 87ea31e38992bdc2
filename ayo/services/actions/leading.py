"""What whoever leads an office does with its work: give a stage to somebody of the office."""

from uuid import UUID

from django.db import transaction

from ayo.common import clock
from ayo.common.actor import Actor
from ayo.common.errors import Invalid, NotFound
from ayo.identity import facade as identity
from ayo.services import access, versions
from ayo.services.actions import keeping
from ayo.services.data import Deed, TaskState
from ayo.services.errors import OwnCase, WrongState
from ayo.services.models import Case, Task


@transaction.atomic
def assign_task(*, task_id: UUID, person_id: UUID, expected: int | None, actor: Actor) -> Case:
    """Put a stage into the hands of somebody whose work it is, also when another holds it.

    Raises NotFound outside the own offices, Invalid when it is not that person's work, OwnCase, WrongState or
    ChangedMeanwhile.
    """
    led = Task.objects.filter(pk=task_id, organisation_id__in=access.offices_led_by(actor))
    found = led.values_list("case_id", flat=True).first()
    if found is None:
        raise NotFound("No such work.")
    case = keeping.locked_case(found, expected=expected)
    task = Task.objects.select_for_update().get(pk=task_id)
    if task.state != TaskState.OPEN:
        raise WrongState("This stage is over.")
    worker = identity.actor_of(person_id)
    if not access.may_work_on(worker, task):
        raise Invalid("It is not this person's work.", fields={"person": "not_theirs"})
    if access.is_own(worker, case) or access.is_own(actor, case):
        raise OwnCase("Nobody works on, or deals out, a case of their own or of their family.")
    if task.holder_id == person_id:
        return case
    task.holder_id, task.taken_at = person_id, clock.now()
    task.save(update_fields=["holder", "taken_at"])
    keeping.settle_state(case, versions.definition_of(case.service_version_id))
    keeping.moved(case, Deed.ASSIGNED, actor=actor, stage=task.stage, organisation_id=task.organisation_id,
                  facts={"to": worker.label}, is_internal=True)  # fmt: skip
    return case
