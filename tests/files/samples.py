"""Files as people send them, and as nobody should."""

import io
import struct
import zipfile
import zlib

from PIL import Image
from PIL.ExifTags import Base
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.crypt import StandardSecurityHandler
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter

Table = generic.DictionaryObject


def picture(
    kind: str = "JPEG", *, size: tuple[int, int] = (320, 200), orientation: int = 1, mode: str = "RGB"
) -> bytes:
    """The upper half is red, the lower blue; where it was taken and by what stands in its notes."""
    made = Image.new(mode, size, (200, 20, 20) if mode == "RGB" else None)
    if mode == "RGB":
        made.paste((20, 20, 200), (0, size[1] // 2, size[0], size[1]))
    notes = Image.Exif()
    notes[Base.Orientation] = orientation
    notes[Base.Make] = "Kamera Rahasia"
    notes.get_ifd(0x8825)[2] = (6.0, 10.0, 12.0)
    out = io.BytesIO()
    made.save(out, kind, exif=notes)
    return out.getvalue()


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of a few kilobytes that says it has 900 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    head = struct.pack("!IIBBBBB", width, height, 8, 0, 0, 0, 0)
    packed = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def paper(*, root: Table | None = None, page: Table | None = None, pages: int = 1, locked: bool = False) -> bytes:
    """A PDF with an empty page, and whatever else is put into it."""
    writer = PdfFileWriter()
    for _number in range(pages):
        content = writer.add_object(generic.StreamObject(stream_data=b"0 0 m"))
        made = PageObject(contents=content, media_box=(0, 0, 200, 200), resources=Table())
        for key, value in (page or {}).items():
            made[key] = value
        writer.insert_page(made)
    for key, value in (root or {}).items():
        writer.root[pdf_name(key)] = value
    if locked:
        handler = StandardSecurityHandler.build_from_pw("rahasia", "rahasia")
        writer._assign_security_handler(handler)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def table(**given: generic.PdfObject | str) -> Table:
    """Return a dictionary; a text is a name."""
    values = {key: pdf_name(f"/{one}") if isinstance(one, str) else one for key, one in given.items()}
    return Table({pdf_name(f"/{key}"): one for key, one in values.items()})


def noted(**given: generic.PdfObject | str) -> bytes:
    """A page with one note on it."""
    return paper(page=table(Annots=generic.ArrayObject([table(**given)])))


def with_archive() -> bytes:
    """A PDF that is an archive as well."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("dalam.txt", "x")
    whole = paper()
    cut = whole.rindex(b"startxref")
    return whole[:cut] + b"%" + out.getvalue().replace(b"\n", b" ") + b"\n" + whole[cut:]


def inflated() -> bytes:
    """A PDF whose table of contents unpacks to two hundred megabytes."""
    packed = zlib.compress(b"\0" * 200_000_000, 9)
    head = b"%PDF-1.7\n"
    table = (
        b"1 0 obj\n<</Type/XRef/Size 9/W[1 2 1]/Root 2 0 R/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
        + packed
        + b"\nendstream\nendobj\n"
    )
    return head + table + b"startxref\n%d\n%%%%EOF\n" % len(head)
