"""A PDF is kept as it came, or not at all: it may not be locked, act by itself, carry other files, or be two things."""

from collections.abc import Iterator
from typing import Any

from ayo.files.data import Judged
from ayo.files.errors import refused
from ayo.files.reading import BAD_PDF, opened
from ayo.files.uploads.kinds import PDF

MOST_PAGES = 200
MOST_OBJECTS = 20_000
_TAIL = 1024
_ZIP_END = b"PK\x05\x06"
_ZIP_TAIL = 66_000
"""The end of an archive lies within its last 65,557 bytes, and programs look for it there."""
_ACTIVE = "active"
_CARRIES = "carries_files"
_FAULT_OF_KEY = {
    "/JS": _ACTIVE, "/JavaScript": _ACTIVE, "/AA": _ACTIVE, "/XFA": _ACTIVE, "/RichMediaContent": _ACTIVE,
    "/EmbeddedFiles": _CARRIES, "/EF": _CARRIES,
}  # fmt: skip
_FAULT_OF_KIND = {
    "/JavaScript": _ACTIVE, "/Launch": _ACTIVE, "/SubmitForm": _ACTIVE, "/ImportData": _ACTIVE, "/Rendition": _ACTIVE,
    "/GoToR": _ACTIVE, "/GoToE": _ACTIVE, "/Movie": _ACTIVE, "/Sound": _ACTIVE, "/RichMedia": _ACTIVE,
    "/FileAttachment": _CARRIES, "/EmbeddedFile": _CARRIES,
}  # fmt: skip


def checked(content: bytes) -> Judged:
    """Return the PDF as it came. Raises FileRefused with the reason."""
    _require_one_thing(content)
    try:
        reader = opened(content)
        if reader.encrypted:
            raise refused("locked")
        for one in _tables(reader):
            _require_harmless(one)
        pages = int(reader.root["/Pages"]["/Count"])
    except BAD_PDF as error:
        raise refused("damaged") from error
    if pages > MOST_PAGES:
        raise refused("too_many_pages")
    if pages < 1:
        raise refused("damaged")
    return Judged(PDF, content)


def _require_one_thing(content: bytes) -> None:
    """A file that other programs take for an archive, or that goes on after its end, is not only a PDF."""
    if b"%%EOF" not in content[-_TAIL:]:
        raise refused("damaged")
    if content.rpartition(b"%%EOF")[2].strip(b"\r\n\t \x00") or _ZIP_END in content[-_ZIP_TAIL:]:
        raise refused("two_in_one")


def _tables(reader: Any) -> Iterator[Any]:
    """Yield every dictionary that can be reached, streams included, without unpacking any of their content."""
    from pyhanko.pdf_utils import generic

    waiting: list[Any] = [reader.root]
    seen: set[tuple[int, int]] = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, generic.IndirectObject):
            if (one.idnum, one.generation) in seen:
                continue
            seen.add((one.idnum, one.generation))
            if len(seen) > MOST_OBJECTS:
                raise refused("too_complex")
            one = reader.get_object(one.reference)
        if isinstance(one, generic.DictionaryObject):
            yield one
            waiting += [one.raw_get(key) for key in one]
        elif isinstance(one, generic.ArrayObject):
            waiting += [one.raw_get(place) for place in range(len(one))]


def _require_harmless(table: Any) -> None:
    for key in table:
        if fault := _FAULT_OF_KEY.get(str(key)):
            raise refused(fault)
    for key in ("/S", "/Type", "/Subtype"):
        if fault := _FAULT_OF_KIND.get(str(table.get(key, ""))):
            raise refused(fault)
