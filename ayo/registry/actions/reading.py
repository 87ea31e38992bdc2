"""Noting that a person's data was read, so that the person can see by whom and what for."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from ayo.audit import facade as audit
from ayo.common.actor import Actor
from ayo.registry.data import Kind


@transaction.atomic
def note_reading(*, person_id: UUID, fields: Collection[str], purpose: str, actor: Actor) -> None:
    """Note which private fields somebody opened and why; without a purpose only the outline was shown."""
    audit.record(
        "registry.read_person" if purpose else "registry.open_person",
        actor=actor,
        subject_kind=Kind.PERSON,
        subject_id=person_id,
        purpose=purpose,
        after=dict.fromkeys(fields, "read"),
    )
