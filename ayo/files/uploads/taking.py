"""Taking an upload: read with a limit, scanned, judged, drawn anew where it is a picture, then kept or set aside.

The scanner is on the network, so this is no action and is called outside transactions.
"""

from collections.abc import Collection, Iterable

from django.conf import settings

from ayo.common.actor import Actor
from ayo.files import actions
from ayo.files.data import FileCard, Found, Judged
from ayo.files.errors import refused
from ayo.files.uploads import kinds, papers, pictures, scanning


def take_upload(
    *, name: str, chunks: Iterable[bytes], purpose: str, accepted: Collection[str], actor: Actor
) -> FileCard:
    """Keep what somebody sent. Raises FileRefused with a code for the field, leaving nothing behind.

    The file may come back in quarantine: then it is told as "being checked" and given to nobody yet.
    """
    content = read(chunks, largest=settings.AYO_UPLOAD_LARGEST)
    claimed = kinds.claimed(content[:16])
    if claimed not in accepted:
        raise refused("bad_kind")
    word = scanning.scan(content)
    if word.found is Found.MALWARE:
        actions.note_refused(purpose=purpose, code="malware", what=word.name, actor=actor)
        raise refused("malware")
    kept = judged(content, claimed)
    return actions.store_upload(
        judged=kept,
        name=kinds.called(name, kept.content_type),
        purpose=purpose,
        is_scanned=word.found is Found.NOTHING,
        actor=actor,
    )


def read(chunks: Iterable[bytes], *, largest: int) -> bytes:
    """Return all of it. Raises FileRefused when it is too large or nothing."""
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > largest:
            raise refused("too_large")
    if not content:
        raise refused("empty")
    return bytes(content)


def judged(content: bytes, claimed: str) -> Judged:
    """Return what is kept of it. Raises FileRefused."""
    if claimed == kinds.PDF:
        return papers.checked(content)
    return pictures.redrawn(content, claimed, most_pixels=settings.AYO_UPLOAD_PIXELS)
