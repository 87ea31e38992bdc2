"""Opening a PDF that somebody else made: never more is unpacked of it than it may cost."""

import io
import zlib
from typing import TYPE_CHECKING

from pyhanko.pdf_utils.misc import PdfError

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader

LARGEST_STREAM = 32 * 1024 * 1024
LARGEST_ALTOGETHER = 96 * 1024 * 1024
BAD_PDF = (
    PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, ArithmeticError, OSError,
    NotImplementedError, AssertionError, zlib.error,
)  # fmt: skip
"""What reading a broken PDF may end in: the library answers nonsense in all these ways."""


def opened(content: bytes) -> "PdfFileReader":
    """Return a reader. Raises one of BAD_PDF, here or at any later look into it."""
    # The reader takes a third of a second to import, which only those who get a PDF should pay.
    from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget, StreamDecodeLimits
    from pyhanko.pdf_utils.reader import PdfFileReader

    limits = DecodeLimits(
        per_stream=StreamDecodeLimits(max_output_size=LARGEST_STREAM),
        document_budget=DocumentDecodeBudget(base_allowance=LARGEST_ALTOGETHER, max_ratio=1),
    )
    return PdfFileReader(io.BytesIO(content), strict=False, decode_limits=limits)
