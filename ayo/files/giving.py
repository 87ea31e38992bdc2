"""How the house answers with a file: browsers may show it or keep it, and do nothing else with it."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from ayo.files.uploads import kinds

ALONE = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors {by}"
"""Whatever a file may hold, it runs nothing and reaches nothing of the house; `by` says whose page may show it."""


def given(content: bytes, name: str, content_type: str) -> HttpResponse:
    """Answer with a file: what people look at is shown, anything else is offered for keeping."""
    return _answer(content, name, content_type, is_download=content_type not in kinds.PAPERS)


def given_to_keep(content: bytes, name: str, content_type: str) -> HttpResponse:
    """Answer with a file that people pass on as it is: it lands among their downloads, on a phone too."""
    return _answer(content, name, content_type, is_download=True)


def _answer(content: bytes, name: str, content_type: str, *, is_download: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(is_download, name) or "attachment"
    # A PDF lies beside what an officer compares it with; the page of ours around it reaches as little of it.
    is_framed = content_type == kinds.PDF and not is_download
    response["Content-Security-Policy"] = ALONE.format(by="'self'" if is_framed else "'none'")
    response["X-Frame-Options"] = "SAMEORIGIN" if is_framed else "DENY"
    response["Cache-Control"] = "private, no-store"
    return response
