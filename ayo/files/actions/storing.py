"""Storing and removing files."""

import hashlib
import secrets
import zipfile
from collections.abc import Collection, Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from ayo.audit import facade as audit
from ayo.common import clock
from ayo.common.actor import Actor
from ayo.files import queries, rules
from ayo.files.data import FileCard, FileState, Judged
from ayo.files.errors import FileRefused
from ayo.files.models import StoredFile


def store_file(
    *, name: str, chunks: Iterable[bytes], purpose: str, accepted: Collection[str], largest: int, actor: Actor
) -> FileCard:
    """Write the bytes to the disk and note the file; `largest` in bytes. Raises FileRefused, leaving nothing behind."""
    path = _fresh(purpose)
    try:
        size, digest, head = _write(path, chunks, largest)
        content_type = rules.kind_of(head)
        if content_type not in accepted:
            raise FileRefused("This kind of file is not accepted here.", code="bad_kind", fields={"file": "bad_kind"})
        if content_type == rules.XLSX:
            _refuse_bomb(path)
        return _note(path, name, content_type, size, digest, purpose, FileState.KEPT, actor)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def store_upload(*, judged: Judged, name: str, purpose: str, is_scanned: bool, actor: Actor) -> FileCard:
    """Keep what passed the judges of uploads; nobody gets it before a scanner has seen it."""
    return _keep(judged, name, purpose, FileState.KEPT if is_scanned else FileState.QUARANTINED, actor)


def store_made(*, content: bytes, content_type: str, name: str, purpose: str, actor: Actor) -> FileCard:
    """Keep what the house made itself, say a letter."""
    return _keep(Judged(content_type, content), name, purpose, FileState.KEPT, actor)


def _keep(judged: Judged, name: str, purpose: str, state: FileState, actor: Actor) -> FileCard:
    path, content = _fresh(purpose), judged.content
    try:
        path.write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        return _note(path, name, judged.content_type, len(content), digest, purpose, state, actor)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _fresh(purpose: str) -> Path:
    path = Path(settings.MEDIA_ROOT) / purpose / secrets.token_hex(16)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    return path


def _write(path: Path, chunks: Iterable[bytes], largest: int) -> tuple[int, str, bytes]:
    size, digest, head = 0, hashlib.sha256(), b""
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > largest:
                raise FileRefused("The file is too large.", code="too_large", fields={"file": "too_large"})
            if len(head) < 4096:
                head = (head + chunk)[:4096]
            digest.update(chunk)
            file.write(chunk)
    if size == 0:
        raise FileRefused("The file is empty.", code="empty", fields={"file": "empty"})
    return size, digest.hexdigest(), head


def _refuse_bomb(path: Path) -> None:
    """Refuse a workbook that is broken or that would unpack to far more than any spreadsheet holds."""
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile as error:
        raise FileRefused("The file is damaged.", code="damaged", fields={"file": "damaged"}) from error
    if unpacked > rules.LARGEST_UNPACKED:
        raise FileRefused("The file is too large.", code="too_large", fields={"file": "too_large"})


@transaction.atomic
def _note(
    path: Path, name: str, content_type: str, size: int, digest: str, purpose: str, state: FileState, actor: Actor
) -> FileCard:
    row = StoredFile.objects.create(
        owner_id=actor.id,
        purpose=purpose,
        name=rules.safe_name(name),
        content_type=content_type,
        size=size,
        sha256=digest,
        path=f"{purpose}/{path.name}",
        state=state,
        scanned_at=clock.now() if state is FileState.KEPT else None,
    )
    audit.record("files.store", actor=actor, subject_kind="file", subject_id=row.pk, purpose=purpose)
    return queries.card_of(row)


@transaction.atomic
def note_refused(*, purpose: str, code: str, what: str, actor: Actor) -> None:
    """Write down that somebody sent a file in which the scanner found something."""
    audit.record(
        "files.refuse", actor=actor, subject_kind="person", subject_id=actor.id, label=what, purpose=purpose,
        after={"code": code},
    )  # fmt: skip


@transaction.atomic
def remove_file(*, file_id: UUID, actor: Actor) -> None:
    """Forget a file and its bytes; nothing happens when it is gone already."""
    row = StoredFile.objects.select_for_update().filter(pk=file_id).first()
    if row is None:
        return
    path = queries.card_of(row).path
    row.delete()
    audit.record("files.remove", actor=actor, subject_kind="file", subject_id=file_id, purpose=row.purpose)
    # Only after the commit: bytes without a row can be swept, a row without bytes is a broken promise.
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
