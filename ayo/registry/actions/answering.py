"""Noting what was told over the API: one entry per record that was opened, one per list with the number of records."""

from collections.abc import Collection
from uuid import UUID

from ayo.audit import facade as audit
from ayo.common.actor import Actor


def note_record_read(*, kind: str, subject_id: UUID, fields: Collection[str], actor: Actor) -> None:
    """Note that a record was read; people reading their own leave no trace."""
    if actor.person_id is not None and actor.person_id == subject_id:
        return
    audit.record(
        f"registry.read_{kind}",
        actor=actor,
        subject_kind=kind,
        subject_id=subject_id,
        after=dict.fromkeys(fields, "read"),
    )


def note_records_listed(*, kind: str, count: int, fields: Collection[str], actor: Actor) -> None:
    audit.record(
        f"registry.list_{kind}",
        actor=actor,
        subject_kind=kind,
        subject_id="",
        label=str(count),
        after=dict.fromkeys(fields, "read"),
    )
