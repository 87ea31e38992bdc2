"""A picture is drawn anew: what is kept are its pixels, upright. Where it was taken, by what and what else hid in the
file stays behind.
"""

import io
import warnings

from PIL import Image, ImageOps

from ayo.files.data import Judged
from ayo.files.errors import refused
from ayo.files.uploads.kinds import JPEG, PNG, WEBP

LONGEST_EDGE = 4096
"""Enough to read a page of A4 at 300 dots an inch."""
THINNEST = 50
_FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}
_QUALITY = 88


def redrawn(content: bytes, claimed: str, *, most_pixels: int) -> Judged:
    """Return the picture drawn anew as JPEG, or as PNG where it was one. Raises FileRefused."""
    try:
        with warnings.catch_warnings():
            # The size is judged below by our own limit, before a single pixel is unpacked.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[_FORMATS[claimed]]) as picture:
                _require_size(picture, most_pixels)
                return _drawn(picture, claimed)
    except Image.DecompressionBombError as error:
        raise refused("too_many_pixels") from error
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        # Pillow says the same thing in all these ways: these bytes are no picture.
        raise refused("damaged") from error


def _require_size(picture: Image.Image, most_pixels: int) -> None:
    width, height = picture.size
    if width * height > most_pixels:
        raise refused("too_many_pixels")
    if min(width, height) < THINNEST:
        raise refused("too_small")


def _drawn(picture: Image.Image, claimed: str) -> Judged:
    # A camera's JPEG can be unpacked at half or a quarter of its size straight away.
    picture.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    out = io.BytesIO()
    if claimed == PNG:
        clean = _bare(upright, "RGBA" if upright.has_transparency_data else "L" if upright.mode in "1L" else "RGB")
        clean.save(out, "PNG", compress_level=6)
        return Judged(PNG, out.getvalue())
    clean = _bare(upright, "L" if upright.mode == "L" else "RGB")
    clean.save(out, "JPEG", quality=_QUALITY)
    return Judged(JPEG, out.getvalue())


def _bare(picture: Image.Image, mode: str) -> Image.Image:
    """Return pixels only: a fresh picture inherits no notes, profiles, comments or thumbnails."""
    bare = Image.new(mode, picture.size, "white" if mode != "RGBA" else None)
    source = picture.convert("RGBA") if picture.has_transparency_data else picture.convert(mode)
    if mode == "RGBA" or source.mode != "RGBA":
        bare.paste(source)
    else:
        bare.paste(source, mask=source.getchannel("A"))
    return bare
