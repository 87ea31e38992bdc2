"""What becomes of a file in quarantine when a scanner has looked at it."""

from uuid import UUID

from django.db import transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.files import queries
from ayo.files.data import FileState
from ayo.files.models import StoredFile


@transaction.atomic
def keep_scanned(*, file_id: UUID) -> None:
    """Let a file out of quarantine; nothing happens when it is not in it."""
    row = _quarantined(file_id)
    if row is None:
        return
    row.state, row.scanned_at = FileState.KEPT, clock.now()
    row.save(update_fields=["state", "scanned_at"])
    audit.record("files.release", actor=SYSTEM, subject_kind="file", subject_id=file_id, purpose=row.purpose)


@transaction.atomic
def refuse_scanned(*, file_id: UUID, what: str) -> None:
    """Refuse a file and destroy its bytes; its row stays for whoever points to it."""
    row = _quarantined(file_id)
    if row is None:
        return
    path = queries.card_of(row).path
    row.state, row.scanned_at = FileState.REFUSED, clock.now()
    row.save(update_fields=["state", "scanned_at"])
    audit.record(
        "files.refuse", actor=SYSTEM, subject_kind="person", subject_id=row.owner_id, label=what, purpose=row.purpose
    )
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def _quarantined(file_id: UUID) -> StoredFile | None:
    return StoredFile.objects.select_for_update().filter(pk=file_id, state=FileState.QUARANTINED).first()
