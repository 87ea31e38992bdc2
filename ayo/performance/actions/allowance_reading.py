"""Reading what others are paid is an act: it stands in the access log of whom it is about."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from ayo.audit import facade as audit
from ayo.common.actor import Actor
from ayo.common.errors import NotAllowed
from ayo.performance import access


@transaction.atomic
def note_slip_reading(*, person_id: UUID, label: str, actor: Actor) -> None:
    """Note that the personnel office opened somebody's slip. Raises NotAllowed."""
    if not access.sees_slips_of_others(actor):
        raise NotAllowed("Slips of others are not yours to read.")
    audit.record(
        "performance.read_slip", actor=actor, subject_kind="person", subject_id=person_id, label=label,
        after={"slip": "read"},
    )  # fmt: skip


@transaction.atomic
def note_export(*, run_id: UUID, person_ids: Iterable[UUID], label: str, actor: Actor) -> None:
    """Note that a whole run was taken away as a file, with everybody whom it is about. Raises NotAllowed."""
    if not access.may_export_allowance(actor):
        raise NotAllowed("This export is not yours.")
    audit.record(
        "performance.export_allowance", actor=actor, subject_kind="allowance_run", subject_id=run_id, label=label
    )
    audit.record_many(
        audit.entry(
            "performance.export_slip", actor=actor, subject_kind="person", subject_id=one, label=label,
            after={"slip": "read"},
        )
        for one in person_ids
    )  # fmt: skip
