"""What the portal writes: that the audit log was read, data taken along, a number looked for."""

from pathlib import Path
from uuid import UUID

from django.db import transaction

from ayo.audit import facade as audit
from ayo.audit.data import Verdict
from ayo.common.actor import Actor
from ayo.registry.data import Kind


@transaction.atomic
def note_number_search(*, actor: Actor) -> None:
    """Note that a person was looked for by NIK; the number itself is kept nowhere."""
    audit.record("registry.find_person", actor=actor, subject_kind="search", subject_id="nik")


@transaction.atomic
def note_export(*, person_id: UUID, actor: Actor) -> None:
    audit.record("registry.export_person", actor=actor, subject_kind=Kind.PERSON, subject_id=person_id)


@transaction.atomic
def note_audit_reading(*, act: str, label: str, actor: Actor) -> None:
    """Note that the log was read: whoever watches is watched too."""
    audit.record(act, actor=actor, subject_kind="audit", subject_id="log", label=label)


def verify_chain(*, home: Path, actor: Actor) -> Verdict:
    """Recompute the whole chain and note what came of it."""
    verdict = audit.verify(home)
    label = "SOUND" if verdict.is_sound else f"{len(verdict.flaws)} FLAWS"
    with transaction.atomic():
        audit.record(
            "audit.verify", actor=actor, subject_kind="audit", subject_id="log", label=f"{label} {verdict.checked}"
        )
    return verdict
